package dev.sluice.telemetry;

import dev.sluice.history.Field;
import dev.sluice.history.SeriesKey.Kind;
import java.util.List;
import java.util.Optional;

/**
 * All metrics, in the order in which they are listed: those of connectors under the names that Confluent Cloud has for
 * them, and those of workers, which are additions.
 */
final class Metrics {
    private static final String PREFIX = "io.confluent.kafka.connect/";

    private static final List<Metric> ALL = List.of(
            metric(
                    "sent_records",
                    MetricSource.counter(Field.SENT_RECORDS),
                    "1",
                    "Records that the source connector wrote to Kafka in the minute."),
            metric(
                    "sent_bytes",
                    MetricSource.counter(Field.SENT_BYTES),
                    "By",
                    "Bytes of keys and values that the source connector wrote to Kafka in the minute."),
            metric(
                    "received_records",
                    MetricSource.counter(Field.RECEIVED_RECORDS),
                    "1",
                    "Records that the sink connector read from Kafka in the minute."),
            metric(
                    "received_bytes",
                    MetricSource.counter(Field.RECEIVED_BYTES),
                    "By",
                    "Bytes of keys and values that the sink connector read from Kafka in the minute."),
            metric(
                    "dead_letter_queue_records",
                    MetricSource.counter(Field.DEAD_LETTERS),
                    "1",
                    "Failed records that were written to the dead letter queue in the minute."),
            metric(
                    "connector_status",
                    MetricSource.presence(Kind.CONNECTOR),
                    "1",
                    "Always 1 while the connector exists; its state is in the status label."),
            metric(
                    "connector_task_status",
                    MetricSource.presence(Kind.TASK),
                    "1",
                    "Always 1 while the task exists; its state is in the status label."),
            metric(
                    "connector_task_batch_size_avg",
                    MetricSource.average(Field.BATCH_RECORDS, Field.BATCHES),
                    "1",
                    "Records in a batch of the task, on average over the minute."),
            metric(
                    "connector_task_batch_size_max",
                    MetricSource.largest(Field.BATCH_MAX, Field.BATCHES),
                    "1",
                    "Records in the largest batch that the task had in the minute."),
            metric(
                    "sink_task_put_batch_avg_time_milliseconds",
                    MetricSource.average(Field.PUT_MS, Field.PUTS),
                    "ms",
                    "How long the sink task took for a batch, on average over the minute."),
            metric(
                    "sink_task_put_batch_max_time_milliseconds",
                    MetricSource.largest(Field.PUT_MAX_MS, Field.PUTS),
                    "ms",
                    "How long the sink task took for its slowest batch of the minute."),
            metric(
                    "records_lag_max",
                    MetricSource.connectorLag(),
                    "1",
                    "Records that the sink connector has not read yet, of the partition with the most."),
            metric(
                    "record_failures",
                    MetricSource.counter(Field.FAILURES),
                    "1",
                    "Failed attempts at converting, transforming or delivering a record in the minute."),
            metric(
                    "io.confluent.kafka.server/consumer_lag_offsets",
                    MetricSource.partitionLag(),
                    "1",
                    "Records of a partition that a sink connector's consumer group has not read yet."),
            metric("worker_connectors", MetricSource.worker(Field.CONNECTORS), "1", "Connectors that the worker runs."),
            metric("worker_tasks", MetricSource.worker(Field.TASKS), "1", "Tasks that the worker runs."),
            metric(
                    "worker_failed_tasks",
                    MetricSource.worker(Field.FAILED_TASKS),
                    "1",
                    "Tasks of the worker that have failed."),
            metric("worker_heap_used_bytes", MetricSource.worker(Field.HEAP_BYTES), "By", "Heap that the worker uses."),
            metric(
                    "worker_cpu_milliseconds",
                    MetricSource.workerCounter(Field.CPU_MS),
                    "ms",
                    "Processor time that the worker's process took in the minute."));

    private Metrics() {}

    private static Metric metric(String name, MetricSource source, String unit, String description) {
        boolean own = source.resource() == ResourceType.WORKER || name.equals("record_failures");
        return new Metric(name.contains("/") ? name : PREFIX + name, source, unit, description, own);
    }

    static List<Metric> all() {
        return ALL;
    }

    static Optional<Metric> of(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
