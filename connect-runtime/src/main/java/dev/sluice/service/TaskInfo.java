package dev.sluice.service;

import dev.sluice.model.TaskId;
import java.util.Map;

/**
 * @param id     which task
 * @param config its raw config; null while the task configs of the connector are incomplete
 */
public record TaskInfo(TaskId id, Map<String, String> config) {}
