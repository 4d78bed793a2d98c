package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.pipeline.control.ManualTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;

/** Names and figures of a task's metrics. */
class TaskMeasuresTest {
    private final ManualTime time = new ManualTime();
    private final Metrics registry = new Metrics(time);
    private final TaskMeasures task = new TaskMeasures(registry, "c", 3, time);

    private Object value(String group, String name) {
        KafkaMetric metric =
                registry.metric(registry.metricName(name, group, "", Map.of("connector", "c", "task", "3")));
        assertTrue(metric != null, name + " is not in " + names(group));
        return metric.metricValue();
    }

    private Set<String> names(String group) {
        Set<String> names = new TreeSet<>();
        registry.metrics().keySet().stream()
                .filter(each -> each.group().equals(group))
                .forEach(each -> names.add(each.name()));
        return names;
    }

    @Test
    void theStateAndItsShareOfTheTasksLife() {
        time.sleep(10);
        task.state("running");
        time.sleep(30);
        task.state("paused");
        time.sleep(60);

        assertEquals("paused", value("connector-task-metrics", "status"));
        assertEquals(0.3, value("connector-task-metrics", "running-ratio"));
        assertEquals(0.6, value("connector-task-metrics", "pause-ratio"));
    }

    @Test
    void commitsAreTimedAndTheirOutcomesWeighed() {
        long started = task.nowMs();
        time.sleep(8);
        task.committed(started);
        task.commitFailed();

        assertEquals(8.0, value("connector-task-metrics", "offset-commit-max-time-ms"));
        assertEquals(0.5, value("connector-task-metrics", "offset-commit-success-percentage"));
        assertEquals(0.5, value("connector-task-metrics", "offset-commit-failure-percentage"));
        assertEquals(time.milliseconds(), task.lastCommitMs());
    }

    @Test
    void aSourcesRecordsAreCountedFromPollToArrival() {
        SourceMeasures source = new SourceMeasures(task, false);
        long[] arrived = {0};
        source.arrivals(() -> {
            long taken = arrived[0];
            arrived[0] = 0;
            return taken;
        });
        source.pollBegins();
        time.sleep(4);
        source.pollEnded(10);
        source.leftOut(1);
        source.refused();
        arrived[0] = 6;

        assertEquals(10.0, value("source-task-metrics", "source-record-poll-total"));
        assertEquals(4.0, value("source-task-metrics", "poll-batch-max-time-ms"));
        assertEquals(10.0, value("connector-task-metrics", "batch-size-max"));
        assertEquals(5.0, value("source-task-metrics", "source-record-write-total"), "one of the six was refused");
        assertEquals(3.0, value("source-task-metrics", "source-record-active-count"));
        assertEquals(time.milliseconds(), task.lastPollMs());
    }

    @Test
    void aRefusalThatIsSeenBeforeTheArrivalsIsSubtractedLater() {
        SourceMeasures source = new SourceMeasures(task, false);
        long[] arrived = {0};
        source.arrivals(() -> {
            long taken = arrived[0];
            arrived[0] = 0;
            return taken;
        });
        source.pollBegins();
        source.pollEnded(3);
        source.refused();
        source.settle();
        arrived[0] = 3;

        source.settle();

        assertEquals(2.0, value("source-task-metrics", "source-record-write-total"));
        assertEquals(0.0, value("source-task-metrics", "source-record-active-count"));
    }

    @Test
    void onlyTransactionalTasksHaveTransactions() {
        new SourceMeasures(task, false);
        assertTrue(names("source-task-metrics").stream().noneMatch(name -> name.startsWith("transaction-size")));
        task.close();

        SourceMeasures source = new SourceMeasures(new TaskMeasures(registry, "c", 3, time), true);
        source.transaction(7);

        assertEquals(7.0, value("source-task-metrics", "transaction-size-max"));
    }

    @Test
    void aSinksRecordsAreCountedFromReadToCommit() {
        SinkMeasures sink = new SinkMeasures(task);
        sink.partitions(2);
        sink.read(5);
        long started = task.nowMs();
        time.sleep(3);
        sink.put(4, started);
        sink.active(5);
        sink.commitBegins(1);
        sink.commitCompleted(started);
        sink.commitSkipped();

        assertEquals(5.0, value("sink-task-metrics", "sink-record-read-total"));
        assertEquals(4.0, value("sink-task-metrics", "sink-record-send-total"));
        assertEquals(3.0, value("sink-task-metrics", "put-batch-max-time-ms"));
        assertEquals(5.0, value("sink-task-metrics", "sink-record-active-count"));
        assertEquals(2.0, value("sink-task-metrics", "partition-count"));
        assertEquals(1.0, value("sink-task-metrics", "offset-commit-seq-no"));
        assertEquals(1.0, value("sink-task-metrics", "offset-commit-completion-total"));
        assertEquals(1.0, value("sink-task-metrics", "offset-commit-skip-total"));
        assertEquals(time.milliseconds(), task.lastPutMs());
    }

    @Test
    void failuresAreCountedByWhatBecameOfThem() {
        ErrorMeasures errors = new ErrorMeasures(task);
        errors.failed();
        errors.retried();
        errors.failed();
        errors.givenUp();
        errors.skipped();
        errors.reported(true);
        errors.reported(false);
        errors.logged();
        errors.letter();
        errors.letterLost();

        assertEquals(4.0, value("task-error-metrics", "total-record-failures"), "two attempts and two reports");
        assertEquals(2.0, value("task-error-metrics", "total-record-errors"));
        assertEquals(1.0, value("task-error-metrics", "total-records-skipped"));
        assertEquals(1.0, value("task-error-metrics", "total-retries"));
        assertEquals(1.0, value("task-error-metrics", "total-errors-logged"));
        assertEquals(1.0, value("task-error-metrics", "deadletterqueue-produce-requests"));
        assertEquals(1.0, value("task-error-metrics", "deadletterqueue-produce-failures"));
        assertEquals(time.milliseconds(), value("task-error-metrics", "last-error-timestamp"));
    }

    @Test
    void closingRemovesEverythingAndASuccessorTakesTheNames() {
        new SinkMeasures(task);
        new ErrorMeasures(task);
        task.describe("task-class", "example.Task");
        task.describe("transform", "a", "example.Transform", "1");

        task.close();

        assertEquals(Set.of("kafka-metrics-count"), names(registry));
        assertThrows(IllegalStateException.class, () -> new SinkMeasures(task), "one that was given up");
        TaskMeasures successor = new TaskMeasures(registry, "c", 3, time);
        task.close();
        assertEquals("unassigned", value("connector-task-metrics", "status"), "closing twice takes nothing from it");
        successor.close();
    }

    private static Set<String> names(Metrics registry) {
        Set<String> names = new TreeSet<>();
        registry.metrics().keySet().forEach(each -> names.add(each.group()));
        return names;
    }
}
