package dev.sluice.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;

/** What is counted of a task's failed records, in the group {@code task-error-metrics}. */
public final class ErrorMeasures {
    private final TaskMeasures task;
    private final Sensor failures;
    private final Sensor errors;
    private final Sensor skipped;
    private final Sensor retries;
    private final Sensor logged;
    private final Sensor letters;
    private final Sensor lostLetters;
    private volatile long lastErrorMs;

    public ErrorMeasures(TaskMeasures task) {
        this.task = task;
        MetricGroup group = task.group("task-error-metrics", Map.of());
        this.failures = group.total("total-record-failures");
        this.errors = group.total("total-record-errors");
        this.skipped = group.total("total-records-skipped");
        this.retries = group.total("total-retries");
        this.logged = group.total("total-errors-logged");
        this.letters = group.total("deadletterqueue-produce-requests");
        this.lostLetters = group.total("deadletterqueue-produce-failures");
        group.gauge("last-error-timestamp", (config, now) -> lastErrorMs);
    }

    /** An attempt has failed. */
    public void failed() {
        failures.record();
    }

    /** An operation is given up. */
    public void givenUp() {
        errors.record();
        lastErrorMs = task.nowMs();
    }

    /**
     * A record is reported that failed elsewhere: in the task, or on its way to Kafka.
     *
     * @param tolerated whether the task goes on
     */
    public void reported(boolean tolerated) {
        failures.record();
        if (!tolerated) {
            errors.record();
        }
        lastErrorMs = task.nowMs();
    }

    /** A record is left out because its failure is tolerated. */
    public void skipped() {
        skipped.record();
    }

    /** An operation is tried again. */
    public void retried() {
        retries.record();
    }

    /** A failure is logged. */
    public void logged() {
        logged.record();
    }

    /** A record goes to the dead letter queue. */
    public void letter() {
        letters.record();
    }

    /** A record could not be written to the dead letter queue. */
    public void letterLost() {
        lostLetters.record();
    }
}
