package dev.sluice.pipeline.source;

import org.apache.kafka.common.utils.Time;

/** With the first batch that ends later than a time after the last boundary. */
public final class IntervalBoundary implements TransactionBoundary {
    private final Time time;
    private final long intervalMs;
    private long lastMs;

    public IntervalBoundary(Time time, long intervalMs) {
        this.time = time;
        this.intervalMs = intervalMs;
    }

    @Override
    public void start() {
        lastMs = time.milliseconds();
    }

    @Override
    public End afterBatch() {
        long nowMs = time.milliseconds();
        if (nowMs - lastMs < intervalMs) {
            return End.NONE;
        }
        lastMs = nowMs;
        return End.COMMIT;
    }
}
