package org.apache.kafka.connect.converters;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.BooleanDeserializer;
import org.apache.kafka.common.serialization.BooleanSerializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * Booleans as one byte, 0 or 1 (KIP-907). Values read have the optional boolean schema; null is null on both sides.
 */
public class BooleanConverter implements Converter, HeaderConverter {
    private final BooleanSerializer serializer = new BooleanSerializer();
    private final BooleanDeserializer deserializer = new BooleanDeserializer();

    public BooleanConverter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return BooleanConverterConfig.configDef();
    }

    /**
     * Checks the configuration, which otherwise has no effect.
     *
     * @throws org.apache.kafka.common.config.ConfigException if {@code converter.type} is missing or wrong
     */
    @Override
    public void configure(Map<String, ?> configs) {
        BooleanConverterConfig unused = new BooleanConverterConfig(configs);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> withType = new HashMap<>(configs);
        withType.put(ConverterConfig.TYPE_CONFIG, isKey ? ConverterType.KEY.getName() : ConverterType.VALUE.getName());
        configure(withType);
    }

    /**
     * Writes a boolean.
     *
     * @throws DataException if the schema is neither null nor of type boolean, or the value is no Boolean
     */
    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        if (schema != null && schema.type() != Schema.Type.BOOLEAN) {
            throw new DataException("A value of schema " + schema + " is given to the BooleanConverter, which takes"
                    + " only booleans; use a converter for this type");
        }
        if (value != null && !(value instanceof Boolean)) {
            throw new DataException("The BooleanConverter takes a Boolean, not a "
                    + value.getClass().getName());
        }
        return serializer.serialize(topic, (Boolean) value);
    }

    /**
     * Reads a boolean.
     *
     * @throws DataException if the bytes are not exactly one, 0 or 1
     */
    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        try {
            return new SchemaAndValue(Schema.OPTIONAL_BOOLEAN_SCHEMA, deserializer.deserialize(topic, value));
        } catch (SerializationException e) {
            throw new DataException("A boolean must be one byte, 0 or 1", e);
        }
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
