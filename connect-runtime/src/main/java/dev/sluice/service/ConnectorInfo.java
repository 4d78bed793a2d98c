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
public record ConnectorInfo(String name, Map<String, String> config, List<TaskId> tasks, ConnectorType type) {}
