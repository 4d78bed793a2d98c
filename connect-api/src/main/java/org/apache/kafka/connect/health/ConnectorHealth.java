package org.apache.kafka.connect.health;

import java.util.Map;
import java.util.Objects;

/** How a connector and its tasks are doing. */
public class ConnectorHealth {
    private final String name;
    private final ConnectorState connectorState;
    private final Map<Integer, TaskState> tasks;
    private final ConnectorType type;

    /**
     * Makes a report.
     *
     * @param name the connector's name
     * @param connectorState the connector's own state
     * @param tasks the tasks' states by task number
     * @param type the connector's kind
     * @throws IllegalArgumentException if the name is null or blank
     * @throws NullPointerException if another argument is null
     */
    public ConnectorHealth(
            String name, ConnectorState connectorState, Map<Integer, TaskState> tasks, ConnectorType type) {
        if (name == null || name.trim().isEmpty()) {
            throw new IllegalArgumentException("The name of the connector is missing");
        }
        this.name = name;
        this.connectorState = Objects.requireNonNull(connectorState, "connectorState");
        this.tasks = Objects.requireNonNull(tasks, "tasks");
        this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * The connector's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The connector's own state.
     *
     * @return the state
     */
    public ConnectorState connectorState() {
        return connectorState;
    }

    /**
     * The states of its tasks.
     *
     * @return the states by task number
     */
    public Map<Integer, TaskState> tasksState() {
        return tasks;
    }

    /**
     * The connector's kind.
     *
     * @return source, sink or unknown
     */
    public ConnectorType type() {
        return type;
    }

    // An object of a subclass never equals one of the class above it; plugins may build on that.
    @SuppressWarnings("EqualsGetClass")
    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (o == null || getClass() != o.getClass()) {
            return false;
        }
        ConnectorHealth that = (ConnectorHealth) o;
        return name.equals(that.name)
                && connectorState.equals(that.connectorState)
                && tasks.equals(that.tasks)
                && type == that.type;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, connectorState, tasks, type);
    }

    @Override
    public String toString() {
        return "ConnectorHealth{name='" + name
                + "', connectorState=" + connectorState
                + ", tasks=" + tasks
                + ", type=" + type
                + '}';
    }
}
