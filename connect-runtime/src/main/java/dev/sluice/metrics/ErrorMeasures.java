package dev.sluice.metrics;

import java.util.Map;

/** What is counted of a task's failed records, in the group {@code task-error-metrics}. */
public final class ErrorMeasures {
    private final TaskMeasures task;
    private final Total failures;
    private final Total errors;
    private final Total skipped;
    private final Total retries;
    private final Total logged;
    private final Total letters;
    private final Total lostLetters;
    private volatile long lastErrorMs;

    public ErrorMeasures(TaskMeasures task) {
        this.task = task;
        MetricGroup group = task.group("task-error-metrics", Map.of());
        this.failures = new Total(group.total("total-record-failures"));
        this.errors = new Total(group.total("total-record-errors"));
        this.skipped = new Total(group.total("total-records-skipped"));
        this.retries = new Total(group.total("total-retries"));
        this.logged = new Total(group.total("total-errors-logged"));
        this.letters = new Total(group.total("deadletterqueue-produce-requests"));
        this.lostLetters = new Total(group.total("deadletterqueue-produce-failures"));
        group.gauge("last-error-timestamp", (config, now) -> lastErrorMs);
        task.errors(this);
    }

    /** How many attempts have failed. */
    public long failures() {
        return failures.sum();
    }

    /** How many operations were given up. */
    public long errors() {
        return errors.sum();
    }

    /** How many records were left out. */
    public long skips() {
        return skipped.sum();
    }

    /** How often something was tried again. */
    public long retries() {
        return retries.sum();
    }

    /** How many failures were logged. */
    public long logs() {
        return logged.sum();
    }

    /** How many records were sent to the dead letter queue. */
    public long letters() {
        return letters.sum();
    }

    /** How many of those did not get there. */
    public long lostLetters() {
        return lostLetters.sum();
    }

    /** When a record last failed, in ms since the epoch; 0 for never. */
    public long lastErrorMs() {
        return lastErrorMs;
    }

    /** An attempt has failed. */
    public void failed() {
        failures.increment();
        task.totals().add(TaskTotals.Count.FAILURES, 1);
    }

    /** An operation is given up. */
    public void givenUp() {
        errors.increment();
        lastErrorMs = task.nowMs();
    }

    /**
     * A record is reported that failed elsewhere: in the task, or on its way to Kafka.
     *
     * @param tolerated whether the task goes on
     */
    public void reported(boolean tolerated) {
        failures.increment();
        task.totals().add(TaskTotals.Count.FAILURES, 1);
        if (!tolerated) {
            errors.increment();
        }
        lastErrorMs = task.nowMs();
    }

    /** A record is left out because its failure is tolerated. */
    public void skipped() {
        skipped.increment();
    }

    /** An operation is tried again. */
    public void retried() {
        retries.increment();
    }

    /** A failure is logged. */
    public void logged() {
        logged.increment();
    }

    /** A record goes to the dead letter queue. */
    public void letter() {
        letters.increment();
    }

    /** A record has arrived in the dead letter queue. */
    public void letterWritten() {
        task.totals().add(TaskTotals.Count.DEAD_LETTERS, 1);
    }

    /** A record could not be written to the dead letter queue. */
    public void letterLost() {
        lostLetters.increment();
    }
}
