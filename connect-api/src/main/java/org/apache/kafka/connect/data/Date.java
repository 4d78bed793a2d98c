package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/**
 * A calendar day without time and zone: {@link java.util.Date} at midnight UTC in memory, days since 1970-01-01 as
 * {@code int32} on the wire.
 */
public class Date {
    /** Name of the schemas that carry this logical type. */
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Date";

    /** The required schema without further properties. */
    public static final Schema SCHEMA = builder().schema();

    private static final long MILLIS_PER_DAY = LogicalTypes.MILLIS_PER_DAY;

    public Date() {}

    /** A builder of a schema of this type, for adding optionality, documentation or a default. */
    public static SchemaBuilder builder() {
        return SchemaBuilder.int32().name(LOGICAL_NAME).version(1);
    }

    /**
     * Days since the epoch of a day.
     *
     * @throws DataException if the schema is of another name, or the value is not at midnight UTC
     */
    public static int fromLogical(Schema schema, java.util.Date value) {
        LogicalTypes.requireName(schema, LOGICAL_NAME);
        long millis = LogicalTypes.millis(value);
        if (Math.floorMod(millis, MILLIS_PER_DAY) != 0) {
            throw new DataException(
                    "A Date must be at midnight UTC, got one with a time of day: " + millis + " ms since the epoch");
        }
        return (int) (millis / MILLIS_PER_DAY);
    }

    /**
     * The day that is so many days after the epoch.
     *
     * @throws DataException if the schema is of another name
     */
    public static java.util.Date toLogical(Schema schema, int value) {
        LogicalTypes.requireName(schema, LOGICAL_NAME);
        return LogicalTypes.ofMillis(value * MILLIS_PER_DAY);
    }
}
