package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Writes any Connect value as a tree: the way for defaults of schemas, and for values that {@link SchemaEncoder} leaves
 * aside. It decides what is an error.
 */
final class TreeWriter {
    /** Beyond what the text of a message may nest; a value that contains itself meets it too. */
    private static final int MAX_DEPTH = 1001;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DecimalFormat decimalFormat;
    private final boolean replaceNullWithDefault;

    TreeWriter(DecimalFormat decimalFormat, boolean replaceNullWithDefault) {
        this.decimalFormat = decimalFormat;
        this.replaceNullWithDefault = replaceNullWithDefault;
    }

    /**
     * Makes the tree of one value.
     *
     * @param schema the value's schema, or null to go by the value's Java class
     * @throws DataException if the value does not fit its schema, nests too deep, or no Connect type has its class
     */
    JsonNode write(Schema schema, Object value) {
        try {
            return write(schema, value, 0);
        } catch (ClassCastException e) {
            throw new DataException("A value's class does not fit its schema " + schema, e);
        }
    }

    private JsonNode write(Schema schema, Object given, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DataException("A value nests deeper than JSON messages may, or contains itself");
        }
        Object value = given == null && schema != null ? replacementOfNull(schema) : given;
        if (value == null) {
            return NODES.nullNode();
        }
        LogicalType logical = schema == null ? null : LogicalType.of(schema);
        if (logical != null) {
            return writeLogical(logical, schema, value);
        }
        return switch (schema == null ? typeOf(value) : schema.type()) {
            case INT8 -> NODES.numberNode((Byte) value);
            case INT16 -> NODES.numberNode((Short) value);
            case INT32 -> NODES.numberNode((Integer) value);
            case INT64 -> NODES.numberNode((Long) value);
            case FLOAT32 -> NODES.numberNode((Float) value);
            case FLOAT64 -> NODES.numberNode((Double) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case STRING -> NODES.textNode(((CharSequence) value).toString());
            case BYTES -> writeBytes(value);
            case ARRAY -> writeArray(schema, (Collection<?>) value, depth + 1);
            case MAP -> writeMap(schema, (Map<?, ?>) value, depth + 1);
            case STRUCT -> writeStruct(schema, (Struct) value, depth + 1);
        };
    }

    private Object replacementOfNull(Schema schema) {
        if (replaceNullWithDefault && schema.defaultValue() != null) {
            return schema.defaultValue();
        }
        if (schema.isOptional()) {
            return null;
        }
        throw new DataException("Null is given for a required value of schema " + schema
                + "; make the schema optional, or give it a default and set "
                + JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG + "=true");
    }

    private static Schema.Type typeOf(Object value) {
        Schema.Type type = ConnectSchema.schemaType(value.getClass());
        if (type == null) {
            throw new DataException("No Connect type has the Java class "
                    + value.getClass().getName() + ", and there is no schema to go by");
        }
        return type;
    }

    private JsonNode writeLogical(LogicalType logical, Schema schema, Object value) {
        return switch (logical) {
            case DECIMAL -> writeDecimal(schema, (BigDecimal) value);
            case DATE -> NODES.numberNode(Date.fromLogical(schema, (java.util.Date) value));
            case TIME -> NODES.numberNode(Time.fromLogical(schema, (java.util.Date) value));
            case TIMESTAMP -> NODES.numberNode(Timestamp.fromLogical(schema, (java.util.Date) value));
        };
    }

    private JsonNode writeDecimal(Schema schema, BigDecimal value) {
        return switch (decimalFormat) {
            case BASE64 -> NODES.binaryNode(Decimal.fromLogical(schema, value));
            case NUMERIC -> NODES.numberNode(value);
        };
    }

    private static JsonNode writeBytes(Object value) {
        if (value instanceof byte[] bytes) {
            return NODES.binaryNode(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return NODES.binaryNode(wholeArray(buffer));
        }
        throw new DataException("Bytes must be a byte[] or a ByteBuffer, not a "
                + value.getClass().getName());
    }

    /** The backing array, whatever the buffer's position and limit: that is what this format has always held. */
    @SuppressWarnings("ByteBufferBackingArray")
    private static byte[] wholeArray(ByteBuffer buffer) {
        return buffer.array();
    }

    private JsonNode writeArray(Schema schema, Collection<?> elements, int depth) {
        Schema elementSchema = schema == null ? null : schema.valueSchema();
        ArrayNode array = NODES.arrayNode();
        for (Object element : elements) {
            array.add(write(elementSchema, element, depth));
        }
        return array;
    }

    private JsonNode writeMap(Schema schema, Map<?, ?> map, int depth) {
        Schema keySchema = schema == null ? null : schema.keySchema();
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        if (schema == null ? hasOnlyStringKeys(map) : keySchema.type() == Schema.Type.STRING) {
            // Keys have to become texts first. Several may have the same; the last one wins.
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = write(keySchema, entry.getKey(), depth).asText();
                object.set(name, write(valueSchema, entry.getValue(), depth));
            }
            return object;
        }
        ArrayNode pairs = NODES.arrayNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            pairs.addArray()
                    .add(write(keySchema, entry.getKey(), depth + 1))
                    .add(write(valueSchema, entry.getValue(), depth + 1));
        }
        return pairs;
    }

    private static boolean hasOnlyStringKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private JsonNode writeStruct(Schema schema, Struct struct, int depth) {
        if (!struct.schema().equals(schema)) {
            throw new DataException(
                    "A struct of schema " + struct.schema() + " is given where the schema is " + schema);
        }
        ObjectNode object = NODES.objectNode();
        for (Field field : schema.fields()) {
            object.set(field.name(), write(field.schema(), struct.getWithoutDefault(field.name()), depth));
        }
        return object;
    }
}
