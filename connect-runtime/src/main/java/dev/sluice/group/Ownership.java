package dev.sluice.group;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which worker runs what, as the leader has assigned it. Immutable.
 *
 * @param connectors URL by connector name
 * @param tasks      URL by task
 */
record Ownership(Map<String, String> connectors, Map<TaskId, String> tasks) {
    static final Ownership NONE = new Ownership(Map.of(), Map.of());

    /** Turns shares by URL around. */
    static Ownership of(Map<String, WorkShare> byUrl) {
        Map<String, String> connectors = new HashMap<>();
        Map<TaskId, String> tasks = new HashMap<>();
        byUrl.forEach((url, share) -> {
            share.connectors().forEach(name -> connectors.put(name, url));
            share.tasks().forEach(id -> tasks.put(id, url));
        });
        return new Ownership(connectors, tasks);
    }

    Optional<String> url(String connector) {
        return Optional.ofNullable(connectors.get(connector));
    }

    Optional<String> url(TaskId task) {
        return Optional.ofNullable(tasks.get(task));
    }
}
