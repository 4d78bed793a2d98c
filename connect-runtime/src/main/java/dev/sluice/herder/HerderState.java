package dev.sluice.herder;

import dev.sluice.group.GroupAssignment;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.WorkShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the herder knows; immutable.
 *
 * @param config         the config topic as far as its events are handled
 * @param assignment     what the last rebalance gave; empty before the first
 * @param resolved       whether that assignment's work is started
 * @param running        what this worker was told to run and has not been told to stop
 * @param waiting        requests that wait for the next assignment
 * @param catchingUp     whether the config topic is being read to its end, or will be after a pause
 * @param failedCatchUps how often that has failed in a row
 * @param publishRetries by connector, how often publishing its task configs has failed in a row
 */
record HerderState(
        ConfigSnapshot config,
        Optional<GroupAssignment> assignment,
        boolean resolved,
        WorkShare running,
        List<Command> waiting,
        boolean catchingUp,
        int failedCatchUps,
        Map<String, Integer> publishRetries) {

    static HerderState initial(ConfigSnapshot config) {
        return new HerderState(config, Optional.empty(), false, WorkShare.EMPTY, List.of(), false, 0, Map.of());
    }

    boolean leads() {
        return assignment.isPresent() && assignment.get().isLeader();
    }

    /** Takes a newer view of the config topic; an older one changes nothing. */
    HerderState withConfig(ConfigSnapshot newer) {
        return newer.offset() < config.offset()
                ? this
                : new HerderState(
                        newer, assignment, resolved, running, waiting, catchingUp, failedCatchUps, publishRetries);
    }

    HerderState joined(GroupAssignment joined) {
        return new HerderState(
                config, Optional.of(joined), false, running, waiting, catchingUp, failedCatchUps, publishRetries);
    }

    /** Everything that the assignment holds is started. */
    HerderState resolvedWith(WorkShare nowRunning) {
        return new HerderState(config, assignment, true, nowRunning, waiting, catchingUp, 0, publishRetries);
    }

    /** Takes work away for good, also from an assignment that is not started yet. */
    HerderState revoked(WorkShare share) {
        return new HerderState(
                config,
                assignment.map(each -> each.without(share)),
                resolved,
                running.minus(share),
                waiting,
                catchingUp,
                failedCatchUps,
                publishRetries);
    }

    HerderState withRunning(WorkShare nowRunning) {
        return new HerderState(
                config, assignment, resolved, nowRunning, waiting, catchingUp, failedCatchUps, publishRetries);
    }

    HerderState waitingFor(Command command) {
        List<Command> more = new ArrayList<>(waiting);
        more.add(command);
        return new HerderState(
                config, assignment, resolved, running, List.copyOf(more), catchingUp, failedCatchUps, publishRetries);
    }

    HerderState without(Command command) {
        List<Command> fewer = new ArrayList<>(waiting);
        fewer.remove(command);
        return new HerderState(
                config, assignment, resolved, running, List.copyOf(fewer), catchingUp, failedCatchUps, publishRetries);
    }

    HerderState catchesUp() {
        return new HerderState(config, assignment, resolved, running, waiting, true, failedCatchUps, publishRetries);
    }

    HerderState catchUpFailed() {
        return new HerderState(
                config, assignment, resolved, running, waiting, true, failedCatchUps + 1, publishRetries);
    }

    HerderState caughtUp() {
        return new HerderState(config, assignment, resolved, running, waiting, false, 0, publishRetries);
    }

    int publishRetries(String connector) {
        return publishRetries.getOrDefault(connector, 0);
    }

    HerderState publishFailed(String connector) {
        Map<String, Integer> more = new HashMap<>(publishRetries);
        more.merge(connector, 1, Integer::sum);
        return new HerderState(
                config, assignment, resolved, running, waiting, catchingUp, failedCatchUps, Map.copyOf(more));
    }

    HerderState publishSettled(String connector) {
        if (!publishRetries.containsKey(connector)) {
            return this;
        }
        Map<String, Integer> fewer = new HashMap<>(publishRetries);
        fewer.remove(connector);
        return new HerderState(
                config, assignment, resolved, running, waiting, catchingUp, failedCatchUps, Map.copyOf(fewer));
    }
}
