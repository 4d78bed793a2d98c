package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/** What the logical types share that are {@link java.util.Date} in memory, as the plugin API has it. */
@SuppressWarnings("JavaUtilDate")
final class LogicalTypes {
    static final long MILLIS_PER_DAY = 24L * 60 * 60 * 1000;

    private LogicalTypes() {}

    static void requireName(Schema schema, String logicalName) {
        if (!logicalName.equals(schema.name())) {
            throw new DataException("Expected a schema named " + logicalName + ", got one named " + schema.name());
        }
    }

    /** Milliseconds since the epoch. */
    static long millis(java.util.Date date) {
        return date.getTime();
    }

    static java.util.Date ofMillis(long millis) {
        return new java.util.Date(millis);
    }
}
