package dev.sluice.app;

import dev.sluice.concurrent.NamedThreads;
import dev.sluice.config.WorkerConfig;
import dev.sluice.group.GroupAssignment;
import dev.sluice.herder.RebalanceObserver;
import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.prometheus.ClusterFigures;
import dev.sluice.prometheus.MetricsPage;
import dev.sluice.prometheus.PluginSeries;
import dev.sluice.rest.Instruments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is measured of one worker: MBeans below {@code kafka.connect}, and whatever {@code metric.reporters} adds.
 * The group member has a registry of its own.
 */
final class Instrumentation implements RebalanceObserver, Instruments, AutoCloseable {
    private static final String DOMAIN = "kafka.connect";
    private static final Logger LOG = LoggerFactory.getLogger(Instrumentation.class);
    private static final int MOST_PLUGIN_SERIES = 2_000;
    private static final long PREPARE_AFTER_S = 10;

    private final String workerId;
    private final Metrics registry;
    private final Metrics groupRegistry;
    private final WorkerMeasures worker;
    private final RebalanceMeasures rebalances;
    private final PluginSeries plugins = new PluginSeries(MOST_PLUGIN_SERIES);
    private final ExecutorService pluginReader = Executors.newCachedThreadPool(new NamedThreads("plugin-metrics-%d"));
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<MetricsPage> page = Optional.empty();

    /** Reporters may be plugins, so the thread's class loader has to be the one that finds those. */
    Instrumentation(WorkerConfig config, String clusterId, String workerId) {
        this.workerId = workerId;
        Map<String, String> labels = new HashMap<>(config.withPrefix("metrics.context."));
        labels.put("connect.kafka.cluster.id", clusterId);
        config.groupLabel().ifPresent(group -> labels.put("connect.group.id", group));
        List<MetricsReporter> reporters = new ArrayList<>(config.metricReporters(workerId));
        if (config.prometheus()) {
            reporters.add(plugins);
        }
        this.registry =
                new Metrics(config.metricConfig(), reporters, Time.SYSTEM, new KafkaMetricsContext(DOMAIN, labels));
        this.worker = new WorkerMeasures(registry, Time.SYSTEM);
        // A standalone worker of Apache's has no such MBean; a registry without reporters shows nobody.
        this.groupRegistry = config.isStandalone() ? new Metrics(config.metricConfig()) : registry;
        this.rebalances =
                new RebalanceMeasures(groupRegistry, config.connectProtocol().toUpperCase(Locale.ROOT), Time.SYSTEM);
        AppInfoParser.registerAppInfo(DOMAIN, workerId, registry, Time.SYSTEM.milliseconds());
    }

    WorkerMeasures worker() {
        return worker;
    }

    RebalanceMeasures rebalances() {
        return rebalances;
    }

    /**
     * Makes the page for Prometheus.
     *
     * @param identity what the worker is, as labels
     * @param cluster  what it knows of its group
     */
    void show(Map<String, String> identity, Supplier<ClusterFigures> cluster) {
        MetricsPage made =
                new MetricsPage(new MetricsPage.Sources(identity, worker, rebalances, plugins, cluster), pluginReader);
        page = Optional.of(made);
        new NamedThreads("metrics-page").newThread(() -> prepare(made)).start();
    }

    /** Later, as a worker that starts has better things to do. */
    private void prepare(MetricsPage made) {
        try {
            if (!closing.await(PREPARE_AFTER_S, TimeUnit.SECONDS)) {
                made.prepare();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The page of metrics could not be prepared; the first scrape takes longer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<MetricsPage> page() {
        return page;
    }

    @Override
    public ScopedPluginMetrics pluginMetrics(String key, Object plugin) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("config", key);
        tags.put("class", plugin.getClass().getSimpleName());
        return new ScopedPluginMetrics(registry, tags);
    }

    @Override
    public void assigned(GroupAssignment assignment) {
        rebalances.assigned(new RebalanceMeasures.Round(
                assignment.generation(),
                assignment.leaderUrl(),
                assignment.protocol().name(),
                assignment.isLeader()));
    }

    @Override
    public void resolved() {
        rebalances.resolved();
    }

    @Override
    public void close() {
        closing.countDown();
        pluginReader.shutdownNow();
        AppInfoParser.unregisterAppInfo(DOMAIN, workerId, registry);
        worker.close();
        rebalances.close();
        groupRegistry.close();
        registry.close();
    }
}
