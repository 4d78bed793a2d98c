package dev.sluice.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Value;

/** What is measured of a sink task, in the group {@code sink-task-metrics}. Fed once a batch or a commit. */
public final class SinkMeasures {
    private final TaskMeasures task;
    private final Sensor reads;
    private final Sensor sends;
    private final Sensor putTime;
    private final Sensor active;
    private final Sensor completions;
    private final Sensor skips;
    private volatile int partitions;
    private volatile int commitNumber;

    public SinkMeasures(TaskMeasures task) {
        this.task = task;
        MetricGroup group = task.group("sink-task-metrics", Map.of());
        this.reads = group.rateAndTotal("sink-record-read");
        this.sends = group.rateAndTotal("sink-record-send");
        group.gauge("partition-count", (config, now) -> (double) partitions);
        group.gauge("offset-commit-seq-no", (config, now) -> (double) commitNumber);
        this.completions = group.rateAndTotal("offset-commit-completion");
        this.skips = group.rateAndTotal("offset-commit-skip");
        this.putTime = group.maxAndAvg("put-time", "put-batch-max-time-ms", "put-batch-avg-time-ms");
        this.active = group.sensor("active");
        active.add(group.name("sink-record-active-count"), new Value());
        active.add(group.name("sink-record-active-count-max"), new Max());
        active.add(group.name("sink-record-active-count-avg"), new Avg());
    }

    /** What is measured of every task. */
    public TaskMeasures task() {
        return task;
    }

    /** Records were polled from Kafka; none is a poll as well. */
    public void read(int records) {
        long nowMs = task.nowMs();
        task.polledAt(nowMs);
        if (records > 0) {
            reads.record(records, nowMs);
        }
    }

    /** The task has taken a batch. */
    public void put(int records, long startedMs) {
        long nowMs = task.nowMs();
        task.putAt(nowMs);
        task.batch(records, nowMs);
        sends.record(records, nowMs);
        putTime.record((double) (nowMs - startedMs), nowMs);
    }

    /** How many records were delivered and are not committed. */
    public void active(long records) {
        active.record((double) records, task.nowMs());
    }

    /** How many partitions the task has. */
    public void partitions(int count) {
        partitions = count;
    }

    /** A commit begins. */
    public void commitBegins(int number) {
        commitNumber = number;
    }

    /** The newest commit has succeeded. */
    public void commitCompleted(long startedMs) {
        task.committed(startedMs);
        completions.record(1, task.nowMs());
    }

    /** A commit has ended that nobody waits for any more. */
    public void commitSkipped() {
        skips.record(1, task.nowMs());
    }
}
