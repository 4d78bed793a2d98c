package dev.sluice.model;

import java.util.Set;
import java.util.TreeSet;

/**
 * A set of connectors and tasks: what one worker runs, is to start or is to stop.
 *
 * @param connectors names of connectors
 * @param tasks      ids of tasks
 */
public record WorkShare(Set<String> connectors, Set<TaskId> tasks) {
    public static final WorkShare EMPTY = new WorkShare(Set.of(), Set.of());

    public WorkShare {
        connectors = Set.copyOf(connectors);
        tasks = Set.copyOf(tasks);
    }

    public boolean isEmpty() {
        return connectors.isEmpty() && tasks.isEmpty();
    }

    /** Of the connectors that it contains or has tasks of. */
    public Set<String> connectorNames() {
        Set<String> names = new TreeSet<>(connectors);
        tasks.forEach(task -> names.add(task.connector()));
        return names;
    }

    /** What is in this share, in the other, or in both. */
    public WorkShare plus(WorkShare other) {
        if (other.isEmpty()) {
            return this;
        }
        Set<String> allConnectors = new TreeSet<>(connectors);
        allConnectors.addAll(other.connectors);
        Set<TaskId> allTasks = new TreeSet<>(tasks);
        allTasks.addAll(other.tasks);
        return new WorkShare(allConnectors, allTasks);
    }

    /** What is in this share and not in the other. */
    public WorkShare minus(WorkShare other) {
        if (other.isEmpty()) {
            return this;
        }
        Set<String> fewerConnectors = new TreeSet<>(connectors);
        fewerConnectors.removeAll(other.connectors);
        Set<TaskId> fewerTasks = new TreeSet<>(tasks);
        fewerTasks.removeAll(other.tasks);
        return new WorkShare(fewerConnectors, fewerTasks);
    }

    /** Names in order, for log lines. */
    @Override
    public String toString() {
        return "connectors=" + new TreeSet<>(connectors) + " tasks=" + new TreeSet<>(tasks);
    }
}
