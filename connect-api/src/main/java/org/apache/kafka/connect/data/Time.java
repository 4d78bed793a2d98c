package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/**
 * A time of day without day and zone: {@link java.util.Date} on 1970-01-01 UTC in memory, milliseconds since midnight
 * as {@code int32} on the wire. The end of the day, 86 400 000, is allowed too.
 */
public class Time {
    /** Name of the schemas that carry this logical type. */
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Time";

    /** The required schema without further properties. */
    public static final Schema SCHEMA = builder().schema();

    public Time() {}

    /** A builder of a schema of this type, for adding optionality, documentation or a default. */
    public static SchemaBuilder builder() {
        return SchemaBuilder.int32().name(LOGICAL_NAME).version(1);
    }

    /**
     * Milliseconds since midnight of a time.
     *
     * @throws DataException if the schema is of another name, or the value is not within the first day of the epoch
     */
    public static int fromLogical(Schema schema, java.util.Date value) {
        LogicalTypes.requireName(schema, LOGICAL_NAME);
        return (int) requireWithinDay(LogicalTypes.millis(value));
    }

    /**
     * The time that is so many milliseconds after midnight.
     *
     * @throws DataException if the schema is of another name, or the value is below 0 or above 86 400 000
     */
    public static java.util.Date toLogical(Schema schema, int value) {
        LogicalTypes.requireName(schema, LOGICAL_NAME);
        return LogicalTypes.ofMillis(requireWithinDay(value));
    }

    private static long requireWithinDay(long millis) {
        if (millis < 0 || millis > LogicalTypes.MILLIS_PER_DAY) {
            throw new DataException("A Time must be between 0 and " + LogicalTypes.MILLIS_PER_DAY
                    + " ms after midnight, got " + millis + " ms");
        }
        return millis;
    }
}
