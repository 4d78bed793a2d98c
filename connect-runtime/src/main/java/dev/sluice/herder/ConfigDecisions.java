package dev.sluice.herder;

import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.store.config.ConfigEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * What follows from changes in the config topic. However many changes a batch of records brings, it leads to one
 * rebalance at most.
 */
final class ConfigDecisions {
    private ConfigDecisions() {}

    static Decision changed(HerderState state, HerderEvent.ConfigChanged changed) {
        HerderState next = state.withConfig(changed.after());
        List<HerderAction> actions = new ArrayList<>();
        TreeSet<String> rebalanceFor = new TreeSet<>();
        for (ConfigEvent change : changed.changes()) {
            if (change instanceof ConfigEvent.ConnectorAdded added) {
                rebalanceFor.add(added.connector());
            } else if (change instanceof ConfigEvent.ConnectorRemoved removed) {
                rebalanceFor.add(removed.connector());
                next = stopDeleted(next, removed.connector(), actions);
            } else if (change instanceof ConfigEvent.TasksCommitted committed) {
                rebalanceFor.add(committed.connector());
                next = stopTasks(next, committed.connector(), actions);
                actions.add(new HerderAction.EndOutdatedFencing(committed.connector()));
            } else if (change instanceof ConfigEvent.ConnectorChanged of) {
                restart(next, of.connector(), actions);
            } else if (change instanceof ConfigEvent.TargetStateChanged of) {
                setTarget(next, of.connector(), actions);
            } else if (change instanceof ConfigEvent.RestartRequested asked) {
                actions.add(new HerderAction.RestartShare(asked.request(), next.running()));
            } else if (change instanceof ConfigEvent.LoggerLevelSet level) {
                actions.add(new HerderAction.SetLoggerLevel(level.logger(), level.level()));
            } else if (change instanceof ConfigEvent.SessionKeyChanged of) {
                // The key is part of the snapshot; the leader has to know when to replace it.
                actions.add(new HerderAction.Schedule(0, new HerderEvent.SessionKeyDue(Optional.of(of.key()))));
            }
        }
        if (!rebalanceFor.isEmpty() && next.assignment().isPresent()) {
            actions.add(new HerderAction.Rejoin("connectors or tasks were added, removed or changed: " + rebalanceFor));
        }
        return new Decision(next, actions);
    }

    /** What is gone stops at once; the rebalance only tells the others. */
    private static HerderState stopDeleted(HerderState state, String connector, List<HerderAction> actions) {
        Set<String> connectors = state.running().connectors().contains(connector) ? Set.of(connector) : Set.of();
        WorkShare share = new WorkShare(connectors, tasksOf(state, connector));
        if (share.isEmpty()) {
            return state;
        }
        actions.add(new HerderAction.Revoke(share, new CompletableFuture<>()));
        return state.withRunning(state.running().minus(share));
    }

    /** Tasks with new configs stop at once and start again when the rebalance has told who runs them. */
    private static HerderState stopTasks(HerderState state, String connector, List<HerderAction> actions) {
        Set<TaskId> tasks = tasksOf(state, connector);
        if (tasks.isEmpty()) {
            return state;
        }
        actions.add(new HerderAction.StopTasks(tasks));
        return state.withRunning(state.running().minus(new WorkShare(Set.of(), tasks)));
    }

    private static void restart(HerderState state, String connector, List<HerderAction> actions) {
        if (state.running().connectors().contains(connector)) {
            state.config()
                    .config(connector)
                    .ifPresent(config -> actions.add(new HerderAction.RestartConnector(
                            connector, config, GroupDecisions.target(state, connector), Optional.empty())));
        }
    }

    private static void setTarget(HerderState state, String connector, List<HerderAction> actions) {
        TargetState target = GroupDecisions.target(state, connector);
        if (state.running().connectors().contains(connector)) {
            actions.add(new HerderAction.SetConnectorTarget(connector, target));
        }
        if (target != TargetState.STOPPED) {
            tasksOf(state, connector).forEach(task -> actions.add(new HerderAction.SetTaskTarget(task, target)));
        }
    }

    private static Set<TaskId> tasksOf(HerderState state, String connector) {
        Set<TaskId> tasks = new TreeSet<>();
        for (TaskId task : state.running().tasks()) {
            if (task.connector().equals(connector)) {
                tasks.add(task);
            }
        }
        return tasks;
    }
}
