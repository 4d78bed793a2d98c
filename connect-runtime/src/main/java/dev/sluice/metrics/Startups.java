package dev.sluice.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Frequencies;

/** How the starts of a worker's connectors, or of its tasks, have ended. Safe for use by many threads. */
public final class Startups {
    private static final double FAILURE = 0;
    private static final double SUCCESS = 1;

    private final Sensor attempts;
    private final Sensor successes;
    private final Sensor failures;
    private final Sensor outcomes;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * @param kind {@code connector} or {@code task}
     */
    Startups(MetricGroup group, String kind) {
        this.attempts = group.total(kind + "-startup-attempts-total");
        this.successes = group.total(kind + "-startup-success-total");
        this.failures = group.total(kind + "-startup-failure-total");
        this.outcomes = group.sensor(kind + "-startup-outcomes");
        outcomes.add(Frequencies.forBooleanValues(
                group.name(kind + "-startup-failure-percentage"), group.name(kind + "-startup-success-percentage")));
    }

    /** An instance has come up, or has failed before it did. */
    void ended(boolean success) {
        attempts.record();
        if (success) {
            successes.record();
            succeeded.increment();
        } else {
            failures.record();
            failed.increment();
        }
        outcomes.record(success ? SUCCESS : FAILURE);
    }

    public long succeeded() {
        return succeeded.sum();
    }

    public long failed() {
        return failed.sum();
    }
}
