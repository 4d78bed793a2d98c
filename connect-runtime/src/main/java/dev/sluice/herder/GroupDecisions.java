package dev.sluice.herder;

import dev.sluice.group.GroupAssignment;
import dev.sluice.group.GroupProtocol;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.store.config.PrivilegedWriteException;
import dev.sluice.worker.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What follows from the group: an assignment is started when this worker's view of the config topic is exactly the one
 * that the leader assigned from, and never otherwise.
 */
final class GroupDecisions {
    private static final int CATCH_UP_TRIES = 5;

    private final HerderRules rules;

    GroupDecisions(HerderRules rules) {
        this.rules = rules;
    }

    Decision joined(HerderState state, GroupAssignment assignment, long nowMs) {
        Decision decision = resolve(state.joined(assignment), nowMs);
        if (assignment.delayMs() <= 0) {
            return decision;
        }
        List<HerderAction> actions = new ArrayList<>(decision.actions());
        actions.add(
                new HerderAction.Schedule(assignment.delayMs(), new HerderEvent.RebalanceDue(assignment.generation())));
        return new Decision(decision.state(), actions);
    }

    Decision caughtUp(HerderState state, long nowMs) {
        HerderState now = state.caughtUp();
        if (state.assignment().isEmpty() || state.failedCatchUps() >= CATCH_UP_TRIES) {
            return Decision.of(now, new HerderAction.Rejoin("this worker has caught up with the config topic"));
        }
        if (now.resolved()) {
            return Decision.of(now);
        }
        return now.assignment().get().failed()
                ? Decision.of(now, new HerderAction.Rejoin("the last assignment was made from an old config"))
                : resolve(now, nowMs);
    }

    /**
     * A worker that cannot read the config topic starts nothing new. It remains a member, for whoever leads may give the
     * work of one that leaves to others at once; after several failures in a row it stops everything and leaves.
     */
    Decision catchUpFailed(HerderState state, String reason) {
        HerderState next = state.catchUpFailed();
        int failures = next.failedCatchUps();
        boolean cooperative = state.assignment().isEmpty()
                || state.assignment().get().protocol().isCooperative();
        long delayMs = rules.workerSyncBackoffMs();
        if (cooperative) {
            int triesLeft = CATCH_UP_TRIES - (failures - 1) % CATCH_UP_TRIES;
            delayMs = rules.scheduledRebalanceMaxDelayMs() / 10 / triesLeft;
        }
        HerderAction again = new HerderAction.Schedule(delayMs, new HerderEvent.CatchUpAgain());
        return failures % CATCH_UP_TRIES == 0
                ? Decision.of(
                        next,
                        new HerderAction.LeaveGroup("the config topic cannot be read to its end: " + reason, true),
                        again)
                : Decision.of(next, again);
    }

    /** After the pause that follows a failure; unneeded if the work of a later assignment has started meanwhile. */
    Decision catchUpAgain(HerderState state) {
        return state.resolved() && state.failedCatchUps() == 0 ? Decision.of(state.caughtUp()) : read(state);
    }

    Decision rebalanceDue(HerderState state, int generation) {
        boolean current =
                state.assignment().isPresent() && state.assignment().get().generation() == generation;
        return current
                ? Decision.of(state, new HerderAction.Rejoin("the delay before the next rebalance is over"))
                : Decision.of(state);
    }

    /**
     * A leader that was fenced may be one no more, without knowing it yet. It lets the group say so before it claims
     * anything, for a claim would fence the one that leads now; what it leads after the rebalance, it claims.
     */
    Decision writePrivilegesLost(HerderState state, PrivilegedWriteException reason) {
        if (!state.leads() || reason.isUnclaimed()) {
            return Decision.of(state);
        }
        return Decision.of(
                state,
                reason.isFenced()
                        ? new HerderAction.Rejoin("another worker wrote to the config topic as leader")
                        : new HerderAction.ClaimWritePrivileges());
    }

