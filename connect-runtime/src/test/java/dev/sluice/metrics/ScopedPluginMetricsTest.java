package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;

class ScopedPluginMetricsTest {
    private final Metrics registry = new Metrics();

    private ScopedPluginMetrics task(String number) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", "c");
        tags.put("task", number);
        return new ScopedPluginMetrics(registry, tags);
    }

    @Test
    void aMetricIsNamedByItsOwnerAndItsOwnTags() {
        MetricName name = task("0").metricName("depth", "how deep", new LinkedHashMap<>(Map.of("queue", "q")));

        assertEquals("plugins", name.group());
        assertEquals(Map.of("connector", "c", "task", "0", "queue", "q"), name.tags());
    }

    @Test
    void theOwnersTagsCannotBeReplaced() {
        ScopedPluginMetrics metrics = task("0");

        assertThrows(
                IllegalArgumentException.class,
                () -> metrics.metricName("depth", "", new LinkedHashMap<>(Map.of("task", "9"))));
    }

    @Test
    void closingRemovesWhatWasRegisteredAndNothingElse() {
        ScopedPluginMetrics closed = task("0");
        ScopedPluginMetrics open = task("1");
        MetricName first = closed.metricName("depth", "", new LinkedHashMap<>());
        MetricName second = open.metricName("depth", "", new LinkedHashMap<>());
        closed.addMetric(first, (Gauge<Integer>) (config, now) -> 1);
        open.addMetric(second, (Gauge<Integer>) (config, now) -> 2);
        closed.addSensor("s");
        open.addSensor("s");

        closed.close();

        assertNull(registry.metric(first));
        assertEquals(2, registry.metric(second).metricValue());
        open.removeSensor("s");
        assertThrows(IllegalArgumentException.class, () -> open.removeSensor("s"));
    }
}
