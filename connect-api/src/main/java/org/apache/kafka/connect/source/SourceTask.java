package org.apache.kafka.connect.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.connector.Task;

/**
 * A task that reads records from another system for Kafka.
 *
 * <p>The worker calls {@link #initialize(SourceTaskContext)}, {@link #start(Map)} and then {@link #poll()} in a loop from
 * one thread. {@link #commit()} and {@link #commitRecord(SourceRecord, RecordMetadata)} come from other threads, and
 * {@link #stop()} may too.
 */
public abstract class SourceTask implements Task {

    /** The connector's key that chooses the boundaries of transactions; see {@link TransactionBoundary}. */
    public static final String TRANSACTION_BOUNDARY_CONFIG = "transaction.boundary";

    /** The worker's side; set by {@link #initialize(SourceTaskContext)}, null before. */
    protected SourceTaskContext context;

    /** For subclasses. */
    public SourceTask() {}

    /**
     * Hands over the context, before the start.
     *
     * @param context the worker's side
     */
    public void initialize(SourceTaskContext context) {
        this.context = context;
    }

    @Override
    public abstract void start(Map<String, String> props);

    /**
     * Reads the next records. May wait for some, but should return now and then so that the task can be paused.
     *
     * @return the records in order; null or an empty list if there are none
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public abstract List<SourceRecord> poll() throws InterruptedException;

    /**
     * Told after offsets were committed, for systems that want an acknowledgement. Unless overridden, does nothing.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    public void commit() throws InterruptedException {}

    /** Asks the task to end. {@link #poll()} may still run or wait at that time, and should return soon. */
    @Override
    public abstract void stop();

    /**
     * Told after Kafka has acknowledged a record, or after the record was dropped by a transformation or for an error that
     * is tolerated. Unless overridden, does nothing.
     *
     * @param record the record as {@link #poll()} returned it
     * @param metadata where it is kept, null if it was dropped
     * @throws InterruptedException if the thread was interrupted
     */
    public void commitRecord(SourceRecord record, RecordMetadata metadata) throws InterruptedException {}

    /** Where the transactions of an exactly-once source task begin and end (KIP-618). Its text is the lower-case name. */
    public enum TransactionBoundary {
        /** With each batch that {@link SourceTask#poll()} returns. */
        POLL,
        /** After an interval of time. */
        INTERVAL,
        /** Where the connector says so, through a {@link TransactionContext}. */
        CONNECTOR;

        /** What holds if nothing is configured. */
        public static final TransactionBoundary DEFAULT = POLL;

        /**
         * Reads a configured value.
         *
         * @param property the name, in any case and with blanks around it
         * @return the boundary
         * @throws NullPointerException if the value is null
         * @throws IllegalArgumentException if there is no boundary of that name
         */
        public static TransactionBoundary fromProperty(String property) {
            Objects.requireNonNull(property, TRANSACTION_BOUNDARY_CONFIG);
            return TransactionBoundary.valueOf(property.toUpperCase(Locale.ROOT).trim());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
