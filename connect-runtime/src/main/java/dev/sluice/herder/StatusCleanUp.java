package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.store.status.StatusStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Removes statuses of connectors and tasks that do not exist any more; the leader does it after each rebalance.
 *
 * <p>Connectors come and go meanwhile. So it first notes the time, then which statuses there are, and only then asks what
 * is configured: a status that is there is one of something configured by then, or of something that is gone. What is
 * said of a successor later than the time noted outlasts the removal.
 */
final class StatusCleanUp {
    private StatusCleanUp() {}

    /**
     * @param config gives the latest that is known
     */
    static void run(StatusStore statuses, Supplier<ConfigSnapshot> config) {
        long asOf = statuses.moment();
        // Whoever runs a successor of the same number replaces the status, which a removal would come too late for.
        Set<TaskId> tasks = new TreeSet<>(statuses.remains());
        Set<String> connectors = statuses.connectors();
        connectors.forEach(connector ->
                statuses.tasks(connector).keySet().forEach(task -> tasks.add(new TaskId(connector, task))));

        ConfigSnapshot now = config.get();
        tasks.removeIf(task -> task.task() < configured(now, task.connector()));
        tasks.forEach(task -> statuses.remove(task, asOf));
        connectors.stream()
                .filter(connector -> !now.contains(connector))
                .forEach(connector -> statuses.removeConnector(connector, asOf));
    }

    private static int configured(ConfigSnapshot config, String connector) {
        return config.contains(connector) ? config.taskCount(connector) : 0;
    }
}
