package example;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** Registers one metric of a plugin, with a tag of its own. */
final class Measured {
    private Measured() {}

    static void register(PluginMetrics metrics, double value) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>(Map.of("own", "tag"));
        metrics.addMetric(
                metrics.metricName("rows.behind", "How many rows are still to come.", tags),
                (Gauge<Double>) (config, now) -> value);
    }
}
