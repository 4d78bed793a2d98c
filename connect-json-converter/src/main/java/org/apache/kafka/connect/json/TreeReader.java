package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads Connect values from any tree: the way for defaults of schemas, and for messages that {@link SchemaDecoder}
 * leaves aside. It decides what is an error. A missing node stands for a message without content and counts as a scalar
 * of no kind.
 */
final class TreeReader {
    private final boolean replaceNullWithDefault;

    TreeReader(boolean replaceNullWithDefault) {
        this.replaceNullWithDefault = replaceNullWithDefault;
    }

    /**
     * Reads one value.
     *
     * @param schema what to read it as, or null to go by its JSON kind
     * @throws DataException if it does not fit the schema
     */
    Object read(JsonNode node, Schema schema) {
        if (schema == null) {
            return readSchemaless(node);
        }
        if (node == null || node.isNull()) {
            return replacementOfNull(schema);
        }
        LogicalType logical = LogicalType.of(schema);
        if (logical != null) {
            return readLogical(node, logical, schema);
        }
        return switch (schema.type()) {
            case STRUCT -> readStruct(node, schema);
            case MAP -> readMap(node, schema);
            case ARRAY -> readArray(node, schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> readScalar(node, schema.type());
        };
    }

    private Object readSchemaless(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case NUMBER -> readSchemalessNumber(node);
            case ARRAY -> readArray(node, null);
            case OBJECT -> readObject(node, null);
            case BINARY, POJO -> throw new DataException("A JSON value cannot be a node of type " + node.getNodeType());
        };
    }

    private static Object readSchemalessNumber(JsonNode node) {
        Number number = node.numberValue();
        if (node.isIntegralNumber()) {
            return number.longValue();
        }
        return number.doubleValue();
    }

    private Object replacementOfNull(Schema schema) {
        if (replaceNullWithDefault && schema.defaultValue() != null) {
            return schema.defaultValue();
        }
        if (schema.isOptional()) {
            return null;
        }
        throw new DataException("Null or nothing is given for a required value of type " + schema.type()
                + (schema.name() == null ? "" : " named " + schema.name()));
    }

    /** A value of the wrong kind becomes 0, false or null; it is no error. */
    private static Object readScalar(JsonNode node, Schema.Type type) {
        Number number = node.isNumber() ? node.numberValue() : 0;
        return switch (type) {
            case INT8 -> (byte) number.intValue();
            case INT16 -> (short) number.intValue();
            case INT32 -> number.intValue();
            case INT64 -> number.longValue();
            case FLOAT32 -> number.floatValue();
            case FLOAT64 -> number.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case BYTES -> readBytes(node);
            case ARRAY, MAP, STRUCT -> throw new IllegalArgumentException(type + " is no scalar type");
        };
    }

    private static byte[] readBytes(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new DataException("A text read as bytes is not valid Base64 with padding", e);
        }
    }

    private static Object readLogical(JsonNode node, LogicalType logical, Schema schema) {
        return switch (logical) {
            case DECIMAL -> readDecimal(node, schema);
            case DATE -> Date.toLogical(schema, requireInt(node, logical));
            case TIME -> Time.toLogical(schema, requireInt(node, logical));
            case TIMESTAMP -> {
                if (!node.isIntegralNumber()) {
                    throw new DataException("A Timestamp must be a whole number of milliseconds");
                }
                yield Timestamp.toLogical(schema, node.numberValue().longValue());
            }
        };
    }

    private static int requireInt(JsonNode node, LogicalType logical) {
        if (node.isIntegralNumber() && node.numberType() == NumberType.INT) {
            return node.intValue();
        }
        throw new DataException("A " + logical + " must be a whole number of 32 bits");
    }

    private static BigDecimal readDecimal(JsonNode node, Schema schema) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        byte[] unscaled = readBytes(node);
        if (unscaled == null) {
            throw new DataException("A Decimal must be a number or Base64 text");
        }
        if (unscaled.length == 0 || schema.parameters() == null) {
            throw new DataException("A Decimal needs at least one byte, and a scale in its schema's parameters");
        }
        return Decimal.toLogical(schema, unscaled);
    }

    private Struct readStruct(JsonNode node, Schema schema) {
        requireObject(node, schema);
        Schema structSchema = schema.schema();
        Struct struct = new Struct(structSchema);
        for (Field field : structSchema.fields()) {
            JsonNode value = node.get(field.name());
            struct.put(field, value == null ? replacementOfNull(field.schema()) : read(value, field.schema()));
        }
        return struct;
    }

    private Map<Object, Object> readMap(JsonNode node, Schema schema) {
        if (schema.keySchema().type() == Schema.Type.STRING) {
            requireObject(node, schema);
            return readObject(node, schema.valueSchema());
        }
        requireArray(node, "A map whose keys are no strings");
        Map<Object, Object> map = new HashMap<>();
        for (JsonNode entry : node) {
            requireArray(entry, "An entry of a map whose keys are no strings");
            if (entry.size() != 2) {
                throw new DataException("An entry of a map whose keys are no strings must be a key and a value, not "
                        + entry.size() + " elements");
            }
            map.put(read(entry.get(0), schema.keySchema()), read(entry.get(1), schema.valueSchema()));
        }
        return map;
    }

    private static void requireObject(JsonNode node, Schema schema) {
        if (!node.isObject()) {
            throw new DataException("A value of type " + schema.type() + " must be a JSON object");
        }
    }

    private static void requireArray(JsonNode node, String what) {
        if (!node.isArray()) {
            throw new DataException(what + " must be a JSON array");
        }
    }

    private Map<Object, Object> readObject(JsonNode node, Schema valueSchema) {
        Map<Object, Object> map = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            map.put(property.getKey(), read(property.getValue(), valueSchema));
        }
        return map;
    }

    /** Takes any container, as an object's values are elements too; a scalar has no elements. */
    private List<Object> readArray(JsonNode node, Schema elementSchema) {
        List<Object> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(read(element, elementSchema));
        }
        return elements;
    }
}
