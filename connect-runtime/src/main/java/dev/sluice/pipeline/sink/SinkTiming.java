package dev.sluice.pipeline.sink;

import dev.sluice.pipeline.control.TaskControl;
import org.apache.kafka.common.utils.Time;

/**
 * How a sink task's path tells the time.
 *
 * @param time            the clock
 * @param flushIntervalMs {@code offset.flush.interval.ms}
 * @param flushTimeoutMs  {@code offset.flush.timeout.ms}
 * @param gracefulTimeoutMs {@code task.shutdown.graceful.timeout.ms}
 */
public record SinkTiming(Time time, long flushIntervalMs, long flushTimeoutMs, long gracefulTimeoutMs) {
    private static final long MOST_RESERVED_MS = 1_000;

    /** What is left of the time that a task has to stop, in ms; all of it as long as the task is not told to. */
    long leftToStopMs(TaskControl control) {
        return Math.max(0, gracefulTimeoutMs - control.stoppingForMs());
    }

    /** What the last commit may take of it: something has to stay for the task's own stop. */
    long leftToCommitMs(TaskControl control) {
        long reservedMs = Math.min(MOST_RESERVED_MS, gracefulTimeoutMs / 5);
        return Math.max(0, leftToStopMs(control) - reservedMs);
    }
}
