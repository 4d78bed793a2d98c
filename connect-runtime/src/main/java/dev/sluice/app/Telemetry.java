package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.group.GroupAssignment;
import dev.sluice.herder.RebalanceObserver;
import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.WorkerMeasures;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;

/**
 * All that is measured of one worker: MBeans below {@code kafka.connect}, and whatever {@code metric.reporters} adds.
 * The group member has a registry of its own.
 */
final class Telemetry implements RebalanceObserver, AutoCloseable {
    private static final String DOMAIN = "kafka.connect";

    private final String workerId;
    private final Metrics registry;
    private final WorkerMeasures worker;
    private final RebalanceMeasures rebalances;

    /** Reporters may be plugins, so the thread's class loader has to be the one that finds those. */
    Telemetry(WorkerConfig config, String clusterId, String workerId) {
        this.workerId = workerId;
        Map<String, String> labels = new HashMap<>(config.withPrefix("metrics.context."));
        labels.put("connect.kafka.cluster.id", clusterId);
        labels.put("connect.group.id", config.groupId());
        this.registry = new Metrics(
                config.metricConfig(),
                config.metricReporters(workerId),
                Time.SYSTEM,
                new KafkaMetricsContext(DOMAIN, labels));
        this.worker = new WorkerMeasures(registry, Time.SYSTEM);
        this.rebalances =
                new RebalanceMeasures(registry, config.connectProtocol().toUpperCase(Locale.ROOT), Time.SYSTEM);
        AppInfoParser.registerAppInfo(DOMAIN, workerId, registry, Time.SYSTEM.milliseconds());
    }

    WorkerMeasures worker() {
        return worker;
    }

    /** Where a plugin of the worker's own config measures something (KIP-877). */
    ScopedPluginMetrics pluginMetrics(String key, Object plugin) {
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
        AppInfoParser.unregisterAppInfo(DOMAIN, workerId, registry);
        worker.close();
        rebalances.close();
        registry.close();
    }
}
