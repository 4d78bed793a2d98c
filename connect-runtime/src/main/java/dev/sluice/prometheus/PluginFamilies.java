package dev.sluice.prometheus;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the metrics of plugins: {@code kafka_connect_plugin_<name>}, with their tags as labels. To read them calls
 * plugins, which may take for ever; so it is done on another thread, and a page goes without them if that is late.
 */
final class PluginFamilies {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFamilies.class);
    private static final Pattern RESERVED = Pattern.compile("(_(total|created|bucket|info))+$");
    private static final String PREFIX = "kafka_connect_plugin_";

    private final PluginSeries series;
    private final ExecutorService thread;
    private final long patienceMs;
    private Future<List<MetricSnapshot>> reading;

    /**
     * @param thread     one that waits for nothing else
     * @param patienceMs how long a page waits for plugins
     */
    PluginFamilies(PluginSeries series, ExecutorService thread, long patienceMs) {
        this.series = series;
        this.thread = thread;
        this.patienceMs = patienceMs;
    }

    /** The plugins' families, and two that tell what is missing. */
    List<MetricSnapshot> read() {
        List<MetricSnapshot> families = new ArrayList<>();
        boolean late = false;
        try {
            families.addAll(current().get(patienceMs, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | RejectedExecutionException e) {
            late = true;
        } catch (ExecutionException e) {
            LOG.warn("Reading the metrics of plugins failed", e.getCause());
            late = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            late = true;
        }
        families.add(gauge(
                "kafka_connect_plugins_left_out_series",
                "Metrics of plugins that are not shown, because there are too many.",
                (double) series.leftOut()));
        families.add(gauge(
                "kafka_connect_plugins_late",
                "Whether metrics of plugins are not shown, because a plugin did not give its own in time, 1 or 0.",
                late ? 1 : 0));
        return families;
    }

    /** The reading that is under way, or a new one: a plugin that blocks takes one thread and no more. */
    private synchronized Future<List<MetricSnapshot>> current() {
        if (reading == null || reading.isDone()) {
            Callable<List<MetricSnapshot>> task = this::readNow;
            reading = thread.submit(task);
        }
        return reading;
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .build())
                .build();
    }

    private List<MetricSnapshot> readNow() {
        Map<String, Map<Labels, Double>> values = new TreeMap<>();
        Map<String, String> help = new LinkedHashMap<>();
        for (KafkaMetric metric : series.kept()) {
            Double value = value(metric);
            if (value != null) {
                String name = PREFIX + withoutSuffix(ascii(metric.metricName().name()));
                // Two names may become one; the first one is shown then.
                values.computeIfAbsent(name, family -> new LinkedHashMap<>())
                        .putIfAbsent(labels(metric.metricName().tags()), value);
                help.putIfAbsent(name, help(metric));
            }
        }
        List<MetricSnapshot> families = new ArrayList<>();
        values.forEach((name, points) -> {
            GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help.get(name));
            points.forEach((labels, value) -> family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value)
                    .build()));
            families.add(family.build());
        });
        return families;
    }

    private static String help(KafkaMetric metric) {
        String told = metric.metricName().description();
        return told == null || told.isBlank() ? "A metric of a plugin." : told;
    }

    /** A number, or a flag; null for anything else, and where the plugin fails. */
    private static Double value(KafkaMetric metric) {
        try {
            Object value = metric.metricValue();
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            return value instanceof Boolean flag ? (flag ? 1.0 : 0.0) : null;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("A plugin's metric cannot be read metric={}", metric.metricName(), e);
            return null;
        }
    }

    private static Labels labels(Map<String, String> tags) {
        Map<String, String> byName = new TreeMap<>();
        tags.forEach((tag, value) ->
                byName.putIfAbsent(PrometheusNaming.sanitizeLabelName(ascii(tag)), String.valueOf(value)));
        return Labels.of(byName.keySet().toArray(String[]::new), byName.values().toArray(String[]::new));
    }

    /** Gauges must not be named like something else. */
    private static String withoutSuffix(String name) {
        return RESERVED.matcher(name).replaceFirst("");
    }

    /** Names as every Prometheus takes them: letters, digits and underscores. */
    private static String ascii(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }
}
