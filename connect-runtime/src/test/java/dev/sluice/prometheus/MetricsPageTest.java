package dev.sluice.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.metrics.WorkerMeasures;
import dev.sluice.prometheus.MetricsPage.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private final ExecutorService pluginThread = Executors.newSingleThreadExecutor();
    private final Metrics registry = new Metrics();
    private final WorkerMeasures worker = new WorkerMeasures(registry, Time.SYSTEM);
    private final AtomicInteger asked = new AtomicInteger();
    private final MetricsPage page = new MetricsPage(
            new MetricsPage.Sources(
                    Map.of("worker_id", "w"),
                    worker,
                    new RebalanceMeasures(registry, "SESSIONED", Time.SYSTEM),
                    new PluginSeries(10),
                    this::cluster),
            pluginThread);

    @AfterEach
    void stop() {
        pluginThread.shutdownNow();
        registry.close();
    }

    private ClusterFigures cluster() {
        asked.incrementAndGet();
        return new ClusterFigures(true, true, false, Map.of(), Map.of());
    }

    /** Without what moves by itself. */
    private List<String> own(Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(format, out);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("kafka_connect_"))
                .toList();
    }

    @Test
    void preparingItShowsNothingAndAsksNobody() throws IOException {
        try (TaskMeasures task = worker.task("c", 0)) {
            task.state("running");
            for (Format format : Format.values()) {
                List<String> before = own(format);
                int askedBefore = asked.get();

                page.prepare();

                assertEquals(askedBefore, asked.get());
                assertEquals(before, own(format));
                assertTrue(
                        before.contains("kafka_connect_task_state{connector=\"c\",state=\"running\",task=\"0\"} 1.0"));
            }
        }
    }

    @Test
    void aPageOfOpenMetricsEndsAsOne() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(Format.OPEN_METRICS, out);
        String text = out.toString(StandardCharsets.UTF_8);

        assertTrue(text.endsWith("\n# EOF\n"));
        assertEquals(text.indexOf("# EOF"), text.lastIndexOf("# EOF"));
        assertTrue(text.contains("\n# TYPE jvm_memory_used_bytes gauge\n"), text);
    }
}
