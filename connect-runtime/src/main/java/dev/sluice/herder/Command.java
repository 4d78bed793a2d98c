package dev.sluice.herder;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ConnectorSet;
import dev.sluice.service.ConnectorSetOutcome;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.Upsert;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A request that changes something. Its future is completed exactly once. */
sealed interface Command {

    /** The answer to whoever asked. */
    CompletableFuture<?> reply();

    /** The connector that it is about. */
    String connector();

    /** Only the leader writes these to the config topic. */
    sealed interface ForLeader extends Command {}

    /** Whoever runs the connector or task does these. */
    sealed interface ForOwner extends Command {}

    /** Whether a config may, or has to, be there before it is written. */
    enum WriteMode {
        CREATE,
        UPSERT,
        UPDATE
    }

    /**
     * Writes a connector's config.
     *
     * @param base what the connector's config has to be until then, if this one was made from it
     */
    record WriteConfig(
            String connector,
            Map<String, String> config,
            Optional<TargetState> initialState,
            WriteMode mode,
            Optional<Map<String, String>> base,
            CompletableFuture<Upsert> reply)
            implements ForLeader {}

    /** Brings the connectors to what a set says; its configs are valid. */
    record ApplySet(ConnectorSet set, CompletableFuture<ConnectorSetOutcome> reply) implements ForLeader {
        @Override
        public String connector() {
            return set.connectors().stream().map(ConnectorSet.Desired::name).collect(Collectors.joining(","));
        }
    }

    record Delete(String connector, CompletableFuture<Void> reply) implements ForLeader {}

    /** Stops a connector and removes its tasks. */
    record Stop(String connector, CompletableFuture<Void> reply) implements ForLeader {}

    /** Another worker's connector has made these task configs. */
    record AcceptTaskConfigs(String connector, List<Map<String, String>> configs, CompletableFuture<Void> reply)
            implements ForLeader {}

    /** A worker is about to start an exactly-once task, so that older instances must not write any more (KIP-618). */
    record FenceZombies(String connector, CompletableFuture<Void> reply) implements ForLeader {}

    /**
     * Changes a stopped connector's offsets (KIP-875).
     *
     * @param offsets what to store; empty removes all
     * @param fenced  whether older tasks have been fenced for this
     * @param reply   whether the connector has confirmed the change
     */
    record ChangeOffsets(
            String connector, Optional<List<ConnectorOffset>> offsets, boolean fenced, CompletableFuture<Boolean> reply)
            implements ForLeader {
        ChangeOffsets afterFencing() {
            return new ChangeOffsets(connector, offsets, true, reply);
        }
    }

    record RestartAll(RestartRequest request, CompletableFuture<ConnectorStatus> reply) implements ForLeader {
        @Override
        public String connector() {
            return request.connector();
        }
    }

    /** Pauses or resumes; any worker writes it. */
    record SetTarget(String connector, TargetState target, CompletableFuture<Void> reply) implements Command {}

    record RestartConnector(String connector, CompletableFuture<Void> reply) implements ForOwner {}

    record RestartTask(TaskId task, CompletableFuture<Void> reply) implements ForOwner {
        @Override
        public String connector() {
            return task.connector();
        }
    }
}
