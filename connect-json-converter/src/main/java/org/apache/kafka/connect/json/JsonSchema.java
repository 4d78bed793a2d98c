package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The names that a schema and its envelope have in JSON, and the envelope itself: an object of a {@code schema} and a
 * {@code payload}.
 */
public class JsonSchema {
    static final String ENVELOPE_SCHEMA = "schema";
    static final String ENVELOPE_PAYLOAD = "payload";

    static final String TYPE = "type";
    static final String OPTIONAL = "optional";
    static final String NAME = "name";
    static final String VERSION = "version";
    static final String DOC = "doc";
    static final String PARAMETERS = "parameters";
    static final String DEFAULT = "default";
    static final String ARRAY_ITEMS = "items";
    static final String MAP_KEYS = "keys";
    static final String MAP_VALUES = "values";
    static final String STRUCT_FIELDS = "fields";
    static final String FIELD_NAME = "field";

    public JsonSchema() {}

    /**
     * Puts a schema and a payload into an envelope.
     *
     * @param schema  the schema's JSON form; null is written as JSON null
     * @param payload the value; null is written as JSON null
     */
    public static ObjectNode envelope(JsonNode schema, JsonNode payload) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.set(ENVELOPE_SCHEMA, schema);
        envelope.set(ENVELOPE_PAYLOAD, payload);
        return envelope;
    }
}
