package dev.sluice.herder;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.service.ServiceException;
import dev.sluice.worker.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Something that the herder has decided to do. */
sealed interface HerderAction {

    record Rejoin(String reason) implements HerderAction {}

    /**
     * @param emptyHanded whether everything that this worker runs stops too
     */
    record LeaveGroup(String reason, boolean emptyHanded) implements HerderAction {}

    /**
     * Reads the config topic to its end.
     *
     * @param offset as far as another worker has read it
     */
    record CatchUp(long offset) implements HerderAction {}

    /** Posts an event to the loop after a delay. */
    record Schedule(long delayMs, HerderEvent event) implements HerderAction {}

    record StartConnector(String connector, Map<String, String> config, TargetState target) implements HerderAction {}

    /** Stops a connector's instance, if there is one, and starts a new one. */
    record RestartConnector(
            String connector, Map<String, String> config, TargetState target, Optional<CompletableFuture<Void>> reply)
            implements HerderAction {}

    record StartTask(TaskId task, TaskSpec spec, TargetState target) implements HerderAction {}

    record RestartTask(StartTask start, CompletableFuture<Void> reply) implements HerderAction {}

    record StopTasks(Set<TaskId> tasks) implements HerderAction {}

    /** Stops work for good, then lets the group go on. */
    record Revoke(WorkShare share, CompletableFuture<Void> stopped) implements HerderAction {}

    record SetConnectorTarget(String connector, TargetState target) implements HerderAction {}

    record SetTaskTarget(TaskId task, TargetState target) implements HerderAction {}

    record MakeTaskConfigs(String connector) implements HerderAction {}

    record WriteTaskConfigs(String connector, List<Map<String, String>> configs) implements HerderAction {}

    record ForwardTaskConfigs(String connector, List<Map<String, String>> configs, String leaderUrl)
            implements HerderAction {}

    /** Writes what a command asks for and answers it. */
    record Write(Command command) implements HerderAction {}

    record Refuse(Command command, ServiceException reason) implements HerderAction {}

    /** Sends whoever asked to the worker that runs the connector or task; the leader alone knows it. */
    record PointToOwner(Command.ForOwner command) implements HerderAction {}

    /** Restarts this worker's share of a connector. */
    record RestartShare(RestartRequest request, WorkShare running) implements HerderAction {}

    /** Removes the statuses of what is not configured any more. */
    record ForgetStatuses() implements HerderAction {}

    record ClaimWritePrivileges() implements HerderAction {}

    /** Gives up a right that another worker has taken over with the group's lead. */
    record ReleaseWritePrivileges() implements HerderAction {}

    /**
     * @param replaced the key that the new one takes the place of; if another one has by now, none is made
     */
    record MakeSessionKey(Optional<SessionKey> replaced) implements HerderAction {}

    record SetLoggerLevel(String logger, String level) implements HerderAction {}

    /** Ends rounds of zombie fencing for task configs older than those just committed. */
    record EndOutdatedFencing(String connector) implements HerderAction {}

    record TellOwnership(CompletableFuture<Boolean> asked, boolean runsHere) implements HerderAction {}

    record AnswerProbe(CompletableFuture<Boolean> probe, boolean joined) implements HerderAction {}
}
