package dev.sluice.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * What is measured of a worker: how many connectors and tasks it has and how their starts went, in the groups
 * {@code connect-worker-metrics}; and the measures of each of them. Safe for use by many threads.
 */
public final class WorkerMeasures implements AutoCloseable {
    private static final String GROUP = "connect-worker-metrics";
    private static final List<String> TASK_STATES =
            List.of("running", "paused", "failed", "unassigned", "destroyed", "restarting");

    private final Metrics registry;
    private final Time time;
    private final MetricGroup group;
    private final Startups connectorStartups;
    private final Startups taskStartups;
    private final ConcurrentNavigableMap<String, ConnectorMeasures> connectors = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Key, TaskMeasures> tasks = new ConcurrentSkipListMap<>();
    private final Map<String, MetricGroup> taskCounts = new HashMap<>();

    private record Key(String connector, int task) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int names = connector.compareTo(other.connector);
            return names != 0 ? names : Integer.compare(task, other.task);
        }
    }

    /**
     * @param registry stays open when this closes
     */
    public WorkerMeasures(Metrics registry, Time time) {
        this.registry = registry;
        this.time = time;
        this.group = new MetricGroup(registry, GROUP, Map.of());
        group.gauge("connector-count", (config, now) -> (double) connectors.size());
        group.gauge("task-count", (config, now) -> (double) tasks.size());
        this.connectorStartups = new Startups(group, "connector");
        this.taskStartups = new Startups(group, "task");
    }

    /** Where all of it stands, and where plugins register metrics of their own. */
    public Metrics registry() {
        return registry;
    }

    /** Begins to measure a connector; closing the measures ends it. */
    public ConnectorMeasures connector(String name) {
        ConnectorMeasures measures = new ConnectorMeasures(
                name,
                new MetricGroup(registry, "connector-metrics", ConnectorMeasures.tags(name)),
                new Startup(connectorStartups),
                closed -> connectors.remove(name, closed));
        connectors.put(name, measures);
        return measures;
    }

    /** Begins to measure a task; closing the measures ends it. */
    public TaskMeasures task(String connector, int task) {
        Key key = new Key(connector, task);
        TaskMeasures measures = new TaskMeasures(
                registry, connector, task, time, new Startup(taskStartups), closed -> removed(key, closed));
        synchronized (taskCounts) {
            tasks.put(key, measures);
            taskCounts.computeIfAbsent(connector, this::countTasks);
        }
        return measures;
    }

    private void removed(Key key, TaskMeasures closed) {
        synchronized (taskCounts) {
            boolean removed = tasks.remove(key, closed);
            if (removed && tasksOf(key.connector()).isEmpty()) {
                taskCounts.remove(key.connector()).close();
            }
        }
    }

    /** The group that exists as long as a task of the connector is here. */
    private MetricGroup countTasks(String connector) {
        MetricGroup counts = new MetricGroup(registry, GROUP, ConnectorMeasures.tags(connector));
        counts.gauge("connector-total-task-count", (config, now) ->
                (long) tasksOf(connector).size());
        for (String state : TASK_STATES) {
            counts.gauge("connector-" + state + "-task-count", (config, now) -> tasksOf(connector).stream()
                    .filter(task -> task.state().equals(state))
                    .count());
        }
        return counts;
    }

    private Collection<TaskMeasures> tasksOf(String connector) {
        return tasks.subMap(new Key(connector, 0), new Key(connector, Integer.MAX_VALUE))
                .values();
    }

    /** The connectors that are here, by name; a view that changes with them. */
    public Collection<ConnectorMeasures> connectors() {
        return connectors.values();
    }

    /** The tasks that are here, by connector and number; a view that changes with them. */
    public Collection<TaskMeasures> tasks() {
        return tasks.values();
    }

    public Startups connectorStartups() {
        return connectorStartups;
    }

    public Startups taskStartups() {
        return taskStartups;
    }

    @Override
    public void close() {
        connectors.values().forEach(ConnectorMeasures::close);
        tasks.values().forEach(TaskMeasures::close);
        group.close();
    }
}
