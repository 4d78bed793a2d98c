package dev.sluice.pipeline.error;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is reported, and lets the test say when a report is safe. */
public final class RecordedFailures<T> implements FailureReporter<T> {
    public final List<OperationFailure<? extends T>> all = new CopyOnWriteArrayList<>();
    public CompletableFuture<Void> outcome = CompletableFuture.completedFuture(null);
    public boolean closed;

    @Override
    public CompletableFuture<Void> report(OperationFailure<? extends T> failure) {
        all.add(failure);
        return outcome;
    }

    @Override
    public void close() {
        closed = true;
    }
}
