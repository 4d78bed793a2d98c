package dev.sluice.pipeline.sink;

import dev.sluice.metrics.PartitionLag;
import dev.sluice.metrics.SinkMeasures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a sink task is behind, as its consumer knows it. The task's own thread looks now and then, so that whoever
 * wants to know asks neither the consumer nor its metrics, and holds up nothing.
 */
final class SinkLag {
    private static final long INTERVAL_MS = 1_000;
    /** A task with more partitions tells of the first ones only: each is a time series of its own. */
    private static final int MOST_PARTITIONS = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final SinkMeasures measures;
    private long nextMs;

    SinkLag(Consumer<byte[], byte[]> consumer, SinkMeasures measures) {
        this.consumer = consumer;
        this.measures = measures;
    }

    /** After a poll; looks if it has not done so for a second, when the consumer has heard of each partition's end. */
    void polled() {
        long nowMs = measures.task().nowMs();
        if (nextMs == 0) {
            nextMs = nowMs + INTERVAL_MS;
        }
        if (nowMs < nextMs) {
            return;
        }
        nextMs = nowMs + INTERVAL_MS;
        Map<TopicPartition, Long> records = new HashMap<>();
        List<PartitionLag> lags = new ArrayList<>();
        String group = consumer.groupMetadata().groupId();
        for (TopicPartition partition : consumer.assignment()) {
            if (lags.size() == MOST_PARTITIONS) {
                break;
            }
            consumer.currentLag(partition).ifPresent(lag -> {
                records.put(partition, lag);
                lags.add(new PartitionLag(group, partition.topic(), partition.partition(), lag));
            });
        }
        measures.lag(records);
        measures.task().totals().lags(lags);
    }
}
