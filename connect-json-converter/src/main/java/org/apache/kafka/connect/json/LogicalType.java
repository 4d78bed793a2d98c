package org.apache.kafka.connect.json;

import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The logical types with a JSON form of their own. A schema's name alone decides, whatever its type is. */
enum LogicalType {
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP;

    /** The logical type of a schema, or null if it is none of these. */
    static LogicalType of(Schema schema) {
        String name = schema.name();
        if (name == null) {
            return null;
        }
        return switch (name) {
            case Decimal.LOGICAL_NAME -> DECIMAL;
            case Date.LOGICAL_NAME -> DATE;
            case Time.LOGICAL_NAME -> TIME;
            case Timestamp.LOGICAL_NAME -> TIMESTAMP;
            default -> null;
        };
    }
}
