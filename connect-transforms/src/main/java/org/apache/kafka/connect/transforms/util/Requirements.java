package org.apache.kafka.connect.transforms.util;

import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Checks of what a transformation is given. All fail with a {@link DataException} that names the purpose, which says
 * what the value was needed for, as in "field insertion".
 */
public class Requirements {
    public Requirements() {}

    /** Requires a schema to be there. */
    public static void requireSchema(Schema schema, String purpose) {
        if (schema == null) {
            throw new DataException("A schema is required for " + purpose);
        }
    }

    /** Requires a map, as values without schema are. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> requireMap(Object value, String purpose) {
        if (!(value instanceof Map)) {
            throw new DataException(
                    "Without a schema, only a Map can be used for " + purpose + ", not " + nameOfClass(value));
        }
        return (Map<String, Object>) value;
    }

    /** Requires a map or null. */
    public static Map<String, Object> requireMapOrNull(Object value, String purpose) {
        return value == null ? null : requireMap(value, purpose);
    }

    /** Requires a struct. */
    public static Struct requireStruct(Object value, String purpose) {
        if (!(value instanceof Struct struct)) {
            throw new DataException("Only a Struct can be used for " + purpose + ", not " + nameOfClass(value));
        }
        return struct;
    }

    /** Requires a struct or null. */
    public static Struct requireStructOrNull(Object value, String purpose) {
        return value == null ? null : requireStruct(value, purpose);
    }

    /** Requires a record on its way to a sink. */
    public static SinkRecord requireSinkRecord(ConnectRecord<?> record, String purpose) {
        if (!(record instanceof SinkRecord sinkRecord)) {
            throw new DataException("Only a SinkRecord can be used for " + purpose + ", not " + nameOfClass(record));
        }
        return sinkRecord;
    }

    private static String nameOfClass(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
