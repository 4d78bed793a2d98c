package org.apache.kafka.connect.header;

import org.apache.kafka.connect.data.Schema;

/** One named value of a record's {@link Headers}. Headers do not change; the methods that alter one return another. */
public interface Header {
    /** The name, never null. Several headers of a record may share it. */
    String key();

    /** The schema of the value; null if it has none. */
    Schema schema();

    /** The value, may be null. */
    Object value();

    /**
     * A header of the same name with another value.
     *
     * @param schema the value's schema, may be null
     * @param value the value, may be null
     */
    Header with(Schema schema, Object value);

    /**
     * A header of another name with the same schema and value.
     *
     * @param key the name, not null
     */
    Header rename(String key);
}