    private Decision resolve(HerderState state, long nowMs) {
        GroupAssignment assignment = state.assignment().orElseThrow();
        long own = state.config().offset();
        long assigned = assignment.configOffset();
        if (assignment.failed()) {
            return assignment.isLeader() || own < assigned
                    ? catchUp(state)
                    : Decision.of(
                            state, new HerderAction.Rejoin("another worker had to catch up with the config topic"));
        }
        if (own < assigned) {
            return catchUp(state);
        }
        if (own > assigned) {
            return Decision.of(state, new HerderAction.Rejoin("the config topic has moved on since the assignment"));
        }
        return start(state, assignment, nowMs);
    }

    /** One reading at a time: what follows from it is decided by the assignment that there is when it ends. */
    private static Decision catchUp(HerderState state) {
        return state.catchingUp() ? Decision.of(state) : read(state);
    }

    private static Decision read(HerderState state) {
        long offset = state.assignment().map(GroupAssignment::configOffset).orElse(-1L);
        return Decision.of(state.catchesUp(), new HerderAction.CatchUp(offset));
    }

    private Decision start(HerderState state, GroupAssignment assignment, long nowMs) {
        List<HerderAction> actions = new ArrayList<>();
        HerderState next = state.resolvedWith(assignment.held());
        if (assignment.isLeader()) {
            actions.add(new HerderAction.ForgetStatuses());
            if (rules.transactionalLeader()) {
                actions.add(new HerderAction.ClaimWritePrivileges());
            }
            actions.addAll(sessionKeyActions(next, nowMs));
            actions.addAll(taskRemovals(state));
        } else if (rules.transactionalLeader()) {
            actions.add(new HerderAction.ReleaseWritePrivileges());
        }
        WorkShare fresh = assignment.held().minus(state.running());
        for (String connector : new TreeSet<>(fresh.connectors())) {
            state.config()
                    .config(connector)
                    .ifPresent(config ->
                            actions.add(new HerderAction.StartConnector(connector, config, target(state, connector))));
        }
        for (TaskId task : new TreeSet<>(fresh.tasks())) {
            startTask(state, task).ifPresent(actions::add);
        }
        if (hasWorkFor(assignment.revoked(), state.config())) {
            actions.add(new HerderAction.Rejoin("work was taken from this worker and is to be given out again"));
        }
        return new Decision(next, actions);
    }

    /** Whether others wait for work to be given out; what was deleted needs no second rebalance. */
    private static boolean hasWorkFor(WorkShare revoked, ConfigSnapshot config) {
        WorkShare configured = config.configured();
        return !revoked.minus(revoked.minus(configured)).isEmpty();
    }

    /** Two leaders, of whom one does not know yet that it is one no more, can stop a connector and give it tasks. */
    private static List<HerderAction> taskRemovals(HerderState state) {
        List<HerderAction> removals = new ArrayList<>();
        for (String connector : state.config().connectors()) {
            if (target(state, connector) == TargetState.STOPPED
                    && state.config().taskCount(connector) > 0) {
                removals.add(new HerderAction.WriteTaskConfigs(connector, List.of()));
            }
        }
        return removals;
    }

    static Optional<HerderAction.StartTask> startTask(HerderState state, TaskId task) {
        return TaskSpec.of(state.config(), task)
                .map(spec -> new HerderAction.StartTask(task, spec, target(state, task.connector())));
    }

    static TargetState target(HerderState state, String connector) {
        return state.config().targetState(connector).orElse(TargetState.STARTED);
    }

    /** The leader of a group that signs its requests makes a key when there is none, or none that fits. */
    List<HerderAction> sessionKeyActions(HerderState state, long nowMs) {
        if (!state.leads() || state.assignment().orElseThrow().protocol() != GroupProtocol.SESSIONED) {
            return List.of();
        }
        Optional<SessionKey> key = state.config().sessionKey();
        if (key.isEmpty() || !key.get().key().getAlgorithm().equals(rules.sessionKeyAlgorithm())) {
            return List.of(new HerderAction.MakeSessionKey(key));
        }
        if (rules.sessionKeyTtlMs() == 0) {
            return List.of();
        }
        long left = key.get().creationTimestampMs() + rules.sessionKeyTtlMs() - nowMs;
        return left <= 0
                ? List.of(new HerderAction.MakeSessionKey(key))
                : List.of(new HerderAction.Schedule(left, new HerderEvent.SessionKeyDue(key)));
    }
}
