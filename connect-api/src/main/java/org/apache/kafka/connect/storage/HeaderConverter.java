package org.apache.kafka.connect.storage;

import java.io.Closeable;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * Turns header values between the form of the data API and the bytes that are kept in Kafka (KIP-145).
 *
 * <p>Every task has an object of its own and calls it from one thread.
 */
public interface HeaderConverter extends Configurable, Closeable, ConnectPlugin {

    /**
     * Turns bytes into a header's value.
     *
     * @param topic the topic that the record is from
     * @param headerKey the header's key
     * @param value the bytes, may be null
     * @return the value and its schema
     */
    SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value);

    /**
     * Turns a header's value into bytes.
     *
     * @param topic the topic that the record is for
     * @param headerKey the header's key
     * @param schema the value's schema, null if it has none
     * @param value the value, may be null
     * @return the bytes, null for a null in Kafka
     */
    byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value);

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: {@code undefined}.
     */
    @Override
    default String version() {
        return "undefined";
    }
}
