package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.pipeline.control.ManualTime;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;

/** Figures of a worker, its connectors and its rebalances. */
class WorkerMeasuresTest {
    private static final String WORKER = "connect-worker-metrics";
    private static final String REBALANCES = "connect-worker-rebalance-metrics";

    private final ManualTime time = new ManualTime();
    private final Metrics registry = new Metrics(time);
    private final WorkerMeasures worker = new WorkerMeasures(registry, time);

    private Object value(String group, String name, Map<String, String> tags) {
        KafkaMetric metric = registry.metric(registry.metricName(name, group, "", tags));
        return metric == null ? null : metric.metricValue();
    }

    private Object value(String name) {
        return value(WORKER, name, Map.of());
    }

    @Test
    void aStartCountsOnceHoweverItGoesOn() {
        TaskMeasures task = worker.task("c", 0);
        task.state("paused");
        assertEquals(0.0, value("task-startup-attempts-total"));

        task.state("running");
        task.state("paused");
        task.state("running");
        task.state("failed");

        assertEquals(1.0, value("task-startup-attempts-total"));
        assertEquals(1.0, value("task-startup-success-total"));
        assertEquals(0.0, value("task-startup-failure-total"));
        assertEquals(1, worker.taskStartups().succeeded());
    }

    @Test
    void aFailureBeforeTheFirstRunIsAFailedStart() {
        worker.connector("a").state("failed");
        worker.connector("b").state("running");

        assertEquals(0.5, value("connector-startup-failure-percentage"));
        assertEquals(0.5, value("connector-startup-success-percentage"));
        assertEquals(1, worker.connectorStartups().failed());
        assertEquals(2.0, value("connector-count"));
    }

    @Test
    void tasksAreCountedByConnectorAsLongAsThereAreAny() {
        Map<String, String> tags = Map.of("connector", "c");
        TaskMeasures first = worker.task("c", 0);
        TaskMeasures second = worker.task("c", 11);
        worker.task("cc", 0);
        first.state("running");
        second.state("failed");

        assertEquals(2L, value(WORKER, "connector-total-task-count", tags));
        assertEquals(1L, value(WORKER, "connector-running-task-count", tags));
        assertEquals(1L, value(WORKER, "connector-failed-task-count", tags));
        assertEquals(3.0, value("task-count"));

        first.close();
        assertEquals(1L, value(WORKER, "connector-total-task-count", tags));
        second.close();
        assertNull(value(WORKER, "connector-total-task-count", tags));
    }

    @Test
    void aConnectorThatIsClosedLateLeavesItsSuccessorAlone() {
        Map<String, String> tags = Map.of("connector", "c");
        ConnectorMeasures.Description description = new ConnectorMeasures.Description("sink", "Class", "1");
        ConnectorMeasures old = worker.connector("c");
        old.describe(description);
        old.close();
        ConnectorMeasures successor = worker.connector("c");
        successor.describe(description);
        successor.state("running");

        old.close();
        old.describe(description);

        assertEquals("running", value("connector-metrics", "status", tags));
        assertEquals(1, worker.connectors().size());
    }

    @Test
    void pluginMetricsGoWithTheirTask() {
        TaskMeasures task = worker.task("c", 0);
        ScopedPluginMetrics metrics = task.pluginMetrics("converter", "key");
        metrics.addSensor("s")
                .add(
                        metrics.metricName("m", "", new java.util.LinkedHashMap<>()),
                        new org.apache.kafka.common.metrics.stats.Value());
        Map<String, String> tags = Map.of("connector", "c", "task", "0", "converter", "key");
        assertEquals(0.0, value("plugins", "m", tags));

        task.close();

        assertNull(value("plugins", "m", tags));
    }

    @Test
    void aRebalanceLastsFromAssignmentToStart() {
        RebalanceMeasures rebalances = new RebalanceMeasures(registry, "SESSIONED", time);
        assertNull(value(REBALANCES, "leader-name", Map.of()));
        assertEquals(Double.POSITIVE_INFINITY, value(REBALANCES, "time-since-last-rebalance-ms", Map.of()));
        rebalances.resolved();

        rebalances.assigned(new RebalanceMeasures.Round(4, "http://leader/", "COMPATIBLE", false));
        assertEquals(1.0, value(REBALANCES, "rebalancing", Map.of()));
        time.sleep(20);
        rebalances.resolved();
        time.sleep(5);

        assertEquals("http://leader/", value(REBALANCES, "leader-name", Map.of()));
        assertEquals("COMPATIBLE", value(REBALANCES, "connect-protocol", Map.of()));
        assertEquals(4.0, value(REBALANCES, "epoch", Map.of()));
        assertEquals(0.0, value(REBALANCES, "rebalancing", Map.of()));
        assertEquals(1.0, value(REBALANCES, "completed-rebalances-total", Map.of()));
        assertEquals(20.0, value(REBALANCES, "rebalance-max-time-ms", Map.of()));
        assertEquals(5.0, value(REBALANCES, "time-since-last-rebalance-ms", Map.of()));
        assertEquals(20, rebalances.completed().sum());
        assertTrue(rebalances.sinceLastMs().isPresent());
    }
}
