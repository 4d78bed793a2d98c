package dev.sluice.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * What one instance of a task has moved since it was made, in plain sums that only rise. Fed once a batch or a commit by
 * any thread; one reader takes what has come since it asked last. Sums begin at zero with the instance, so what is taken
 * is never negative, however often a task restarts or moves.
 */
public final class TaskTotals {

    /** What is summed up. */
    public enum Count {
        /** Records that brokers have taken from a source task. */
        SENT_RECORDS,
        /** Bytes of their keys and values. */
        SENT_BYTES,
        /** Records that a sink task's consumer has read. */
        RECEIVED_RECORDS,
        /** Bytes of their keys and values. */
        RECEIVED_BYTES,
        /** Failed records that have arrived in the dead letter queue. */
        DEAD_LETTERS,
        /** Failed attempts at converting, transforming or delivering a record. */
        FAILURES,
        /** Batches that a source task gave or a sink task took. */
        BATCHES,
        /** Records in those. */
        BATCH_RECORDS,
        /** Calls of a sink task's put that were successful. */
        PUTS,
        /** How long those took, in ms. */
        PUT_MS
    }

    /**
     * What has come since the last time.
     *
     * @param connector the task's connector
     * @param task      its number
     * @param counts    sums; those that are missing are zero
     * @param batchMax  records in the largest batch
     * @param putMaxMs  the longest put
     * @param lagMax    the largest lag of a partition, if any was seen
     * @param lags      each partition's, as last seen
     */
    public record Taken(
            String connector,
            int task,
            Map<Count, Long> counts,
            long batchMax,
            long putMaxMs,
            OptionalLong lagMax,
            List<PartitionLag> lags) {

        /** How much of something has come. */
        public long of(Count count) {
            return counts.getOrDefault(count, 0L);
        }
    }

    private static final long NONE = -1;

    private final String connector;
    private final int task;
    private final Map<Count, AtomicLong> totals = new EnumMap<>(Count.class);
    private final LongAccumulator batchMax = new LongAccumulator(Math::max, 0);
    private final LongAccumulator putMaxMs = new LongAccumulator(Math::max, 0);
    private final LongAccumulator lagMax = new LongAccumulator(Math::max, NONE);
    private final Map<Count, Long> taken = new EnumMap<>(Count.class);
    private volatile List<PartitionLag> lags = List.of();
    private volatile Runnable beforeReading = () -> {};

    TaskTotals(String connector, int task) {
        this.connector = connector;
        this.task = task;
        for (Count count : Count.values()) {
            totals.put(count, new AtomicLong());
        }
    }

    void add(Count count, long more) {
        if (more > 0) {
            totals.get(count).addAndGet(more);
        }
    }

    void batch(int records) {
        add(Count.BATCHES, 1);
        add(Count.BATCH_RECORDS, records);
        batchMax.accumulate(records);
    }

    void put(long tookMs) {
        add(Count.PUTS, 1);
        add(Count.PUT_MS, tookMs);
        putMaxMs.accumulate(tookMs);
    }

    /** What to do before the sums are read: a task's thread may be waiting with something not yet added. */
    void beforeReading(Runnable action) {
        beforeReading = action;
    }

    /** Notes how far the task is behind, on each of its partitions. */
    public void lags(List<PartitionLag> seen) {
        lags = List.copyOf(seen);
        seen.forEach(each -> lagMax.accumulate(each.records()));
    }

    /** Takes what has come since the last call. */
    public synchronized Taken take() {
        beforeReading.run();
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        totals.forEach((count, total) -> {
            long now = total.get();
            Long before = taken.put(count, now);
            counts.put(count, now - (before == null ? 0 : before));
        });
        List<PartitionLag> seen = lags;
        long most = lagMax.getThenReset();
        for (PartitionLag each : seen) {
            most = Math.max(most, each.records());
        }
        return new Taken(
                connector,
                task,
                counts,
                batchMax.getThenReset(),
                putMaxMs.getThenReset(),
                most == NONE ? OptionalLong.empty() : OptionalLong.of(most),
                new ArrayList<>(seen));
    }
}
