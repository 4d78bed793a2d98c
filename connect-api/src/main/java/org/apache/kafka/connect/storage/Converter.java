package org.apache.kafka.connect.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * Turns keys or values between the form of the data API and the bytes that are kept in Kafka.
 *
 * <p>Every task has objects of its own, one for keys and one for values, and calls them from one thread.
 */
public interface Converter extends Closeable, ConnectPlugin {

    /**
     * Configures the converter.
     *
     * @param configs the configuration, without the {@code key.converter.} or {@code value.converter.} prefix
     * @param isKey whether it is for keys
     */
    void configure(Map<String, ?> configs, boolean isKey);

    /**
     * Turns a value into bytes.
     *
     * @param topic the topic that the bytes are for
     * @param schema the value's schema, null if it has none
     * @param value the value, may be null
     * @return the bytes, null for a null in Kafka
     * @throws org.apache.kafka.connect.errors.DataException if the value cannot be written
     */
    byte[] fromConnectData(String topic, Schema schema, Object value);

    /**
     * Turns a value into bytes, with the Kafka record's headers at hand (KIP-440). Unless overridden, the headers are not
     * looked at.
     *
     * @param topic the topic that the bytes are for
     * @param headers the headers of the record to be written, which may be added to
     * @param schema the value's schema, null if it has none
     * @param value the value, may be null
     * @return the bytes, null for a null in Kafka
     * @throws org.apache.kafka.connect.errors.DataException if the value cannot be written
     */
    default byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    /**
     * Turns bytes into a value.
     *
     * @param topic the topic that the bytes are from
     * @param value the bytes, may be null
     * @return the value and its schema
     * @throws org.apache.kafka.connect.errors.DataException if the bytes cannot be read
     */
    SchemaAndValue toConnectData(String topic, byte[] value);

    /**
     * Turns bytes into a value, with the Kafka record's headers at hand (KIP-440). Unless overridden, the headers are not
     * looked at.
     *
     * @param topic the topic that the bytes are from
     * @param headers the headers of the record that was read
     * @param value the bytes, may be null
     * @return the value and its schema
     * @throws org.apache.kafka.connect.errors.DataException if the bytes cannot be read
     */
    default SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
        return toConnectData(topic, value);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: no keys.
     */
    @Override
    default ConfigDef config() {
        return new ConfigDef();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: does nothing.
     */
    @Override
    default void close() throws IOException {}

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
