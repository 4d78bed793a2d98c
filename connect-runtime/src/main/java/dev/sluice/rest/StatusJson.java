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
        return state(json, task.status());
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
