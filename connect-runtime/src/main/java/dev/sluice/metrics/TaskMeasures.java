package dev.sluice.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Frequencies;
import org.apache.kafka.common.utils.Time;

/**
 * What is measured of every task, in the group {@code connector-task-metrics}, and when the task last got on. Fed once a
 * batch or a commit, never once a record. Closing removes the task's metrics; what is fed later goes nowhere.
 */
public final class TaskMeasures implements AutoCloseable {
    private static final double FAILURE = 0;
    private static final double SUCCESS = 1;

    private final Metrics metrics;
    private final Time time;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<MetricGroup> groups = new ArrayList<>();
    private final MetricGroup common;
    private final Sensor commitTime;
    private final Sensor commitOutcome;
    private final Sensor batchSize;
    private final StateShares shares;
    private volatile long lastPollMs;
    private volatile long lastPutMs;
    private volatile long lastCommitMs;
    private boolean closed;

    public TaskMeasures(Metrics metrics, String connector, int task, Time time) {
        this.metrics = metrics;
        this.time = time;
        tags.put("connector", connector);
        tags.put("task", Integer.toString(task));
        this.shares = new StateShares(time);
        this.common = group("connector-task-metrics", Map.of());
        common.gauge("status", (config, now) -> shares.state());
        common.gauge("running-ratio", (config, now) -> shares.ratio("running", now));
        common.gauge("pause-ratio", (config, now) -> shares.ratio("paused", now));
        this.commitTime = common.maxAndAvg("commit-time", "offset-commit-max-time-ms", "offset-commit-avg-time-ms");
        this.commitOutcome = common.sensor("commit-outcome");
        commitOutcome.add(Frequencies.forBooleanValues(
                common.name("offset-commit-failure-percentage"), common.name("offset-commit-success-percentage")));
        this.batchSize = common.maxAndAvg("batch-size", "batch-size-max", "batch-size-avg");
    }

    /** A further group with the task's tags, closed with this. */
    synchronized MetricGroup group(String name, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(more);
        MetricGroup group = new MetricGroup(metrics, name, all);
        if (closed) {
            group.close();
        } else {
            groups.add(group);
        }
        return group;
    }

    /** Says what the task is made of, such as {@code task-class}. */
    public void describe(String attribute, Object value) {
        common.gauge(attribute, (config, now) -> value);
    }

    /** Says what one step of the transformation chain is: group {@code connector-transform-metrics} or its like. */
    public void describe(String kind, String alias, String className, String version) {
        MetricGroup step = group("connector-" + kind + "-metrics", Map.of(kind, alias));
        step.gauge(kind + "-class", (config, now) -> className);
        step.gauge(kind + "-version", (config, now) -> version);
    }

    /**
     * The task has changed its state.
     *
     * @param state lower case, as in statuses
     */
    public void state(String state) {
        shares.enter(state);
    }

    /** The clock that durations are measured with, in ms. */
    public long nowMs() {
        return time.milliseconds();
    }

    void batch(int records, long nowMs) {
        batchSize.record(records, nowMs);
    }

    void polledAt(long nowMs) {
        lastPollMs = nowMs;
    }

    void putAt(long nowMs) {
        lastPutMs = nowMs;
    }

    /** Offsets are committed, or there were none to commit. */
    public void committed(long startedMs) {
        long nowMs = nowMs();
        lastCommitMs = nowMs;
        commitTime.record((double) (nowMs - startedMs), nowMs);
        commitOutcome.record(SUCCESS, nowMs);
    }

    /** Offsets could not be committed. */
    public void commitFailed() {
        commitOutcome.record(FAILURE, nowMs());
    }

    /** When a poll last returned, in ms since the epoch; 0 for never. */
    public long lastPollMs() {
        return lastPollMs;
    }

    /** When a sink task has last taken a batch, in ms since the epoch; 0 for never. */
    public long lastPutMs() {
        return lastPutMs;
    }

    /** When offsets were last committed, in ms since the epoch; 0 for never. */
    public long lastCommitMs() {
        return lastCommitMs;
    }

    @Override
    public synchronized void close() {
        closed = true;
        groups.forEach(MetricGroup::close);
        groups.clear();
    }
}
