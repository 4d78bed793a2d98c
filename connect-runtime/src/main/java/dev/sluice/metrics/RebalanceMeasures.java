package dev.sluice.metrics;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.Time;

/**
 * What is measured of a worker's rebalances, in the group {@code connect-worker-rebalance-metrics}. A rebalance lasts
 * from the assignment until the work that it brings was handed out to be started. Safe for use by many threads.
 */
public final class RebalanceMeasures implements AutoCloseable {
    private final Time time;
    private final MetricGroup group;
    private final Sensor completions;
    private final Sensor duration;
    private final Tally completed = new Tally();
    private final AtomicLong assignedMs = new AtomicLong(-1);
    private volatile long lastCompletedMs = -1;
    private volatile Round round;

    /**
     * What the last assignment said.
     *
     * @param epoch     the group's generation; -1 before the first
     * @param leaderUrl null before the first
     * @param protocol  such as {@code SESSIONED}
     * @param leads     whether this worker was made the leader
     */
    public record Round(int epoch, String leaderUrl, String protocol, boolean leads) {}

    /**
     * @param protocol what the worker offers, until the group has agreed on one
     */
    public RebalanceMeasures(Metrics registry, String protocol, Time time) {
        this.time = time;
        this.round = new Round(-1, null, protocol, false);
        this.group = new MetricGroup(registry, "connect-worker-rebalance-metrics", Map.of());
        group.gauge("leader-name", (config, now) -> round.leaderUrl());
        group.gauge("connect-protocol", (config, now) -> round.protocol());
        group.gauge("epoch", (config, now) -> (double) round.epoch());
        group.gauge("rebalancing", (config, now) -> rebalancing() ? 1.0 : 0.0);
        group.gauge(
                "time-since-last-rebalance-ms",
                (config, now) -> lastCompletedMs < 0 ? Double.POSITIVE_INFINITY : (double) (now - lastCompletedMs));
        this.completions = group.total("completed-rebalances-total");
        this.duration = group.maxAndAvg("rebalance-time", "rebalance-max-time-ms", "rebalance-avg-time-ms");
    }

    /** An assignment has come. */
    public void assigned(Round now) {
        round = now;
        assignedMs.set(time.milliseconds());
    }

    /** What the assignment brought is being started; without effect if none is waiting for that. */
    public void resolved() {
        long startedMs = assignedMs.getAndSet(-1);
        if (startedMs < 0) {
            return;
        }
        long nowMs = time.milliseconds();
        lastCompletedMs = nowMs;
        completed.add(nowMs - startedMs);
        completions.record(1, nowMs);
        duration.record((double) (nowMs - startedMs), nowMs);
    }

    /** Whether an assignment waits for its work to be started. */
    public boolean rebalancing() {
        return assignedMs.get() >= 0;
    }

    public Round round() {
        return round;
    }

    /** The rebalances that were resolved, and how many ms they took. */
    public Tally completed() {
        return completed;
    }

    /** How long ago the last one was resolved, in ms; empty before the first. */
    public OptionalLong sinceLastMs() {
        long last = lastCompletedMs;
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, time.milliseconds() - last));
    }

    @Override
    public void close() {
        group.close();
    }
}
