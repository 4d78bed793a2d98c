package org.apache.kafka.connect.data;

/** The order of the numeric types, from narrow to wide, and Java's conversions between them. */
final class NumericTypes {
    private NumericTypes() {}

    /** Whether a type is one of int8, int16, int32, int64, float32 and float64. */
    static boolean isNumeric(Schema.Type type) {
        return switch (type) {
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 -> true;
            case BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT -> false;
        };
    }

    /** Whether both types are numeric and the second one is wider. */
    static boolean isWidening(Schema.Type from, Schema.Type to) {
        return isNumeric(from) && isNumeric(to) && from.compareTo(to) < 0;
    }

    /** The number in the Java class of a numeric type, by Java's conversion rules; itself if it is of that class. */
    static Number convert(Number number, Schema.Type type) {
        return switch (type) {
            case INT8 -> number instanceof Byte ? number : Byte.valueOf(number.byteValue());
            case INT16 -> number instanceof Short ? number : Short.valueOf(number.shortValue());
            case INT32 -> number instanceof Integer ? number : Integer.valueOf(number.intValue());
            case INT64 -> number instanceof Long ? number : Long.valueOf(number.longValue());
            case FLOAT32 -> number instanceof Float ? number : Float.valueOf(number.floatValue());
            case FLOAT64 -> number instanceof Double ? number : Double.valueOf(number.doubleValue());
            case BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT ->
                throw new IllegalArgumentException(type + " is not numeric");
        };
    }
}
