package dev.sluice.pipeline.control;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/** A clock that stands still except while somebody waits: then the wait is over at once. */
public final class ManualTime implements Time {
    private long nowMs = 1_000_000;
    private long waitedMs;

    @Override
    public synchronized long milliseconds() {
        return nowMs;
    }

    @Override
    public long nanoseconds() {
        return milliseconds() * 1_000_000;
    }

    @Override
    public synchronized void sleep(long durationMs) {
        nowMs += durationMs;
        waitedMs += durationMs;
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        synchronized (object) {
            while (!condition.get()) {
                if (deadlineMs != Long.MAX_VALUE) {
                    sleep(Math.max(0, deadlineMs - milliseconds()));
                    throw new TimeoutException("The deadline has come");
                }
                object.wait();
            }
        }
    }

    /** How long everybody has waited altogether, in ms. */
    public synchronized long waitedMs() {
        return waitedMs;
    }
}
