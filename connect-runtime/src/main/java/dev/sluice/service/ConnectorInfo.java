package dev.sluice.service;

import dev.sluice.model.TaskId;
import java.util.List;
import java.util.Map;

/**
 * @param name   the connector's name
 * @param config its raw config: variables unresolved
 * @param tasks  its tasks by number
 * @param type   source, sink or unknown
 */
public record ConnectorInfo(String name, Map<String, String> config, List<TaskId> tasks, ConnectorType type) {
    /** The key of a connector's config that says what clients of the Metrics API call it. */
    public static final String ID_KEY = "metrics.connector.id";

    /** What clients of the Metrics API call the connector: its name unless its config says otherwise. */
    public String metricsId() {
        String id = config.get(ID_KEY);
        return id == null || id.isBlank() ? name : id.strip();
    }
}
