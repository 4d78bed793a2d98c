package org.apache.kafka.connect.converters;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * Passes bytes through as they are. Values read have the optional bytes schema; values written are a {@code byte[]}, a
 * {@link ByteBuffer} (its content from 0 to its limit) or null. Configuration has no effect.
 */
public class ByteArrayConverter implements Converter, HeaderConverter {
    private static final ConfigDef CONFIG_DEF = ConverterConfig.newConfigDef();

    public ByteArrayConverter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    /**
     * Gives the value's bytes.
     *
     * @throws DataException if the schema is neither null nor of type bytes, or the value is no bytes
     */
    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        if (schema != null && schema.type() != Schema.Type.BYTES) {
            throw new DataException("A value of schema " + schema + " is given to the ByteArrayConverter, which takes"
                    + " only bytes; use a converter for this type");
        }
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            ByteBuffer content = buffer.duplicate().rewind();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return bytes;
        }
        throw new DataException("The ByteArrayConverter takes a byte[] or a ByteBuffer, not a "
                + value.getClass().getName());
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, value);
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public void close() {}
}
