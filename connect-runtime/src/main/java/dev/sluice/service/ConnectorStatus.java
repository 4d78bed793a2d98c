package dev.sluice.service;

import dev.sluice.model.Status;
import java.util.List;

/**
 * What a connector and its tasks do.
 *
 * @param name      the connector's name
 * @param connector its own status
 * @param tasks     by task number, ascending
 * @param type      source, sink or unknown
 */
public record ConnectorStatus(String name, Status connector, List<Task> tasks, ConnectorType type) {

    /**
     * @param id     the task's number
     * @param status what it does
     */
    public record Task(int id, Status status) {}
}
