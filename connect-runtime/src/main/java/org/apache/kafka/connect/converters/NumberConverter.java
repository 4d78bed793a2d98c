package org.apache.kafka.connect.converters;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * What the converters of numbers share: a number is exactly what Kafka's serializer of its type writes; the schema of a
 * value written is not looked at, and null is null on both sides.
 *
 * @param <T> the Java type of the numbers
 */
abstract class NumberConverter<T extends Number> implements Converter, HeaderConverter {
    private final Class<T> type;
    private final Schema schema;
    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;

    /**
     * Makes a converter.
     *
     * @param type         the Java type of the numbers
     * @param schema       the schema of values read
     * @param serializer   writes a number; needs no configuration
     * @param deserializer reads a number; needs no configuration
     */
    NumberConverter(Class<T> type, Schema schema, Serializer<T> serializer, Deserializer<T> deserializer) {
        this.type = type;
        this.schema = schema;
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return NumberConverterConfig.configDef();
    }

    /**
     * Checks the configuration, which otherwise has no effect.
     *
     * @throws org.apache.kafka.common.config.ConfigException if {@code converter.type} is missing or wrong
     */
    @Override
    public void configure(Map<String, ?> configs) {
        NumberConverterConfig unused = new NumberConverterConfig(configs);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> withType = new HashMap<>(configs);
        withType.put(ConverterConfig.TYPE_CONFIG, isKey ? ConverterType.KEY.getName() : ConverterType.VALUE.getName());
        configure(withType);
    }

    /**
     * The value as a number of this converter's type; null for null.
     *
     * @throws DataException if it is of any other class
     */
    protected T cast(Object value) {
        if (value != null && !type.isInstance(value)) {
            throw new DataException("The " + type.getSimpleName() + " converter does not take a "
                    + value.getClass().getName());
        }
        return type.cast(value);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return serializer.serialize(topic, cast(value));
    }

    /**
     * Reads a number.
     *
     * @throws DataException if there are more or fewer bytes than the type has
     */
    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        try {
            return new SchemaAndValue(schema, deserializer.deserialize(topic, value));
        } catch (SerializationException e) {
            throw new DataException(value.length + " bytes are no " + type.getSimpleName(), e);
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
