package dev.sluice.pipeline.source;

import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where the transactions of an exactly-once source task end (KIP-618, {@code transaction.boundary}). Used by the task's
 * thread.
 */
public sealed interface TransactionBoundary permits TransactionBoundary.EachBatch, IntervalBoundary, RequestedBoundary {

    /** What happens to the open transaction. */
    enum End {
        /** It goes on. */
        NONE,
        COMMIT,
        /** Its records are discarded; their offsets count all the same. */
        ABORT
    }

    /** The task has started. */
    default void start() {}

    /**
     * After a record was sent or left out.
     *
     * @throws IllegalStateException if the task has asked for contradictory things
     */
    default End afterRecord(SourceRecord record) {
        return End.NONE;
    }

    /**
     * After a batch, or a poll that gave none.
     *
     * @throws IllegalStateException if the task has asked for contradictory things
     */
    End afterBatch();

    /** Whether what is open is committed when the task pauses, or ends as it was told to. */
    default boolean commitsAtEnd() {
        return true;
    }

    /** With every batch. */
    record EachBatch() implements TransactionBoundary {
        @Override
        public End afterBatch() {
            return End.COMMIT;
        }
    }
}
