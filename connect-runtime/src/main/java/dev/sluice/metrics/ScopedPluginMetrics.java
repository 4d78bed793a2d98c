package dev.sluice.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * The metrics that one plugin instance registers (KIP-877): in group {@code plugins}, with tags that say whose they are.
 * Closing removes all of them. Safe for use by many threads.
 */
public final class ScopedPluginMetrics implements PluginMetrics, AutoCloseable {
    private static final String GROUP = "plugins";

    private final Metrics metrics;
    private final Map<String, String> tags;
    private final String sensorPrefix;
    private final Set<MetricName> names = ConcurrentHashMap.newKeySet();
    private final Set<String> sensors = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * @param tags say whose metrics these are, such as connector and task, in order
     */
    public ScopedPluginMetrics(Metrics metrics, Map<String, String> tags) {
        this.metrics = metrics;
        this.tags = new LinkedHashMap<>(tags);
        this.sensorPrefix = GROUP + this.tags + "@" + Integer.toHexString(System.identityHashCode(this)) + ":";
    }

    @Override
    @SuppressWarnings("NonApiType") // the interface asks for that class
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> ownTags) {
        LinkedHashMap<String, String> all = new LinkedHashMap<>(tags);
        ownTags.forEach((tag, value) -> {
            if (all.putIfAbsent(tag, value) != null) {
                throw new IllegalArgumentException(
                        "Tag '" + tag + "' is set by the worker; choose another name. Set by the worker: " + tags);
            }
        });
        return metrics.metricName(name, GROUP, description, all);
    }

    @Override
    public synchronized void addMetric(MetricName name, MetricValueProvider<?> provider) {
        checkOpen();
        if (!names.add(name)) {
            throw new IllegalArgumentException("Metric " + name + " is registered already");
        }
        try {
            metrics.addMetric(name, provider);
        } catch (RuntimeException e) {
            names.remove(name);
            throw e;
        }
    }

    @Override
    public void removeMetric(MetricName name) {
        if (!names.remove(name)) {
            throw new IllegalArgumentException("Metric " + name + " is not registered by this plugin");
        }
        metrics.removeMetric(name);
    }

    @Override
    public synchronized Sensor addSensor(String name) {
        checkOpen();
        if (!sensors.add(name)) {
            throw new IllegalArgumentException("Sensor " + name + " is registered already");
        }
        return metrics.sensor(sensorPrefix + name);
    }

    @Override
    public void removeSensor(String name) {
        if (!sensors.remove(name)) {
            throw new IllegalArgumentException("Sensor " + name + " is not registered by this plugin");
        }
        metrics.removeSensor(sensorPrefix + name);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The plugin was stopped, so it can register no more metrics; a successor may use their names");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        sensors.forEach(name -> metrics.removeSensor(sensorPrefix + name));
        sensors.clear();
        names.forEach(metrics::removeMetric);
        names.clear();
    }
}
