package dev.sluice.prometheus;

import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.prometheus.Family.Counter;
import dev.sluice.prometheus.Family.Gauge;
import dev.sluice.prometheus.Family.Row;
import dev.sluice.prometheus.Family.Summary;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
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
                    null,
                    1,
                    TaskMeasures::batches),
            new Summary<>(
                    "kafka_connect_task_offset_commit_seconds",
                    "Time that successful offset commits took.",
                    Unit.SECONDS,
                    Family.MS_PER_S,
                    TaskMeasures::commits),
            new Counter<>(
                    "kafka_connect_task_offset_commit_failures",
                    "Offset commits that failed.",
                    TaskMeasures::failedCommits),
            new Gauge<>(
                    "kafka_connect_task_last_poll_timestamp_seconds",
                    "When a poll last returned, as Unix time.",
                    Unit.SECONDS,
                    task -> time(task.lastPollMs())),
            new Gauge<>(
                    "kafka_connect_task_last_offset_commit_timestamp_seconds",
                    "When offsets were last committed, as Unix time.",
                    Unit.SECONDS,
                    task -> time(task.lastCommitMs())),
            new Counter<>(
                    "kafka_connect_task_transform_seconds",
                    "Time in transformations and predicates, estimated from one record of up to 64.",
                    Unit.SECONDS,
                    task -> task.conversions().transformNanos() / NS_PER_S),
            new Counter<>(
                    "kafka_connect_task_convert_seconds",
                    "Time in converters, estimated from one record of up to 64.",
                    Unit.SECONDS,
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
                    Unit.SECONDS,
                    errors -> time(errors.lastErrorMs())));

    private TaskFamilies() {}

    /** Seconds since the epoch; NaN for never. */
    static double time(long ms) {
        return ms == 0 ? Double.NaN : ms / Family.MS_PER_S;
    }

    static List<MetricSnapshot> of(List<Row<TaskMeasures>> tasks) {
        List<Row<ErrorMeasures>> errors = new ArrayList<>();
        for (Row<TaskMeasures> task : tasks) {
            task.measured().errors().ifPresent(measures -> errors.add(new Row<>(measures, task.labels())));
        }
        List<MetricSnapshot> families = new ArrayList<>();
        families.add(info(tasks));
        families.add(STATE.of(tasks));
        COMMON.forEach(family -> families.add(family.of(tasks)));
        ERRORS.forEach(family -> families.add(family.of(errors)));
        return families;
    }

    private static MetricSnapshot info(List<Row<TaskMeasures>> tasks) {
        InfoSnapshot.Builder family =
                InfoSnapshot.builder().name("kafka_connect_task").help("What the task is made of.");
        for (Row<TaskMeasures> row : tasks) {
            TaskMeasures task = row.measured();
            family.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(row.labels()
                            .merge(Labels.of(
                                    "type", task.described("connector-type"),
                                    "class", task.described("task-class"),
                                    "version", task.described("task-version"))))
                    .build());
        }
        return family.build();
    }
}
