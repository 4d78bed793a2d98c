package dev.sluice.pipeline.sink;

import dev.sluice.metrics.SinkMeasures;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a sink task is behind, as its consumer measures it. The task's own thread looks now and then, so that whoever
 * wants to know asks neither the consumer nor its metrics, and holds up nothing.
 */
final class SinkLag {
    private static final long INTERVAL_MS = 1_000;
    private static final String GROUP = "consumer-fetch-manager-metrics";

    private final Consumer<byte[], byte[]> consumer;
    private final SinkMeasures measures;
    private long lookedMs;
    private String clientId;

    SinkLag(Consumer<byte[], byte[]> consumer, SinkMeasures measures) {
        this.consumer = consumer;
        this.measures = measures;
    }

    /** After a poll; looks if it has not done so for a second. */
    void polled() {
        long nowMs = measures.task().nowMs();
        if (nowMs - lookedMs < INTERVAL_MS) {
            return;
        }
        lookedMs = nowMs;
        Map<MetricName, ? extends Metric> metrics = consumer.metrics();
        Map<TopicPartition, Long> lag = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            Metric metric = metrics.get(name(metrics, partition));
            if (metric != null && metric.metricValue() instanceof Double records && records >= 0) {
                lag.put(partition, records.longValue());
            }
        }
        measures.lag(lag);
    }

    private MetricName name(Map<MetricName, ? extends Metric> metrics, TopicPartition partition) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("client-id", clientId(metrics));
        tags.put("topic", partition.topic());
        tags.put("partition", Integer.toString(partition.partition()));
        return new MetricName("records-lag", GROUP, "", tags);
    }

    private String clientId(Map<MetricName, ? extends Metric> metrics) {
        if (clientId == null) {
            clientId = metrics.keySet().stream()
                    .map(name -> name.tags().get("client-id"))
                    .filter(id -> id != null)
                    .findFirst()
                    .orElse("");
        }
        return clientId;
    }
}
