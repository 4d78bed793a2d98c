package dev.sluice.worker;

import dev.sluice.concurrent.Errands;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.source.SourceOffsetCommits;
import java.util.concurrent.ScheduledFuture;

/**
 * Commits the offsets of all source tasks of a worker now and then. A task that does not return from its own
 * {@code commit()} holds up no other.
 */
final class OffsetCommitter implements AutoCloseable {
    private final Errands errands = new Errands("SourceTaskOffsetCommitter");
    private final long intervalMs;

    /**
     * @param intervalMs {@code offset.flush.interval.ms}
     */
    OffsetCommitter(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    /** Commits a task's offsets from now on, until what this returns is cancelled. */
    ScheduledFuture<?> schedule(TaskId id, SourceOffsetCommits commits) {
        return errands.every(intervalMs, () -> LoggingContext.offsets(id, () -> commit(commits)));
    }

    private static void commit(SourceOffsetCommits commits) {
        try {
            commits.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        errands.close();
    }
}
