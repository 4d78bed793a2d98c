package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.DataException;

/** Converts values between the Java classes of the schema types. The methods take no null values. */
final class ValueConversions {
    /** The first of January of the year 1 in the Julian calendar, which {@link java.util.Date} follows for such days. */
    private static final long FIRST_YEAR = -62_135_769_600_000L;

    private ValueConversions() {}

    static Boolean toBoolean(Schema fromSchema, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text && Values.parseString(text).value() instanceof Boolean flag) {
            return flag;
        }
        return toLong(value, fromSchema, null) != 0;
    }

    static Byte toByte(Schema fromSchema, Object value) {
        return value instanceof Byte number ? number : Byte.valueOf((byte) toLong(value, fromSchema, null));
    }

    static Short toShort(Schema fromSchema, Object value) {
        return value instanceof Short number ? number : Short.valueOf((short) toLong(value, fromSchema, null));
    }

    static Integer toInteger(Schema fromSchema, Object value) {
        return value instanceof Integer number ? number : Integer.valueOf((int) toLong(value, fromSchema, null));
    }

    static Long toLong(Schema fromSchema, Object value) {
        return value instanceof Long number ? number : Long.valueOf(toLong(value, fromSchema, null));
    }

    static Float toFloat(Schema fromSchema, Object value) {
        return value instanceof Float number ? number : Float.valueOf((float) toDouble(value, fromSchema, null));
    }

    static Double toDouble(Schema fromSchema, Object value) {
        return value instanceof Double number ? number : Double.valueOf(toDouble(value, fromSchema, null));
    }

    static String toText(Object value) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        ValueText.append(out, value, false);
        return out.toString();
    }

    static List<?> toList(Object value) {
        Object known = parsedIfText(value);
        if (known instanceof List<?> list) {
            return list;
        }
        throw noConversion(value, "a list", null);
    }

    static Map<?, ?> toMap(Object value) {
        Object known = parsedIfText(value);
        if (known instanceof Map<?, ?> map) {
            return map;
        }
        throw noConversion(value, "a map", null);
    }

    static Struct toStruct(Object value) {
        if (value instanceof Struct struct) {
            return struct;
        }
        throw noConversion(value, "a struct", null);
    }

    static byte[] toBytes(Schema schema, Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            return Utils.toArray(buffer);
        }
        if (value instanceof BigDecimal decimal) {
            return Decimal.fromLogical(schema, decimal);
        }
        throw noConversion(value, "bytes", null);
    }

    static BigDecimal toDecimal(Schema schema, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof ByteBuffer buffer) {
            return Decimal.toLogical(schema, Utils.toArray(buffer));
        }
        if (value instanceof byte[] bytes) {
            return Decimal.toLogical(schema, bytes);
        }
        if (value instanceof Number number) {
            return BigDecimal.valueOf(number.doubleValue());
        }
        if (value instanceof String text) {
            return new BigDecimal(text);
        }
        throw noConversion(value, "a Decimal", null);
    }

    static java.util.Date toDate(Schema schema, Schema fromSchema, Object value) {
        Object known = parsedIfText(value);
        if (known instanceof java.util.Date date) {
            if (fromSchema == null || Date.LOGICAL_NAME.equals(fromSchema.name())) {
                return date;
            }
            if (Timestamp.LOGICAL_NAME.equals(fromSchema.name())) {
                return Date.toLogical(schema, (int) (LogicalTypes.millis(date) / LogicalTypes.MILLIS_PER_DAY));
            }
        }
        return Date.toLogical(schema, (int) toLong(known, fromSchema, null));
    }

    static java.util.Date toTime(Schema schema, Schema fromSchema, Object value) {
        Object known = parsedIfText(value);
        if (known instanceof java.util.Date date) {
            if (fromSchema == null || Time.LOGICAL_NAME.equals(fromSchema.name())) {
                return date;
            }
            if (Timestamp.LOGICAL_NAME.equals(fromSchema.name())) {
                return Time.toLogical(schema, timeOfDay(LogicalTypes.millis(date)));
            }
        }
        return Time.toLogical(schema, (int) toLong(known, fromSchema, null));
    }

    private static int timeOfDay(long millis) {
        if (millis < FIRST_YEAR) {
            throw new DataException(
                    "A point in time before the year 1 has no time of day, got " + millis + " ms since the epoch");
        }
        return (int) Math.floorMod(millis, LogicalTypes.MILLIS_PER_DAY);
    }

    static java.util.Date toTimestamp(Schema schema, Schema fromSchema, Object value) {
        Object known = parsedIfText(value);
        if (known instanceof java.util.Date date) {
            if (fromSchema == null || Timestamp.LOGICAL_NAME.equals(fromSchema.name())) {
                return date;
            }
            if (Date.LOGICAL_NAME.equals(fromSchema.name())) {
                int days = Date.fromLogical(fromSchema, date);
                return Timestamp.toLogical(schema, days * LogicalTypes.MILLIS_PER_DAY);
            }
        }
        return Timestamp.toLogical(schema, toLong(known, fromSchema, null));
    }

    /**
     * Converts to the Java class of a schema.
     *
     * @throws DataException if there is no such conversion, or null is to become a required value
     */
    static Object to(Schema schema, Schema fromSchema, Object value) {
        if (value == null) {
            if (schema.isOptional()) {
                return null;
            }
            throw new DataException("null cannot become a required value of type " + schema.type());
        }
        return switch (schema.type()) {
            case BYTES ->
                Decimal.LOGICAL_NAME.equals(schema.name()) ? toDecimal(schema, value) : toBytes(schema, value);
            case STRING -> toText(value);
            case BOOLEAN -> toBoolean(fromSchema, value);
            case INT8 -> toByte(fromSchema, value);
            case INT16 -> toShort(fromSchema, value);
            case INT32 -> toInt32(schema, fromSchema, value);
            case INT64 ->
                Timestamp.LOGICAL_NAME.equals(schema.name())
                        ? toTimestamp(schema, fromSchema, value)
                        : toLong(fromSchema, value);
            case FLOAT32 -> toFloat(fromSchema, value);
            case FLOAT64 -> toDouble(fromSchema, value);
            case ARRAY -> toList(value);
            case MAP -> toMap(value);
            case STRUCT -> toStruct(value);
        };
    }

    private static Object toInt32(Schema schema, Schema fromSchema, Object value) {
        if (Date.LOGICAL_NAME.equals(schema.name())) {
            return toDate(schema, fromSchema, value);
        }
        if (Time.LOGICAL_NAME.equals(schema.name())) {
            return toTime(schema, fromSchema, value);
        }
        return toInteger(fromSchema, value);
    }

    /**
     * The whole number in a number, in text, or in a logical value with its schema.
     *
     * @param cause why an earlier attempt failed, null if there was none
     */
    static long toLong(Object value, Schema fromSchema, Throwable cause) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text) {
            try {
                return new BigDecimal(text).longValue();
            } catch (NumberFormatException e) {
                throw noConversion(value, "a number", e);
            }
        }
        if (value instanceof java.util.Date date && fromSchema != null) {
            String name = fromSchema.name();
            if (Date.LOGICAL_NAME.equals(name)) {
                return Date.fromLogical(fromSchema, date);
            }
            if (Time.LOGICAL_NAME.equals(name)) {
                return Time.fromLogical(fromSchema, date);
            }
            if (Timestamp.LOGICAL_NAME.equals(name)) {
                return Timestamp.fromLogical(fromSchema, date);
            }
        }
        throw noConversion(value, "a number", cause);
    }

    /** As {@link #toLong(Object, Schema, Throwable)}, with fraction. */
    static double toDouble(Object value, Schema fromSchema, Throwable cause) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return new BigDecimal(text).doubleValue();
            } catch (NumberFormatException e) {
                throw noConversion(value, "a number", e);
            }
        }
        return toLong(value, fromSchema, cause);
    }

    private static Object parsedIfText(Object value) {
        return value instanceof String text ? Values.parseString(text).value() : value;
    }

    private static DataException noConversion(Object value, String target, Throwable cause) {
        return new DataException(
                "Cannot convert a value of class " + value.getClass().getName() + " to " + target, cause);
    }
}
