package org.apache.kafka.connect.transforms.predicates;

import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Chooses the records that a transformation is applied to (KIP-585).
 *
 * <p>Every use of a predicate in a task has an object of its own, called from one thread.
 *
 * @param <R> the kind of record: source, sink, or any
 */
public interface Predicate<R extends ConnectRecord<R>> extends Configurable, AutoCloseable, ConnectPlugin {

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: {@code undefined}.
     */
    @Override
    default String version() {
        return "undefined";
    }

    /**
     * Judges a record.
     *
     * @param record the record, not to be changed
     * @return whether it is one of those that are meant
     */
    boolean test(R record);

    /** Gives back what the predicate holds. May be called more than once. */
    @Override
    void close();
}
