package dev.sluice.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Rate;

/**
 * The worker's metrics of one group and one set of tags: one MBean {@code kafka.connect:type=<group>,<tags>}. Closing
 * removes all of them. A group that is made anew takes the place of an older one whose names are still there.
 */
final class MetricGroup implements AutoCloseable {
    private final Metrics metrics;
    private final String group;
    private final Map<String, String> tags;
    private final String sensorPrefix;
    private final List<MetricName> gauges = new ArrayList<>();
    private final List<String> sensors = new ArrayList<>();
    private boolean closed;

    MetricGroup(Metrics metrics, String group, Map<String, String> tags) {
        this.metrics = metrics;
        this.group = group;
        this.tags = new LinkedHashMap<>(tags);
        this.sensorPrefix = group + this.tags + "@" + Integer.toHexString(System.identityHashCode(this)) + ":";
    }

    /** @throws IllegalStateException once the group is closed */
    synchronized MetricName name(String name) {
        if (closed) {
            throw new IllegalStateException(
                    "What was measured was given up; a successor may measure under the same names");
        }
        MetricName full = metrics.metricName(name, group, "", tags);
        metrics.removeMetric(full);
        return full;
    }

    synchronized void gauge(String name, Gauge<?> gauge) {
        MetricName full = name(name);
        metrics.addMetric(full, gauge);
        gauges.add(full);
    }

    synchronized Sensor sensor(String name) {
        if (closed) {
            throw new IllegalStateException("What was measured was given up; nothing more is measured of it");
        }
        sensors.add(sensorPrefix + name);
        return metrics.sensor(sensorPrefix + name);
    }

    /** {@code <name>-rate} and {@code <name>-total}: per second, and since the group was made. */
    Sensor rateAndTotal(String name) {
        Sensor sensor = sensor(name);
        sensor.add(name(name + "-rate"), new Rate());
        sensor.add(name(name + "-total"), new CumulativeSum());
        return sensor;
    }

    /** What is recorded since the group was made, summed up. */
    Sensor total(String name) {
        Sensor sensor = sensor(name);
        sensor.add(name(name), new CumulativeSum());
        return sensor;
    }

    /** The greatest value of late, and the average. */
    Sensor maxAndAvg(String sensorName, String max, String avg) {
        Sensor sensor = sensor(sensorName);
        sensor.add(name(max), new Max());
        sensor.add(name(avg), new Avg());
        return sensor;
    }

    @Override
    public synchronized void close() {
        closed = true;
        sensors.forEach(metrics::removeSensor);
        sensors.clear();
        gauges.forEach(metrics::removeMetric);
        gauges.clear();
    }
}
