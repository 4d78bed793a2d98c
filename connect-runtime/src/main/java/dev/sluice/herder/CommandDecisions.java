package dev.sluice.herder;

import dev.sluice.model.TaskId;
import dev.sluice.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a request is done here, refused, sent to another worker, or kept until this worker knows who leads.
 */
final class CommandDecisions {
    private static final int WAITING_LIMIT = 1_000;

    private final HerderRules rules;

    CommandDecisions(HerderRules rules) {
        this.rules = rules;
    }

    Decision requested(HerderState state, Command command) {
        if (command instanceof Command.SetTarget) {
            return state.config().contains(command.connector())
                    ? Decision.of(state, new HerderAction.Write(command))
                    : refuse(state, command, unknown(command.connector()));
        }
        if (state.assignment().isEmpty()) {
            return keep(state, command);
        }
        if (command instanceof Command.ForLeader) {
            return state.leads()
                    ? Decision.of(state, new HerderAction.Write(command))
                    : refuse(
                            state,
                            command,
                            new ServiceException.NotHere("Only the leader of the group can do this", leaderUrl(state)));
        }
        return forOwner(state, (Command.ForOwner) command);
    }

    /**
     * The next assignment tells who leads. A successor may have taken newer requests already, which this one must not
     * overwrite.
     */
    Decision inDoubt(HerderState state, Command.ForLeader command) {
        Decision kept = keep(state, command);
        List<HerderAction> actions = new ArrayList<>(kept.actions());
        actions.add(new HerderAction.Rejoin("another worker may lead, and a request is waiting"));
        return new Decision(kept.state(), actions);
    }

    /** Restarts what was started with other secrets, if it still runs here: as if somebody had asked for it. */
    static Decision secretsChanged(HerderState state, HerderEvent.SecretsChanged changed) {
        String connector = changed.connector();
        if (!state.config().contains(connector)) {
            return Decision.of(state);
        }
        if (changed.task().isPresent()) {
            return changed.task()
                    .filter(task -> state.running().tasks().contains(task))
                    .flatMap(task -> GroupDecisions.startTask(state, task))
                    .map(start -> Decision.of(state, new HerderAction.RestartTask(start, new CompletableFuture<>())))
                    .orElseGet(() -> Decision.of(state));
        }
        return state.running().connectors().contains(connector)
                ? Decision.of(state, restart(state, connector, Optional.empty()))
                : Decision.of(state);
    }

    private static HerderAction restart(HerderState state, String connector, Optional<CompletableFuture<Void>> reply) {
        return new HerderAction.RestartConnector(
                connector,
                state.config().config(connector).orElseThrow(),
                GroupDecisions.target(state, connector),
                reply);
    }

    Decision expired(HerderState state, Command command) {
        return state.waiting().contains(command)
                ? refuse(state.without(command), command, ServiceException.Rebalancing.noLeader())
                : Decision.of(state);
    }

    private Decision keep(HerderState state, Command command) {
        if (state.waiting().size() >= WAITING_LIMIT) {
            return refuse(
                    state,
                    command,
                    new ServiceException.Unavailable(
                            "Too many requests wait for this worker to join its group; try again later"));
        }
        return Decision.of(
                state.waitingFor(command),
                new HerderAction.Schedule(rules.requestWaitMs(), new HerderEvent.RequestExpired(command)));
    }

    private Decision forOwner(HerderState state, Command.ForOwner command) {
        if (!state.config().contains(command.connector())) {
            return refuse(state, command, unknown(command.connector()));
        }
        if (command instanceof Command.RestartConnector restart) {
            if (state.running().connectors().contains(restart.connector())) {
                return Decision.of(state, restart(state, restart.connector(), Optional.of(restart.reply())));
            }
        } else if (command instanceof Command.RestartTask restart) {
            TaskId task = restart.task();
            Optional<HerderAction.StartTask> start = GroupDecisions.startTask(state, task);
            if (start.isEmpty()) {
                return refuse(state, command, new ServiceException.NotFound("Task " + task + " not found"));
            }
            if (state.running().tasks().contains(task)) {
                return Decision.of(state, new HerderAction.RestartTask(start.get(), restart.reply()));
            }
        }
        return state.leads()
                ? Decision.of(state, new HerderAction.PointToOwner(command))
                : refuse(
                        state,
                        command,
                        new ServiceException.NotHere(
                                "This worker does not run connector " + command.connector(), leaderUrl(state)));
    }

    private static Optional<String> leaderUrl(HerderState state) {
        return state.assignment().map(assignment -> assignment.leaderUrl()).filter(url -> !url.isEmpty());
    }

    private static ServiceException unknown(String connector) {
        return new ServiceException.NotFound("Connector " + connector + " not found");
    }

    private static Decision refuse(HerderState state, Command command, ServiceException reason) {
        return Decision.of(state, new HerderAction.Refuse(command, reason));
    }
}
