package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/**
 * A point in time without zone: {@link java.util.Date} in memory, milliseconds since the epoch as {@code int64} on the
 * wire.
 */
public class Timestamp {
    /** Name of the schemas that carry this logical type. */
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Timestamp";

    /** The required schema without further properties. */
    public static final Schema SCHEMA = builder().schema();

    public Timestamp() {}

    /** A builder of a schema of this type, for adding optionality, documentation or a default. */
    public static SchemaBuilder builder() {
        return SchemaBuilder.int64().name(LOGICAL_NAME).version(1);
    }

    /**
     * Milliseconds since the epoch of a point in time.
     *
     * @throws DataException if the schema is of another name
     */
    public static long fromLogical(Schema schema, java.util.Date value) {
        LogicalTypes.requireName(schema, LOGICAL_NAME);
        return LogicalTypes.millis(value);
    }

    /**
     * The point in time that is so many milliseconds after the epoch.
     *
     * @throws DataException if the schema is of another name
     */
    public static java.util.Date toLogical(Schema schema, long value) {
        LogicalTypes.requireName(schema, LOGICAL_NAME);
        return LogicalTypes.ofMillis(value);
    }
}
