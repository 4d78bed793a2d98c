package dev.sluice.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.WorkerMeasures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What plugins measure, on the page: whatever they name it, however many there are, and if they do not answer. */
class PluginSeriesTest {
    private static final int MOST = 5;

    private final PluginSeries series = new PluginSeries(MOST);
    private final Metrics registry =
            new Metrics(new MetricConfig(), List.of(series), Time.SYSTEM, new KafkaMetricsContext("test"));
    private final ScopedPluginMetrics plugin =
            new ScopedPluginMetrics(registry, new LinkedHashMap<>(Map.of("connector", "c")));
    private final ExecutorService thread = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final MetricsPage page = new MetricsPage(
            new MetricsPage.Sources(
                    Map.of(),
                    new WorkerMeasures(registry, Time.SYSTEM),
                    new RebalanceMeasures(registry, "EAGER", Time.SYSTEM),
                    series,
                    () -> new ClusterFigures(false, false, true, Map.of(), Map.of())),
            thread);

    @AfterEach
    void stop() {
        gate.countDown();
        thread.shutdownNow();
        registry.close();
    }

    private void gauge(String name, Object value, String... tags) {
        LinkedHashMap<String, String> own = new LinkedHashMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            own.put(tags[i], tags[i + 1]);
        }
        plugin.addMetric(plugin.metricName(name, "", own), (Gauge<Object>) (config, now) -> value);
    }

    private String lines(String prefix) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(MetricsPage.Format.TEXT, out);
        StringBuilder found = new StringBuilder();
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .forEach(line -> found.append(line).append('\n'));
        return found.toString();
    }

    @Test
    void namesAndTagsBecomeWhatPrometheusTakes() throws IOException {
        gauge("Rows-behind.total_total", 3, "the-table", "a\"b\\c\nd");
        gauge("rows.behind", 4.5);
        gauge("rows-behind", 9);
        gauge("on", true);
        gauge("text", "is left out");

        assertEquals("""
                kafka_connect_plugin_Rows_behind{connector="c",the_table="a\\"b\\\\c\\nd"} 3.0
                kafka_connect_plugin_on{connector="c"} 1.0
                """, lines("kafka_connect_plugin_").replaceAll("kafka_connect_plugin_rows_behind.*\n", ""));
        assertEquals(1, lines("kafka_connect_plugin_rows_behind{").lines().count());
    }

    @Test
    void thereIsALimitToTheirNumber() throws IOException {
        for (int i = 0; i < 8; i++) {
            gauge("depth", i, "table", "t" + i);
        }

        assertEquals(MOST, lines("kafka_connect_plugin_depth{").lines().count());
        assertEquals("kafka_connect_plugins_left_out_series 3.0\n", lines("kafka_connect_plugins_left_out_series"));

        plugin.close();

        assertEquals("", lines("kafka_connect_plugin_depth"));
        assertEquals("kafka_connect_plugins_left_out_series 0.0\n", lines("kafka_connect_plugins_left_out_series"));
    }

    @Test
    void aPluginThatFailsIsLeftOutAlone() throws IOException {
        plugin.addMetric(plugin.metricName("broken", "", new LinkedHashMap<>()), (Gauge<Object>) (config, now) -> {
            throw new IllegalStateException("told to");
        });
        gauge("good", 1);

        assertEquals("kafka_connect_plugin_good{connector=\"c\"} 1.0\n", lines("kafka_connect_plugin_"));
    }

    @Test
    void aPluginThatDoesNotAnswerHoldsUpNoPage() throws IOException {
        plugin.addMetric(plugin.metricName("stuck", "", new LinkedHashMap<>()), (Gauge<Object>) (config, now) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });

        assertEquals("kafka_connect_plugins_late 1.0\n", lines("kafka_connect_plugins_late"));
        assertEquals("kafka_connect_plugins_late 1.0\n", lines("kafka_connect_plugins_late"));
        assertFalse(lines("kafka_connect_worker_tasks").isEmpty());
        gate.countDown();

        String answered = "";
        while (answered.isEmpty()) {
            answered = lines("kafka_connect_plugin_stuck");
        }
        assertTrue(answered.endsWith(" 1.0\n"), answered);
    }
}
