package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * Records as JSON, for keys, values and headers.
 *
 * <p>With {@code schemas.enable=true}, a message is an envelope {@code {"schema": ..., "payload": ...}}, or, when
 * reading with {@code schema.content} (KIP-1054), the bare payload of that schema. Otherwise a message is bare JSON and
 * has no schema. Decimals follow {@code decimal.format} (KIP-481) and nulls {@code replace.null.with.default}
 * (KIP-581). Whatever cannot be converted fails with a {@link org.apache.kafka.connect.errors.DataException}.
 *
 * <p>Once configured, an instance may be used by several threads.
 */
public class JsonConverter implements Converter, HeaderConverter {
    private MessageWriter writer;
    private MessageReader reader;

    public JsonConverter() {}

    /**
     * Like {@link #JsonConverter()}.
     *
     * @param enableBlackbird of no effect: messages are converted without data binding, so there is nothing that
     *                        generated accessors could speed up
     */
    public JsonConverter(boolean enableBlackbird) {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return JsonConverterConfig.configDef();
    }

    /**
     * Configures the converter; {@code converter.type} must be among the properties.
     *
     * @throws org.apache.kafka.common.config.ConfigException   if a property is missing or has a wrong value
     * @throws org.apache.kafka.connect.errors.DataException if {@code schema.content} is no schema
     */
    @Override
    public void configure(Map<String, ?> configs) {
        JsonConverterConfig config = new JsonConverterConfig(configs);
        writer = new MessageWriter(config);
        reader = new MessageReader(config);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> withType = new HashMap<>(configs);
        withType.put(ConverterConfig.TYPE_CONFIG, isKey ? ConverterType.KEY.getName() : ConverterType.VALUE.getName());
        configure(withType);
    }

    @Override
    public void close() {}

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return writer.write(schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return reader.read(value);
    }

    /** The JSON form of a schema, as envelopes hold it; null for null. */
    public ObjectNode asJsonSchema(Schema schema) {
        return writer.treeOf(schema);
    }

    /**
     * The schema that a JSON form stands for; null for JSON null.
     *
     * @throws org.apache.kafka.connect.errors.DataException if it is no schema's JSON form
     */
    public Schema asConnectSchema(JsonNode jsonSchema) {
        return reader.schemaOf(jsonSchema);
    }

    /**
     * Reads a value from a tree. Connect's API has no such method; Debezium's {@code CloudEventsConverter} looks for it
     * by this name and these parameters, and is no plugin without it.
     */
    static Object convertToConnect(Schema schema, JsonNode value, JsonConverterConfig config) {
        return new TreeReader(config.replaceNullWithDefault()).read(value, schema);
    }
}
