package dev.sluice.herder;

import dev.sluice.group.GroupAssignment;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.store.config.ConfigEvent;
import dev.sluice.store.config.PrivilegedWriteException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something that happened and that the herder decides on. */
sealed interface HerderEvent {

    /** The config topic has moved on. */
    record ConfigChanged(ConfigSnapshot after, List<ConfigEvent> changes) implements HerderEvent {}

    /** A rebalance ended. */
    record Joined(GroupAssignment assignment) implements HerderEvent {}

    /** The group takes work away; whoever waits for {@code stopped} goes on when it has stopped. */
    record Revoking(WorkShare share, CompletableFuture<Void> stopped) implements HerderEvent {}

    /** The config topic was read to its end. */
    record CaughtUp(ConfigSnapshot snapshot) implements HerderEvent {}

    /** The config topic could not be read to its end in time. */
    record CatchUpFailed(String reason) implements HerderEvent {}

    /** The time has come to try that again. */
    record CatchUpAgain() implements HerderEvent {}

    /** The delay that a rebalance announced is over. */
    record RebalanceDue(int generation) implements HerderEvent {}

    /**
     * A config provider says something else now than when a connector or task of this worker was started.
     *
     * @param task empty for the connector itself
     */
    record SecretsChanged(String connector, Optional<TaskId> task) implements HerderEvent {}

    /**
     * A connector of this worker has started or was resumed, or wants other tasks.
     *
     * @param delayMs how long after a try that failed this is another one; 0 for the first
     */
    record TaskConfigsWanted(String connector, long delayMs) implements HerderEvent {
        TaskConfigsWanted(String connector) {
            this(connector, 0);
        }
    }

    /**
     * A connector has made its task configs.
     *
     * @param configs       raw, by task number
     * @param sameConnector whether the connector's config is the one that the committed task configs were made from
     */
    record TaskConfigsMade(String connector, List<Map<String, String>> configs, boolean sameConnector)
            implements HerderEvent {}

    /** Task configs are in the config topic. */
    record TaskConfigsPublished(String connector) implements HerderEvent {}

    /** Task configs could not be made or published. */
    record TaskConfigsFailed(String connector, Throwable error) implements HerderEvent {}

    /** A request from the REST API. */
    record Requested(Command command) implements HerderEvent {}

    /** A request that the leader is to do came when this worker could not be sure that it still leads. */
    record LeadershipInDoubt(Command.ForLeader command) implements HerderEvent {}

    /** A request that waits for a rebalance may wait no longer. */
    record RequestExpired(Command command) implements HerderEvent {}

    /** Another worker may have taken the sole right to write the config topic (KIP-618). */
    record WritePrivilegesLost(PrivilegedWriteException reason) implements HerderEvent {}

    /**
     * The session key has reached its age, or has to be looked at.
     *
     * @param key which one; if there is another by now, its own time will come
     */
    record SessionKeyDue(Optional<SessionKey> key) implements HerderEvent {}

    /** A task that is starting asks whether it is still to run here. */
    record OwnershipAsked(TaskId task, CompletableFuture<Boolean> runsHere) implements HerderEvent {}

    /** Someone asks whether the loop answers. */
    record Probe(CompletableFuture<Boolean> joined) implements HerderEvent {}
}
