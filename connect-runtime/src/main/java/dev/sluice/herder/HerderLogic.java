package dev.sluice.herder;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides what to do about an event: a pure function, tested without threads, brokers or clocks. The event's subject has
 * a class of its own: {@link GroupDecisions}, {@link ConfigDecisions}, {@link TaskConfigDecisions},
 * {@link CommandDecisions}.
 */
final class HerderLogic {
    private final GroupDecisions group;
    private final CommandDecisions commands;

    HerderLogic(HerderRules rules) {
        this.group = new GroupDecisions(rules);
        this.commands = new CommandDecisions(rules);
    }

    /**
     * @param nowMs ms since the epoch
     */
    Decision decide(HerderState state, HerderEvent event, long nowMs) {
        Decision decision = decideAlone(state, event, nowMs);
        return event instanceof HerderEvent.Joined ? withWaiting(decision, state.waiting()) : decision;
    }

    private Decision decideAlone(HerderState state, HerderEvent event, long nowMs) {
        if (event instanceof HerderEvent.ConfigChanged changed) {
            return ConfigDecisions.changed(state, changed);
        } else if (event instanceof HerderEvent.Joined joined) {
            return group.joined(state, joined.assignment(), nowMs);
        } else if (event instanceof HerderEvent.Revoking revoking) {
            return Decision.of(
                    state.revoked(revoking.share()), new HerderAction.Revoke(revoking.share(), revoking.stopped()));
        } else if (event instanceof HerderEvent.CaughtUp caughtUp) {
            return group.caughtUp(state.withConfig(caughtUp.snapshot()), nowMs);
        } else if (event instanceof HerderEvent.CatchUpFailed failed) {
            return group.catchUpFailed(state, failed.reason());
        } else if (event instanceof HerderEvent.CatchUpAgain) {
            return group.catchUpAgain(state);
        } else if (event instanceof HerderEvent.RebalanceDue due) {
            return group.rebalanceDue(state, due.generation());
        } else if (event instanceof HerderEvent.SessionKeyDue due) {
            return due.key().equals(state.config().sessionKey())
                    ? Decision.of(state, group.sessionKeyActions(state, nowMs).toArray(HerderAction[]::new))
                    : Decision.of(state);
        } else if (event instanceof HerderEvent.WritePrivilegesLost lost) {
            return group.writePrivilegesLost(state, lost.reason());
        } else if (event instanceof HerderEvent.TaskConfigsWanted wanted) {
            return TaskConfigDecisions.wanted(state, wanted.connector());
        } else if (event instanceof HerderEvent.SecretsChanged changed) {
            return CommandDecisions.secretsChanged(state, changed);
        } else if (event instanceof HerderEvent.TaskConfigsMade made) {
            return TaskConfigDecisions.made(state, made);
        } else if (event instanceof HerderEvent.TaskConfigsPublished published) {
            return Decision.of(state.publishSettled(published.connector()));
        } else if (event instanceof HerderEvent.TaskConfigsFailed failed) {
            return TaskConfigDecisions.failed(state, failed);
        } else if (event instanceof HerderEvent.Requested requested) {
            return commands.requested(state, requested.command());
        } else if (event instanceof HerderEvent.LeadershipInDoubt doubt) {
            return commands.inDoubt(state, doubt.command());
        } else if (event instanceof HerderEvent.RequestExpired expired) {
            return commands.expired(state, expired.command());
        } else if (event instanceof HerderEvent.OwnershipAsked asked) {
            return Decision.of(
                    state,
                    new HerderAction.TellOwnership(
                            asked.runsHere(), state.running().tasks().contains(asked.task())));
        } else if (event instanceof HerderEvent.Probe probe) {
            return Decision.of(
                    state,
                    new HerderAction.AnswerProbe(
                            probe.joined(), state.assignment().isPresent()));
        }
        throw new IllegalStateException("no decision for " + event.getClass().getSimpleName());
    }

    /** Requests that waited for the assignment are decided on now. */
    private Decision withWaiting(Decision decision, List<Command> waiting) {
        HerderState state = decision.state();
        List<HerderAction> actions = new ArrayList<>(decision.actions());
        for (Command command : waiting) {
            Decision next = commands.requested(state.without(command), command);
            state = next.state();
            actions.addAll(next.actions());
        }
        return new Decision(state, actions);
    }
}
