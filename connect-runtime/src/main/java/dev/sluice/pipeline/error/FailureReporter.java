package dev.sluice.pipeline.error;

import java.util.concurrent.CompletableFuture;

/**
 * Takes note of failed records.
 *
 * @param <T> what kind of records
 */
public interface FailureReporter<T> extends AutoCloseable {

    /**
     * Notes a failure. What it throws counts as a note that is lost.
     *
     * @return completes once the note is safe, or fails if it is lost
     */
    CompletableFuture<Void> report(OperationFailure<? extends T> failure);

    @Override
    default void close() {}
}
