package dev.sluice.worker;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a task is made from.
 *
 * @param connector  the connector's config, raw
 * @param task       its own, raw
 * @param generation of the connector's task configs: how often they were committed
 * @param tasks      how many tasks the connector has
 */
public record TaskSpec(Map<String, String> connector, Map<String, String> task, int generation, int tasks) {
    public TaskSpec {
        connector = new HashMap<>(connector);
        task = new HashMap<>(task);
    }

    /** A task that is configured; empty if it is not. */
    public static Optional<TaskSpec> of(ConfigSnapshot config, TaskId task) {
        String connector = task.connector();
        return config.config(connector).flatMap(own -> config.taskConfig(task)
                .map(each -> new TaskSpec(own, each, config.generation(connector), config.taskCount(connector))));
    }
}
