package dev.sluice.worker;

import dev.sluice.concurrent.NamedThreads;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.source.SourceOffsetCommits;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the offsets of all source tasks of a worker now and then, on one thread. */
final class OffsetCommitter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);

    private final ScheduledThreadPoolExecutor thread;
    private final long intervalMs;

    /**
     * @param intervalMs {@code offset.flush.interval.ms}
     */
    OffsetCommitter(long intervalMs) {
        this.intervalMs = intervalMs;
        this.thread = new ScheduledThreadPoolExecutor(1, new NamedThreads("SourceTaskOffsetCommitter-%d"));
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Commits a task's offsets from now on, until what this returns is cancelled. */
    ScheduledFuture<?> schedule(TaskId id, SourceOffsetCommits commits) {
        return thread.scheduleWithFixedDelay(
                () -> LoggingContext.offsets(id, () -> commit(id, commits)),
                intervalMs,
                intervalMs,
                TimeUnit.MILLISECONDS);
    }

    private static void commit(TaskId id, SourceOffsetCommits commits) {
        try {
            commits.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            // One task's plugin must not end the commits of the others.
            LOG.error("Offset commit failed unexpectedly; trying again later task={}", id, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
