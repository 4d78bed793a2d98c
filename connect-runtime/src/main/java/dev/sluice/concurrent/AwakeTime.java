package dev.sluice.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A limited time to wait, on which a pause of the whole process does not count: whoever waits looks again a few times a
 * second, and a look counts no longer than it was planned to take. What is waited for was frozen too, and is not late
 * because a machine slept or a process was stopped by a signal.
 *
 * <p>Used by one thread:
 *
 * <pre>{@code
 * AwakeTime time = new AwakeTime(limitMs, System::nanoTime);
 * while (!ended.await(time.nextMs(), MILLISECONDS)) {
 *     if (time.isOver()) {
 *         return false;
 *     }
 * }
 * }</pre>
 */
public final class AwakeTime {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final LongSupplier nanoTime;
    private long leftNs;
    private long startedNs;
    private long plannedNs;

    /**
     * @param limitMs  how long to wait in all, in ms; at least 0
     * @param nanoTime the clock that waits are measured on
     */
    public AwakeTime(long limitMs, LongSupplier nanoTime) {
        this.leftNs = TimeUnit.MILLISECONDS.toNanos(limitMs);
        this.nanoTime = nanoTime;
    }

    /** How long to wait before the next look, in ms. */
    public long nextMs() {
        count();
        plannedNs = Math.min(leftNs, LOOK_NS);
        startedNs = nanoTime.getAsLong();
        return TimeUnit.NANOSECONDS.toMillis(plannedNs + 999_999);
    }

    /** Whether all of the time was waited. */
    public boolean isOver() {
        count();
        return leftNs <= 0;
    }

    private void count() {
        leftNs -= Math.min(plannedNs, nanoTime.getAsLong() - startedNs);
        plannedNs = 0;
    }
}
