package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The Java classes that a schema admits for its values: those of its type, or those of its logical type if it has one. */
enum ValueClass {
    BYTE,
    SHORT,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    STRING,
    BYTES,
    LIST,
    MAP,
    STRUCT,
    BIG_DECIMAL,
    DATE,
    /** For a schema without type: it admits nothing. */
    NOTHING;

    /** Tells what a schema of that name and type admits. The name of a logical type goes before the type. */
    static ValueClass of(String name, Schema.Type type) {
        ValueClass logical = name == null ? null : ofLogicalName(name);
        if (logical != null) {
            return logical;
        }
        return type == null ? NOTHING : ofType(type);
    }

    private static ValueClass ofLogicalName(String name) {
        return switch (name) {
            case Decimal.LOGICAL_NAME -> BIG_DECIMAL;
            case Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME -> DATE;
            default -> null;
        };
    }

    private static ValueClass ofType(Schema.Type type) {
        return switch (type) {
            case INT8 -> BYTE;
            case INT16 -> SHORT;
            case INT32 -> INTEGER;
            case INT64 -> LONG;
            case FLOAT32 -> FLOAT;
            case FLOAT64 -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case STRING -> STRING;
            case BYTES -> BYTES;
            case ARRAY -> LIST;
            case MAP -> MAP;
            case STRUCT -> STRUCT;
        };
    }

    /** Whether a value, not null, is of such a class. Does not look inside lists, maps and structs. */
    boolean admits(Object value) {
        return switch (this) {
            case BYTE -> value instanceof Byte;
            case SHORT -> value instanceof Short;
            case INTEGER -> value instanceof Integer;
            case LONG -> value instanceof Long;
            case FLOAT -> value instanceof Float;
            case DOUBLE -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case BYTES -> value instanceof byte[] || value instanceof ByteBuffer;
            case LIST -> value instanceof List;
            case MAP -> value instanceof Map;
            case STRUCT -> value instanceof Struct;
            case BIG_DECIMAL -> value instanceof BigDecimal;
            case DATE -> value instanceof java.util.Date;
            case NOTHING -> false;
        };
    }

    /** Whether the class says it all, as the values do not contain others. */
    boolean isScalar() {
        return switch (this) {
            case BYTE, SHORT, INTEGER, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTES -> true;
            case LIST, MAP, STRUCT, BIG_DECIMAL, DATE, NOTHING -> false;
        };
    }
}
