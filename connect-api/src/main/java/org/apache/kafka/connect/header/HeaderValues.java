package org.apache.kafka.connect.header;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Checks the values of headers against their schemas. */
final class HeaderValues {
    private HeaderValues() {}

    /**
     * Checks that a value is of a class that its schema allows. A value of a logical type may also be given in the class
     * that it has on the wire; parts of containers are not looked at.
     *
     * @throws DataException if the value does not fit, or is null and the schema required
     */
    static void requireFitting(Schema schema, Object value) {
        if (schema == null) {
            return;
        }
        if (value == null) {
            if (!schema.isOptional()) {
                throw new DataException("A null needs an optional schema, got " + schema);
            }
        } else if (!fits(schema, value)) {
            throw new DataException(
                    "A value of class " + value.getClass().getName() + " does not fit the schema " + schema);
        }
    }

    private static boolean fits(Schema schema, Object value) {
        return switch (schema.type()) {
            case BYTES ->
                value instanceof byte[]
                        || value instanceof ByteBuffer
                        || (value instanceof BigDecimal && Decimal.LOGICAL_NAME.equals(schema.name()));
            case STRING -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
            case INT8 -> value instanceof Byte;
            case INT16 -> value instanceof Short;
            case INT32 ->
                value instanceof Integer
                        || (value instanceof java.util.Date
                                && (Date.LOGICAL_NAME.equals(schema.name())
                                        || Time.LOGICAL_NAME.equals(schema.name())));
            case INT64 ->
                value instanceof Long
                        || (value instanceof java.util.Date && Timestamp.LOGICAL_NAME.equals(schema.name()));
            case FLOAT32 -> value instanceof Float;
            case FLOAT64 -> value instanceof Double;
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
            case STRUCT -> value instanceof Struct;
        };
    }
}
