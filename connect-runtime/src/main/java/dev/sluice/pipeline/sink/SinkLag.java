package dev.sluice.pipeline.sink;

import dev.sluice.metrics.PartitionLag;
import dev.sluice.metrics.TaskMeasures;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Notes now and then how far a sink task is behind, as its consumer knows it. Used by the task's thread only. */
final class SinkLag {
    private static final long INTERVAL_MS = 5_000;
    /** A task with more partitions tells of the first ones only: each is a time series of its own. */
    private static final int MOST_PARTITIONS = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final TaskMeasures measures;
    private long nextMs;

    SinkLag(Consumer<byte[], byte[]> consumer, TaskMeasures measures) {
        this.consumer = consumer;
        this.measures = measures;
    }

    /** Looks if it was not looked for a while. By then the consumer has heard of each partition's end with its fetches. */
    void sampleIfDue() {
        long nowMs = measures.nowMs();
        if (nextMs == 0) {
            nextMs = nowMs + INTERVAL_MS;
        }
        if (nowMs < nextMs) {
            return;
        }
        nextMs = nowMs + INTERVAL_MS;
        List<PartitionLag> lags = new ArrayList<>();
        String group = consumer.groupMetadata().groupId();
        for (TopicPartition partition : consumer.assignment()) {
            if (lags.size() == MOST_PARTITIONS) {
                break;
            }
            consumer.currentLag(partition)
                    .ifPresent(records ->
                            lags.add(new PartitionLag(group, partition.topic(), partition.partition(), records)));
        }
        measures.totals().lags(lags);
    }
}
