package dev.sluice.prometheus;

import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.prometheus.Family.Counter;
import dev.sluice.prometheus.Family.Gauge;
import dev.sluice.prometheus.Family.Row;
import dev.sluice.prometheus.Family.Summary;
import java.util.ArrayList;
import java.util.List;

/** What is told of every task, with the labels {@code connector} and {@code task}. */
final class TaskFamilies {
    private static final double NS_PER_S = 1e9;

    private static final States<TaskMeasures> STATE = new States<>(
            "kafka_connect_task_state",
            "Whether the task is in that state, 1 or 0.",
            States.OF_TASKS,
            TaskMeasures::state);

    private static final List<Family<TaskMeasures>> COMMON = List.of(
            new Summary<>(
                    "kafka_connect_task_batch_records",
                    "Records of the batches that the task gave or took.",
                    "",
                    1,
                    TaskMeasures::batches),
            new Summary<>(
                    "kafka_connect_task_offset_commit_seconds",
                    "Time that successful offset commits took.",
                    Family.SECONDS,
                    Family.MS_PER_S,
                    TaskMeasures::commits),
            new Counter<>(
                    "kafka_connect_task_offset_commit_failures",
                    "Offset commits that failed.",
                    TaskMeasures::failedCommits),
            new Gauge<>(
                    "kafka_connect_task_last_poll_timestamp_seconds",
                    "When a poll last returned, as Unix time.",
                    Family.SECONDS,
                    task -> time(task.lastPollMs())),
            new Gauge<>(
                    "kafka_connect_task_last_offset_commit_timestamp_seconds",
                    "When offsets were last committed, as Unix time.",
                    Family.SECONDS,
                    task -> time(task.lastCommitMs())),
            new Counter<>(
                    "kafka_connect_task_transform_seconds",
                    "Time in transformations and predicates, estimated from one record of up to 64.",
                    Family.SECONDS,
                    task -> task.conversions().transformNanos() / NS_PER_S),
            new Counter<>(
                    "kafka_connect_task_convert_seconds",
                    "Time in converters, estimated from one record of up to 64.",
                    Family.SECONDS,
                    task -> task.conversions().convertNanos() / NS_PER_S));

    private static final List<Family<ErrorMeasures>> ERRORS = List.of(
            new Counter<>(
                    "kafka_connect_task_record_failures",
                    "Failed attempts to process a record.",
                    ErrorMeasures::failures),
            new Counter<>(
                    "kafka_connect_task_record_errors",
                    "Operations on records that were given up.",
                    ErrorMeasures::errors),
            new Counter<>(
                    "kafka_connect_task_skipped_records",
                    "Records left out because their failure is tolerated.",
                    ErrorMeasures::skips),
            new Counter<>("kafka_connect_task_retries", "Operations tried again.", ErrorMeasures::retries),
            new Counter<>("kafka_connect_task_logged_errors", "Failures logged.", ErrorMeasures::logs),
            new Counter<>(
                    "kafka_connect_task_dead_letters",
                    "Records sent to the dead letter queue.",
                    ErrorMeasures::letters),
            new Counter<>(
                    "kafka_connect_task_dead_letter_failures",
                    "Records that could not be written to the dead letter queue.",
                    ErrorMeasures::lostLetters),
            new Gauge<>(
                    "kafka_connect_task_last_error_timestamp_seconds",
                    "When a record last failed, as Unix time.",
                    Family.SECONDS,
                    errors -> time(errors.lastErrorMs())));

    private TaskFamilies() {}

    /** Seconds since the epoch; NaN for never. */
    static double time(long ms) {
        return ms == 0 ? Double.NaN : ms / Family.MS_PER_S;
    }

    static void write(List<Row<TaskMeasures>> tasks, PageWriter page) {
        List<Row<ErrorMeasures>> errors = new ArrayList<>();
        for (Row<TaskMeasures> task : tasks) {
            task.measured().errors().ifPresent(measures -> errors.add(new Row<>(measures, task.labels())));
        }
        info(tasks, page);
        STATE.write(tasks, page);
        COMMON.forEach(family -> family.write(tasks, page));
        ERRORS.forEach(family -> family.write(errors, page));
    }

    private static void info(List<Row<TaskMeasures>> tasks, PageWriter page) {
        page.family(PageWriter.Kind.INFO, "kafka_connect_task", "", "What the task is made of.");
        for (Row<TaskMeasures> row : tasks) {
            TaskMeasures task = row.measured();
            page.info(row.labels()
                    .with("type", task.described("connector-type"))
                    .with("class", task.described("task-class"))
                    .with("version", task.described("task-version")));
        }
    }
}
