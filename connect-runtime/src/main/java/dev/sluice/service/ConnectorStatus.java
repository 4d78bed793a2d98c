package dev.sluice.service;

import dev.sluice.model.Status;
import dev.sluice.model.TaskProgress;
import java.util.List;
import java.util.Optional;

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
     * @param progress when it last got on; empty for a task of another worker
     */
    public record Task(int id, Status status, Optional<TaskProgress> progress) {
        /** A task whose progress is not known here. */
        public Task(int id, Status status) {
            this(id, status, Optional.empty());
        }
    }
}
