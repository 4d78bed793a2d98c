package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.store.status.StatusStore;

/** Removes statuses of connectors and tasks that do not exist any more; the leader does it after each rebalance. */
final class StatusCleanUp {
    private StatusCleanUp() {}

    /**
     * @param config the latest that is known when the clean-up begins: with an older one, statuses of tasks that were
     *     configured in between would be lost
     */
    static void run(StatusStore statuses, ConfigSnapshot config) {
        for (TaskId remains : statuses.remains()) {
            // Whoever runs a successor of the same number replaces the status, which a removal would come to late.
            if (remains.task() >= configured(config, remains.connector())) {
                statuses.remove(remains);
            }
        }
        for (String connector : statuses.connectors()) {
            for (int task : statuses.tasks(connector).keySet()) {
                if (task >= configured(config, connector)) {
                    statuses.remove(new TaskId(connector, task));
                }
            }
            if (!config.contains(connector)) {
                statuses.removeConnector(connector);
            }
        }
    }

    private static int configured(ConfigSnapshot config, String connector) {
        return config.contains(connector) ? config.taskCount(connector) : 0;
    }
}
