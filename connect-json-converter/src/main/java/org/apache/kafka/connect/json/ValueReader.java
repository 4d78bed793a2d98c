package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * Reads Connect values from a JSON parser, without a tree in between.
 *
 * <p>Every method starts with the value's first token as the parser's current one and ends at its last. No current
 * token at all stands for a message without content: it counts as a scalar of no kind.
 */
final class ValueReader {
    private final boolean replaceNullWithDefault;

    ValueReader(boolean replaceNullWithDefault) {
        this.replaceNullWithDefault = replaceNullWithDefault;
    }

    /**
     * Reads one value.
     *
     * @param schema what to read it as, or null to go by its JSON kind
     * @throws DataException         if it does not fit the schema
     * @throws IOException           if it is malformed JSON
     * @throws NumberFormatException if a number's exponent is beyond 32 bits
     */
    Object read(JsonParser in, Schema schema) throws IOException {
        if (schema == null) {
            return readSchemaless(in);
        }
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return replacementOfNull(schema);
        }
        LogicalType logical = LogicalType.of(schema);
        if (logical != null) {
            return readLogical(in, logical, schema);
        }
        return switch (schema.type()) {
            case STRUCT -> readStruct(in, schema);
            case MAP -> readMap(in, schema);
            case ARRAY -> readArray(in, schema.valueSchema());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> {
                Object value = readScalar(in, schema.type());
                skip(in);
                yield value;
            }
        };
    }

    /** Passes over a value, as strict about its numbers and texts as when reading it. */
    private static void skip(JsonParser in) throws IOException {
        int depth = 0;
        JsonToken token = in.currentToken();
        while (true) {
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                number(in);
            } else if (token == JsonToken.VALUE_STRING) {
                in.finishToken();
            }
            if (depth == 0) {
                return;
            }
            token = in.nextToken();
        }
    }

    private Object readSchemaless(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> toLong(in);
            case VALUE_NUMBER_FLOAT -> toDouble(in);
            case START_ARRAY -> readArray(in, null);
            case START_OBJECT -> readObject(in, null, new HashMap<>());
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new DataException("A JSON value cannot begin with the token " + token);
        };
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
    private static Object readScalar(JsonParser in, Schema.Type type) throws IOException {
        return switch (type) {
            case INT8 -> (byte) toInt(in);
            case INT16 -> (short) toInt(in);
            case INT32 -> toInt(in);
            case INT64 -> toLong(in);
            case FLOAT32 -> toFloat(in);
            case FLOAT64 -> toDouble(in);
            case BOOLEAN -> in.currentToken() == JsonToken.VALUE_TRUE;
            case STRING -> in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
            case BYTES -> toBytes(in);
            case ARRAY, MAP, STRUCT -> throw new IllegalArgumentException(type + " is no scalar type");
        };
    }

    private static int toInt(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
            return in.getIntValue();
        }
        Number number = number(in);
        return number == null ? 0 : number.intValue();
    }

    private static long toLong(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        Number number = number(in);
        return number == null ? 0 : number.longValue();
    }

    private static float toFloat(JsonParser in) throws IOException {
        Number number = number(in);
        return number == null ? 0 : number.floatValue();
    }

    private static double toDouble(JsonParser in) throws IOException {
        Number number = number(in);
        return number == null ? 0 : number.doubleValue();
    }

    /** The current number, decimals with all their digits; null if the token is no number. */
    private static Number number(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !(in instanceof TreeTraversingParser)) {
            return in.getDecimalValue();
        }
        // Trees that programs make hold floats and doubles, even NaN, and are read as such.
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT
                ? in.getNumberValue()
                : null;
    }

    private static byte[] toBytes(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
            return in.getBinaryValue();
        }
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        try {
            return Base64Variants.getDefaultVariant().decode(in.getText().trim());
        } catch (IllegalArgumentException e) {
            throw new DataException("A text read as bytes is not valid Base64 with padding", e);
        }
    }

    private static Object readLogical(JsonParser in, LogicalType logical, Schema schema) throws IOException {
        return switch (logical) {
            case DECIMAL -> readDecimal(in, schema);
            case DATE -> Date.toLogical(schema, requireInt(in, logical));
            case TIME -> Time.toLogical(schema, requireInt(in, logical));
            case TIMESTAMP -> {
                if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                    throw new DataException("A Timestamp must be a whole number of milliseconds");
                }
                yield Timestamp.toLogical(schema, toLong(in));
            }
        };
    }

    private static int requireInt(JsonParser in, LogicalType logical) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
            return in.getIntValue();
        }
        throw new DataException("A " + logical + " must be a whole number of 32 bits");
    }

    private static BigDecimal readDecimal(JsonParser in, Schema schema) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return in.getDecimalValue();
        }
        byte[] unscaled = toBytes(in);
        if (unscaled == null) {
            throw new DataException("A Decimal must be a number or Base64 text");
        }
        if (unscaled.length == 0 || schema.parameters() == null) {
            throw new DataException("A Decimal needs at least one byte, and a scale in its schema's parameters");
        }
        return Decimal.toLogical(schema, unscaled);
    }

    private Struct readStruct(JsonParser in, Schema schema) throws IOException {
        requireObject(in, schema);
        Schema structSchema = schema.schema();
        List<Field> fields = structSchema.fields();
        Object[] values = new Object[fields.size()];
        boolean[] present = new boolean[fields.size()];
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Field field = structSchema.field(in.currentName());
            in.nextToken();
            if (field == null) {
                skip(in);
            } else {
                values[field.index()] = read(in, field.schema());
                present[field.index()] = true;
            }
        }
        Struct struct = new Struct(structSchema);
        for (Field field : fields) {
            Object value = present[field.index()] ? values[field.index()] : replacementOfNull(field.schema());
            struct.put(field, value);
        }
        return struct;
    }

    private Map<Object, Object> readMap(JsonParser in, Schema schema) throws IOException {
        if (schema.keySchema().type() == Schema.Type.STRING) {
            requireObject(in, schema);
            return readObject(in, schema.valueSchema(), new HashMap<>());
        }
        requireArray(in, "A map whose keys are no strings");
        Map<Object, Object> map = new HashMap<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            requireArray(in, "An entry of a map whose keys are no strings");
            requireElement(in);
            Object key = read(in, schema.keySchema());
            requireElement(in);
            map.put(key, read(in, schema.valueSchema()));
            if (in.nextToken() != JsonToken.END_ARRAY) {
                throw new DataException("An entry of a map whose keys are no strings must be a key and a value only");
            }
        }
        return map;
    }

    private static void requireObject(JsonParser in, Schema schema) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new DataException("A value of type " + schema.type() + " must be a JSON object");
        }
    }

    private static void requireArray(JsonParser in, String what) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new DataException(what + " must be a JSON array");
        }
    }

    private static void requireElement(JsonParser in) throws IOException {
        if (in.nextToken() == JsonToken.END_ARRAY) {
            throw new DataException("An entry of a map whose keys are no strings must be a key and a value");
        }
    }

    private Map<Object, Object> readObject(JsonParser in, Schema valueSchema, Map<Object, Object> into)
            throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            into.put(name, read(in, valueSchema));
        }
        return into;
    }

    /** Takes any container, as an object's values are elements too; a scalar has no elements. */
    private List<Object> readArray(JsonParser in, Schema elementSchema) throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            Collection<Object> values =
                    readObject(in, elementSchema, new LinkedHashMap<>()).values();
            return new ArrayList<>(values);
        }
        List<Object> elements = new ArrayList<>();
        if (in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(in, elementSchema));
            }
        } else {
            skip(in);
        }
        return elements;
    }
}
