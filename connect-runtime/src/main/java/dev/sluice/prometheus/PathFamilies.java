package dev.sluice.prometheus;

import dev.sluice.metrics.SinkMeasures;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.prometheus.Family.Counter;
import dev.sluice.prometheus.Family.Gauge;
import dev.sluice.prometheus.Family.Row;
import dev.sluice.prometheus.Family.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** What is told of source tasks, and of sink tasks, with the labels {@code connector} and {@code task}. */
final class PathFamilies {
    /** A task with more partitions than that tells its greatest lag only. */
    private static final int MOST_PARTITIONS = 50;

    private static final List<Family<SourceMeasures>> SOURCE = List.of(
            new Counter<>(
                    "kafka_connect_source_task_polled_records",
                    "Records that the task gave.",
                    SourceMeasures::polledRecords),
            new Counter<>(
                    "kafka_connect_source_task_written_records",
                    "Records that are with the brokers.",
                    SourceMeasures::writtenRecords),
            new Gauge<>(
                    "kafka_connect_source_task_active_records",
                    "Records that the task gave and that are neither with the brokers nor left out.",
                    SourceMeasures::activeRecords),
            new Summary<>(
                    "kafka_connect_source_task_poll_seconds",
                    "Time that polls took which gave records.",
                    Family.SECONDS,
                    Family.MS_PER_S,
                    SourceMeasures::polls),
            new Summary<>(
                    "kafka_connect_source_task_transaction_records",
                    "Records of committed transactions, where delivery is exactly once.",
                    "",
                    1,
                    SourceMeasures::transactions));

    private static final List<Family<SinkMeasures>> SINK = List.of(
            new Counter<>(
                    "kafka_connect_sink_task_read_records",
                    "Records that were read from Kafka.",
                    SinkMeasures::readRecords),
            new Counter<>(
                    "kafka_connect_sink_task_sent_records",
                    "Records that the task has taken.",
                    SinkMeasures::sentRecords),
            new Gauge<>(
                    "kafka_connect_sink_task_active_records",
                    "Records that the task has taken and that are not committed.",
                    SinkMeasures::activeRecords),
            new Gauge<>(
                    "kafka_connect_sink_task_partitions", "Partitions that the task reads.", SinkMeasures::partitions),
            new Summary<>(
                    "kafka_connect_sink_task_put_seconds",
                    "Time that the task took for batches.",
                    Family.SECONDS,
                    Family.MS_PER_S,
                    SinkMeasures::puts),
            new Counter<>(
                    "kafka_connect_sink_task_skipped_offset_commits",
                    "Offset commits that ended when nobody waited for them any more.",
                    SinkMeasures::skippedCommits),
            new Gauge<>(
                    "kafka_connect_sink_task_lag_max_records",
                    "Records that the task is behind in the partition where it is most behind.",
                    PathFamilies::maxLag));

    private PathFamilies() {}

    private static double maxLag(SinkMeasures sink) {
        return sink.lag().values().stream().mapToDouble(Long::doubleValue).max().orElse(Double.NaN);
    }

    static void write(List<Row<TaskMeasures>> tasks, PageWriter page) {
        List<Row<SourceMeasures>> sources = new ArrayList<>();
        List<Row<SinkMeasures>> sinks = new ArrayList<>();
        for (Row<TaskMeasures> task : tasks) {
            task.measured().source().ifPresent(source -> {
                source.settleIfIdle();
                sources.add(new Row<>(source, task.labels()));
            });
            task.measured().sink().ifPresent(sink -> sinks.add(new Row<>(sink, task.labels())));
        }
        SOURCE.forEach(family -> family.write(sources, page));
        SINK.forEach(family -> family.write(sinks, page));
        lag(sinks, page);
    }

    private static void lag(List<Row<SinkMeasures>> sinks, PageWriter page) {
        page.family(
                PageWriter.Kind.GAUGE,
                "kafka_connect_sink_task_lag_records",
                "",
                "Records that the task is behind the end of a partition; only of tasks with up to " + MOST_PARTITIONS
                        + " partitions.");
        for (Row<SinkMeasures> sink : sinks) {
            Map<TopicPartition, Long> lag = sink.measured().lag();
            if (lag.size() > MOST_PARTITIONS) {
                continue;
            }
            Map<String, Map<Integer, Long>> ordered = new TreeMap<>();
            lag.forEach((partition, records) -> ordered.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                    .put(partition.partition(), records));
            ordered.forEach((topic, partitions) -> {
                LabelSet ofTopic = sink.labels().with("topic", topic);
                partitions.forEach((partition, records) -> page.value(
                        ofTopic, "partition", LabelSet.pair("partition", Integer.toString(partition)), (double)
                                records));
            });
        }
    }
}
