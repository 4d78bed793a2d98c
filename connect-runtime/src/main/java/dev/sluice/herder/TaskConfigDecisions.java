package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.model.TargetState;
import dev.sluice.worker.TooManyTasksException;
import java.util.List;
import java.util.Map;

/**
 * How a connector's task configs get into the config topic: the worker that runs the connector asks it for them, and
 * where they differ from the committed ones the leader writes them. Failures are tried again until they succeed or the
 * connector is no longer here.
 */
final class TaskConfigDecisions {
    private static final long FIRST_RETRY_MS = 250;
    private static final long LONGEST_RETRY_MS = 60_000;

    private TaskConfigDecisions() {}

    static Decision wanted(HerderState state, String connector) {
        return runsHere(state, connector)
                ? Decision.of(state, new HerderAction.MakeTaskConfigs(connector))
                : Decision.of(state.publishSettled(connector));
    }

    static Decision made(HerderState state, HerderEvent.TaskConfigsMade made) {
        String connector = made.connector();
        if (!runsHere(state, connector)) {
            return Decision.of(state.publishSettled(connector));
        }
        if (made.sameConnector() && sameTasks(state.config(), connector, made.configs())) {
            return Decision.of(state.publishSettled(connector));
        }
        if (state.assignment().isEmpty()) {
            return retry(state, connector);
        }
        return state.leads()
                ? Decision.of(state, new HerderAction.WriteTaskConfigs(connector, made.configs()))
                : Decision.of(
                        state,
                        new HerderAction.ForwardTaskConfigs(
                                connector,
                                made.configs(),
                                state.assignment().get().leaderUrl()));
    }

    static Decision failed(HerderState state, HerderEvent.TaskConfigsFailed failed) {
        // A connector that makes too many tasks has failed, and would make them again.
        boolean again = !(failed.error() instanceof TooManyTasksException) && runsHere(state, failed.connector());
        return again ? retry(state, failed.connector()) : Decision.of(state.publishSettled(failed.connector()));
    }

    private static Decision retry(HerderState state, String connector) {
        int doublings = Math.min(state.publishRetries(connector), 16);
        long delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS << doublings);
        return Decision.of(
                state.publishFailed(connector),
                new HerderAction.Schedule(delayMs, new HerderEvent.TaskConfigsWanted(connector, delayMs)));
    }

    private static boolean runsHere(HerderState state, String connector) {
        return state.running().connectors().contains(connector)
                && state.config().contains(connector)
                && GroupDecisions.target(state, connector) == TargetState.STARTED;
    }

    /** An incomplete set never counts as the same, so that it is written again (KAFKA-17719). */
    static boolean sameTasks(ConfigSnapshot config, String connector, List<Map<String, String>> made) {
        ConnectorState committed = config.states().get(connector);
        if (committed == null
                || committed.inconsistent()
                || committed.taskCount().isEmpty()
                || committed.taskCount().get() != made.size()) {
            return false;
        }
        for (int task = 0; task < made.size(); task++) {
            if (!made.get(task).equals(committed.taskConfigs().get(task))) {
                return false;
            }
        }
        return true;
    }
}
