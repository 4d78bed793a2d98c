package dev.sluice.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** The values of one series, put together bucket by bucket. */
final class SeriesBuckets {
    private final Map<Label, String> labels;
    private final MetricSource.OverTime overTime;
    private final Map<Long, Cell> cells = new HashMap<>();
    private long recentBucket = Long.MIN_VALUE;
    private Cell recent;

    private static final class Cell {
        private double sum;
        private double most = Double.NEGATIVE_INFINITY;
        private int count;
    }

    SeriesBuckets(Map<Label, String> labels, MetricSource.OverTime overTime) {
        this.labels = labels;
        this.overTime = overTime;
    }

    Map<Label, String> labels() {
        return labels;
    }

    /** Returns whether the bucket is a new one. */
    boolean add(long bucket, double value) {
        int before = cells.size();
        if (bucket != recentBucket) {
            recentBucket = bucket;
            recent = cells.computeIfAbsent(bucket, key -> new Cell());
        }
        recent.sum += value;
        recent.most = Math.max(recent.most, value);
        recent.count++;
        return cells.size() > before;
    }

    /** Tells each bucket, by its first minute, and its value. */
    void each(ObjDoubleConsumer<Long> visitor) {
        cells.forEach((bucket, cell) -> visitor.accept(
                bucket,
                switch (overTime) {
                    case SUM -> cell.sum;
                    case AVERAGE -> cell.sum / cell.count;
                    case LARGEST -> cell.most;
                }));
    }
}
