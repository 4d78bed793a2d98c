package dev.sluice.it;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsContext;
import org.apache.kafka.common.metrics.MetricsReporter;

/** A reporter of metrics that notes whose metrics it is told, by the labels of their context. */
public final class NotingReporter implements MetricsReporter {
    /** All that any instance was told; reporters are made by whoever reports to them. */
    static final Set<Map<String, String>> CONTEXTS = ConcurrentHashMap.newKeySet();

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void contextChange(MetricsContext context) {
        CONTEXTS.add(Map.copyOf(context.contextLabels()));
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}
