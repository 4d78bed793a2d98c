package dev.sluice.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Frequencies;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

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
    private final List<AutoCloseable> groups = new ArrayList<>();
    private final MetricGroup common;
    private final Sensor commitTime;
    private final Sensor commitOutcome;
    private final Sensor batchSize;
    private final Tally commits = new Tally();
    private final Tally failedCommits = new Tally();
    private final Tally batches = new Tally();
    private final ConversionMeasures conversions;
    private final Map<String, String> description = new ConcurrentHashMap<>();
    private final StateShares shares;
    private final Startup startup;
    private final Consumer<TaskMeasures> onClose;
    private final TaskTotals totals;
    private volatile SourceMeasures source;
    private volatile SinkMeasures sink;
    private volatile ErrorMeasures errors;
    private volatile long lastPollMs;
    private volatile long lastPutMs;
    private volatile long lastCommitMs;
    private boolean closed;

    /** Measures a task of no worker. */
    public TaskMeasures(Metrics metrics, String connector, int task, Time time) {
        this(metrics, connector, task, time, null, closed -> {});
    }

    /**
     * @param startup told of the first state that counts; null if nobody wants to know
     * @param onClose told when this is closed
     */
    TaskMeasures(
            Metrics metrics, String connector, int task, Time time, Startup startup, Consumer<TaskMeasures> onClose) {
        this.metrics = metrics;
        this.time = time;
        this.startup = startup;
        this.onClose = onClose;
        this.conversions = new ConversionMeasures(time);
        tags.put("connector", connector);
        tags.put("task", Integer.toString(task));
        this.shares = new StateShares(time);
        this.totals = new TaskTotals(connector, task);
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
        if (value != null) {
            description.put(attribute, value.toString());
        }
    }

    /** What {@link #describe(String, Object)} was told; empty for what is not known. */
    public String described(String attribute) {
        return description.getOrDefault(attribute, "");
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
        if (startup != null) {
            startup.reached(state);
        }
    }

    /** Lower case, as in statuses. */
    public String state() {
        return shares.state();
    }

    public String connector() {
        return tags.get("connector");
    }

    /** The task's number. */
    public String task() {
        return tags.get("task");
    }

    /**
     * Where one of the task's plugins registers metrics of its own (KIP-877); they go with the task's, if they are not
     * closed before.
     *
     * @param kind {@code converter}, {@code transformation} or {@code predicate}
     * @param name which one
     */
    public synchronized ScopedPluginMetrics pluginMetrics(String kind, String name) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put(kind, name);
        ScopedPluginMetrics scope = new ScopedPluginMetrics(metrics, all);
        if (closed) {
            scope.close();
        } else {
            groups.add(scope);
        }
        return scope;
    }

    /** Plain sums of what the task moves. */
    public TaskTotals totals() {
        return totals;
    }

    /** The clock that durations are measured with, in ms. */
    public long nowMs() {
        return time.milliseconds();
    }

    void batch(int records, long nowMs) {
        batchSize.record(records, nowMs);
        batches.add(records);
        totals.batch(records);
    }

    void source(SourceMeasures measures) {
        source = measures;
    }

    void sink(SinkMeasures measures) {
        sink = measures;
    }

    void errors(ErrorMeasures measures) {
        errors = measures;
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
        commits.add(nowMs - startedMs);
    }

    /** Offsets could not be committed. */
    public void commitFailed() {
        commitOutcome.record(FAILURE, nowMs());
        failedCommits.add(0);
    }

    /** How long conversions take. */
    public ConversionMeasures conversions() {
        return conversions;
    }

    /** The commits that have succeeded, and how many ms they took. */
    public Tally commits() {
        return commits;
    }

    /** How many commits have failed. */
    public long failedCommits() {
        return failedCommits.count();
    }

    /** The batches, and how many records they had. */
    public Tally batches() {
        return batches;
    }

    /** Of a source task; empty for any other, and before the task is put together. */
    public Optional<SourceMeasures> source() {
        return Optional.ofNullable(source);
    }

    /** Of a sink task; empty for any other, and before the task is put together. */
    public Optional<SinkMeasures> sink() {
        return Optional.ofNullable(sink);
    }

    /** Of records that failed; empty before the task is put together. */
    public Optional<ErrorMeasures> errors() {
        return Optional.ofNullable(errors);
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
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            groups.forEach(group -> Utils.closeQuietly(group, "metrics of a task"));
            groups.clear();
        }
        onClose.accept(this);
    }
}
