package dev.sluice.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics that plugins have registered (KIP-877), known without looking through all metrics of the worker. Keeps so
 * many and no more: a plugin may register one for each of its tables, or worse. Safe for use by many threads.
 */
public final class PluginSeries implements MetricsReporter {
    private static final Logger LOG = LoggerFactory.getLogger(PluginSeries.class);
    private static final String GROUP = "plugins";

    private final int most;
    private final Map<String, KafkaMetric> series = new ConcurrentSkipListMap<>();
    private final AtomicLong left = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param most how many series are kept
     */
    public PluginSeries(int most) {
        this.most = most;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        if (!metric.metricName().group().equals(GROUP)) {
            return;
        }
        String key = key(metric);
        if (series.size() < most || series.containsKey(key)) {
            series.put(key, metric);
            return;
        }
        left.incrementAndGet();
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Plugins have registered more metrics than are shown to Prometheus; JMX has all of them shown={}"
                            + " firstLeftOut={}",
                    most,
                    metric.metricName());
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        if (metric.metricName().group().equals(GROUP) && !series.remove(key(metric), metric)) {
            left.decrementAndGet();
        }
    }

    /** Orders the series as they are to be shown. */
    private static String key(KafkaMetric metric) {
        return metric.metricName().name() + '\0' + metric.metricName().tags();
    }

    /** The metrics that are kept, in order. */
    List<KafkaMetric> kept() {
        return new ArrayList<>(series.values());
    }

    /** How many there are beyond those. */
    long leftOut() {
        return Math.max(0, left.get());
    }

    @Override
    public void close() {}
}
