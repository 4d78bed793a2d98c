package dev.sluice.rest;

import dev.sluice.model.Status;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.service.ConnectorStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How statuses look in JSON: the order of keys, and which are left out. */
final class StatusJson {
    private StatusJson() {}

    static Map<String, Object> of(ConnectorStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("connector", state(new LinkedHashMap<>(), status.connector()));
        json.put("tasks", status.tasks().stream().map(StatusJson::of).toList());
        json.put("type", status.type().restName());
        return json;
    }

    static Map<String, Object> of(ConnectorStatus.Task task) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", task.id());
        state(json, task.status());
        task.progress().ifPresent(progress -> {
            time(json, "last_poll_ms", progress.lastPollMs());
            time(json, "last_put_ms", progress.lastPutMs());
            time(json, "last_commit_ms", progress.lastCommitMs());
        });
        return json;
    }

    private static void time(Map<String, Object> json, String key, long atMs) {
        if (atMs > 0) {
            json.put(key, atMs);
        }
    }

    /** A version that is not known is null; one that the plugin does not have is left out. */
    private static Map<String, Object> state(Map<String, Object> json, Status status) {
        json.put("state", status.state().name());
        json.put("worker_id", status.workerId());
        if (!status.version().equals(Optional.of(PluginDescriptor.UNDEFINED))) {
            json.put("version", status.version().orElse(null));
        }
        status.trace().filter(trace -> !trace.isEmpty()).ifPresent(trace -> json.put("trace", trace));
        return json;
    }
}
