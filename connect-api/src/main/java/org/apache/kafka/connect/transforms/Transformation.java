package org.apache.kafka.connect.transforms;

import java.io.Closeable;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Changes records one at a time, between the connector and the converters (KIP-66).
 *
 * <p>Every task has objects of its own and calls them from one thread.
 *
 * @param <R> the kind of record: source, sink, or any
 */
public interface Transformation<R extends ConnectRecord<R>> extends Configurable, Closeable, ConnectPlugin {

    /**
     * Changes a record.
     *
     * @param record the record, which must not be changed itself except for its headers
     * @return the record to go on with, the same or a new one; null to drop it
     * @throws org.apache.kafka.connect.errors.RetriableException if trying again may help
     */
    R apply(R record);

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: {@code undefined}.
     */
    @Override
    default String version() {
        return "undefined";
    }

    /** Gives back what the transformation holds. May be called more than once. */
    @Override
    void close();
}
