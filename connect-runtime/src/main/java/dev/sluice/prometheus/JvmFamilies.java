package dev.sluice.prometheus;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Set;

/** What is told of the JVM and its process. */
final class JvmFamilies {
    /** To find these out, all threads of the JVM are stopped, and a worker has thousands. */
    private static final Set<String> STOPS_THREADS =
            Set.of("jvm_threads_state", "jvm_threads_deadlocked", "jvm_threads_deadlocked_monitor");

    private final PrometheusRegistry registry = new PrometheusRegistry();

    JvmFamilies() {
        PrometheusProperties defaults = PrometheusProperties.get();
        JvmBufferPoolMetrics.builder(defaults).register(registry);
        JvmClassLoadingMetrics.builder(defaults).register(registry);
        JvmGarbageCollectorMetrics.builder(defaults).register(registry);
        JvmMemoryMetrics.builder(defaults).register(registry);
        JvmRuntimeInfoMetric.builder(defaults).register(registry);
        JvmThreadsMetrics.builder(defaults).register(registry);
        ProcessMetrics.builder(defaults).register(registry);
    }

    void addTo(MetricSnapshots.Builder page) {
        for (MetricSnapshot family : registry.scrape(name -> !STOPS_THREADS.contains(name))) {
            page.metricSnapshot(family);
        }
    }
}
