package dev.sluice.app;

import dev.sluice.metrics.RebalanceMeasures;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.prometheus.ClusterFigures;
import dev.sluice.store.status.Statuses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this worker knows of its group right away. Statuses are those of the topic, of all that is configured.
 */
record ClusterView(
        WorkerKind.Place place, RebalanceMeasures rebalances, Supplier<ConfigSnapshot> config, Statuses statuses)
        implements Supplier<ClusterFigures> {

    @Override
    public ClusterFigures get() {
        ConfigSnapshot snapshot = config.get();
        Map<String, Long> connectors = new HashMap<>();
        Map<String, Long> tasks = new HashMap<>();
        for (String connector : snapshot.connectors()) {
            count(connectors, statuses.connector(connector));
            for (int task = 0; task < snapshot.taskCount(connector); task++) {
                count(tasks, statuses.task(new TaskId(connector, task)));
            }
        }
        boolean member = place.member().getAsBoolean();
        return new ClusterFigures(
                member,
                member && rebalances.round().leads(),
                place.group().rebalancing() || rebalances.rebalancing(),
                connectors,
                tasks);
    }

    private static void count(Map<String, Long> counts, Optional<Status> status) {
        RunState state = status.map(Status::state).orElse(RunState.UNASSIGNED);
        counts.merge(state.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
}
