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
        statuses.remains().forEach(statuses::remove);
        for (String connector : statuses.connectors()) {
            int configured = config.contains(connector) ? config.taskCount(connector) : 0;
            for (int task : statuses.tasks(connector).keySet()) {
                if (task >= configured) {
                    statuses.remove(new TaskId(connector, task));
                }
            }
            if (!config.contains(connector)) {
                statuses.removeConnector(connector);
            }
        }
    }
}
