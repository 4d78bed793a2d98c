package dev.sluice.rest;

import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.prometheus.ClusterFigures;
import dev.sluice.prometheus.MetricsPage;
import dev.sluice.prometheus.PluginSeries;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/** Measures of a worker that does nothing. */
final class TestInstruments implements Instruments {
    private final Metrics registry = new Metrics();
    private final ExecutorService plugins = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "plugin-metrics");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public ScopedPluginMetrics pluginMetrics(String key, Object plugin) {
        return new ScopedPluginMetrics(registry, Map.of());
    }

    @Override
    public Optional<MetricsPage> page() {
        MetricsPage.Sources sources = new MetricsPage.Sources(
                Map.of("worker_id", "here:1"),
                new WorkerMeasures(registry, Time.SYSTEM),
                new RebalanceMeasures(registry, "SESSIONED", Time.SYSTEM),
                new PluginSeries(10),
                () -> new ClusterFigures(true, true, false, Map.of("running", 1L), Map.of()));
        return Optional.of(new MetricsPage(sources, plugins));
    }
}
