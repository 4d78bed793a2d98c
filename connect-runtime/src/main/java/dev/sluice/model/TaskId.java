package dev.sluice.model;

/**
 * Names one task of one connector.
 *
 * @param connector the connector's name, never null
 * @param task      the task's number, counted from 0
 */
public record TaskId(String connector, int task) implements Comparable<TaskId> {

    @Override
    public int compareTo(TaskId other) {
        int byConnector = connector.compareTo(other.connector);
        return byConnector != 0 ? byConnector : Integer.compare(task, other.task);
    }

    /** Tells the tasks of connectors with similar names apart better than a record does by itself. */
    @Override
    public int hashCode() {
        return connector.hashCode() ^ (task * 0x9E3779B9);
    }

    /** {@code connector-task}, as log lines, client ids and topics write it. */
    @Override
    public String toString() {
        return connector + "-" + task;
    }
}
