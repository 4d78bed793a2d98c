package dev.sluice.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The config topic as one worker has read it, at one moment. Immutable.
 *
 * @param offset     offset of the last record that counts, plus one; -1 before the first. Workers compare it with each
 *                   other, so it follows Apache's rule to the number
 * @param sessionKey the key for requests between workers, once the leader has written one
 * @param states     by connector name; holds remains of deleted connectors too
 */
public record ConfigSnapshot(long offset, Optional<SessionKey> sessionKey, Map<String, ConnectorState> states) {
    public static final ConfigSnapshot EMPTY = new ConfigSnapshot(-1, Optional.empty(), Map.of());

    public ConfigSnapshot {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /** The same as of another offset. */
    public ConfigSnapshot at(long otherOffset) {
        return new ConfigSnapshot(otherOffset, sessionKey, states);
    }

    /** Names of the connectors that have a config. */
    public Set<String> connectors() {
        Set<String> names = new TreeSet<>();
        states.forEach((name, state) -> {
            if (state.config().isPresent()) {
                names.add(name);
            }
        });
        return names;
    }

    public boolean contains(String connector) {
        return config(connector).isPresent();
    }

    /** The raw config of a connector, if it exists. */
    public Optional<Map<String, String>> config(String connector) {
        ConnectorState state = states.get(connector);
        return state == null ? Optional.empty() : state.config();
    }

    /** What the connector is meant to do; empty if nothing is known of it. */
    public Optional<TargetState> targetState(String connector) {
        ConnectorState state = states.get(connector);
        return state == null ? Optional.empty() : state.targetState();
    }

    /** The count of the last commit record; 0 for an unknown connector. */
    public int taskCount(String connector) {
        ConnectorState state = states.get(connector);
        return state == null ? 0 : state.taskCount().orElse(0);
    }

    /** How often a complete set of task configs was committed, as this worker has seen it; 0 for an unknown connector. */
    public int generation(String connector) {
        ConnectorState state = states.get(connector);
        return state == null ? 0 : state.generation();
    }

    /** The tasks to run: those of the last commit record, none while the task configs are inconsistent. */
    public Set<TaskId> tasks(String connector) {
        ConnectorState state = states.get(connector);
        if (state == null || state.inconsistent()) {
            return Set.of();
        }
        Set<TaskId> tasks = new TreeSet<>();
        for (int task = 0; task < state.taskCount().orElse(0); task++) {
            tasks.add(new TaskId(connector, task));
        }
        return tasks;
    }

    /** The raw config of a task, if one is committed. */
    public Optional<Map<String, String>> taskConfig(TaskId id) {
        ConnectorState state = states.get(id.connector());
        return state == null
                ? Optional.empty()
                : Optional.ofNullable(state.taskConfigs().get(id.task()));
    }

    /** All connectors that have a config, and their tasks. */
    public WorkShare configured() {
        Set<String> connectors = connectors();
        Set<TaskId> tasks = new TreeSet<>();
        connectors.forEach(connector -> tasks.addAll(tasks(connector)));
        return new WorkShare(connectors, tasks);
    }
}
