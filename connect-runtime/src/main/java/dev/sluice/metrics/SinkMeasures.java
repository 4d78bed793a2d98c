package dev.sluice.metrics;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Value;

/** What is measured of a sink task, in the group {@code sink-task-metrics}. Fed once a batch or a commit. */
public final class SinkMeasures {
    private final TaskMeasures task;
    private final Total reads;
    private final Total sends;
    private final Sensor putTime;
    private final Sensor active;
    private final Sensor completions;
    private final Total skips;
    private final Tally puts = new Tally();
    private volatile int partitions;
    private volatile int commitNumber;
    private volatile long activeRecords;
    private volatile Map<TopicPartition, Long> lag = Map.of();

    public SinkMeasures(TaskMeasures task) {
        this.task = task;
        MetricGroup group = task.group("sink-task-metrics", Map.of());
        this.reads = new Total(group.rateAndTotal("sink-record-read"));
        this.sends = new Total(group.rateAndTotal("sink-record-send"));
        group.gauge("partition-count", (config, now) -> (double) partitions);
        group.gauge("offset-commit-seq-no", (config, now) -> (double) commitNumber);
        this.completions = group.rateAndTotal("offset-commit-completion");
        this.skips = new Total(group.rateAndTotal("offset-commit-skip"));
        this.putTime = group.maxAndAvg("put-time", "put-batch-max-time-ms", "put-batch-avg-time-ms");
        this.active = group.sensor("active");
        active.add(group.name("sink-record-active-count"), new Value());
        active.add(group.name("sink-record-active-count-max"), new Max());
        active.add(group.name("sink-record-active-count-avg"), new Avg());
        task.sink(this);
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
            reads.add(records, nowMs);
            task.totals().add(TaskTotals.Count.RECEIVED_RECORDS, records);
        }
    }

    /** Bytes of keys and values were polled from Kafka. */
    public void readBytes(long bytes) {
        task.totals().add(TaskTotals.Count.RECEIVED_BYTES, bytes);
    }

    /** The task has taken a batch. */
    public void put(int records, long startedMs) {
        long nowMs = task.nowMs();
        task.putAt(nowMs);
        task.batch(records, nowMs);
        sends.add(records, nowMs);
        putTime.record((double) (nowMs - startedMs), nowMs);
        puts.add(nowMs - startedMs);
        task.totals().put(nowMs - startedMs);
    }

    /** How many records were delivered and are not committed. */
    public void active(long records) {
        active.record((double) records, task.nowMs());
        activeRecords = records;
    }

    /** How far the task is behind the ends of its partitions, in records; of those of which it is known. */
    public void lag(Map<TopicPartition, Long> records) {
        lag = Map.copyOf(records);
    }

    /** What {@link #lag(Map)} was last told. */
    public Map<TopicPartition, Long> lag() {
        return lag;
    }

    /** How many records were polled from Kafka. */
    public long readRecords() {
        return reads.sum();
    }

    /** How many records the task has taken. */
    public long sentRecords() {
        return sends.sum();
    }

    /** How many records were delivered and are not committed. */
    public long activeRecords() {
        return activeRecords;
    }

    /** The batches that the task has taken, and how many ms that took. */
    public Tally puts() {
        return puts;
    }

    /** How many commits ended when nobody waited for them any more. */
    public long skippedCommits() {
        return skips.sum();
    }

    /** How many partitions the task has. */
    public int partitions() {
        return partitions;
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
        skips.add(1, task.nowMs());
    }
}
