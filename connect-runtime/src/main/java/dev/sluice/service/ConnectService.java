package dev.sluice.service;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What the REST API asks of a worker. Reads are answered at once from this worker's own snapshots; writes complete when
 * the change is in the config topic, or fail with a {@link ServiceException}. A write that another worker has to do
 * fails with {@link ServiceException.NotHere}, and the caller forwards it.
 *
 * <p>All methods may be called from any thread and never block on a plugin or on Kafka.
 */
public interface ConnectService {
    /** Version, commit and cluster id of this worker. */
    ServerInfo serverInfo();

    /** Completes as soon as the worker's event loop has answered; the caller decides how long it waits. */
    CompletableFuture<Health> health();

    /** What the event loop does right now; answered without it. */
    Stage stage();

    /** Whether the group is being rebalanced, so that what only one worker can do may have to wait. */
    boolean rebalancing();

    /** The leader's advertised URL as of the last rebalance; empty before the first. */
    Optional<String> leaderUrl();

    /**
     * Rises whenever an answer about connectors may have become another one; read it before the answer. Versions of
     * different workers, or of one before and after a restart, have nothing to do with each other.
     */
    ReadVersion version();

    /** Names of all connectors. */
    Set<String> connectors();

    /**
     * The same object as long as it says the same.
     *
     * @throws ServiceException.NotFound if there is no such connector
     */
    ConnectorInfo connector(String name);

    /** The tasks with their raw configs, ordered by number; a config may be null while a set is incomplete. */
    List<TaskInfo> tasks(String name);

    /**
     * The same object as long as it says the same.
     *
     * @throws ServiceException.NotFound if no status of the connector is known
     */
    ConnectorStatus connectorStatus(String name);

    /** Adds when the tasks that this worker runs last got on; empty if it runs none of them. */
    Optional<ConnectorStatus> withProgress(ConnectorStatus status);

    /** @throws ServiceException.NotFound if no status of the task is known */
    ConnectorStatus.Task taskStatus(TaskId id);

    /**
     * Creates a connector.
     *
     * @param initialState what it is to do at first; empty for {@link TargetState#STARTED}
     */
    CompletableFuture<ConnectorInfo> createConnector(
            String name, Map<String, String> config, Optional<TargetState> initialState);

    /** Creates a connector or replaces its config. */
    CompletableFuture<Upsert> putConnectorConfig(String name, Map<String, String> config);

    /** Merges into a connector's config; a null value removes the key (KIP-477). */
    CompletableFuture<ConnectorInfo> patchConnectorConfig(String name, Map<String, String> patch);

    CompletableFuture<Void> deleteConnector(String name);

    /**
     * Brings the connectors to what a set says, in one change and one rebalance. Everything is validated before anything
     * is changed.
     *
     * @param dryRun whether to tell only what would be changed
     * @return fails with {@link ServiceException.BadRequest} and every error if a config is not valid
     */
    CompletableFuture<ConnectorSetOutcome> applyConnectors(ConnectorSet set, boolean dryRun);

    /** Writes what the connector is to do. {@link TargetState#STOPPED} also removes its tasks, on the leader only. */
    CompletableFuture<Void> setTargetState(String name, TargetState state);

    /** Restarts the connector instance alone, on the worker that runs it. */
    CompletableFuture<Void> restartConnector(String name);

    /** Writes a restart request for all workers and answers what will restart (KIP-745). */
    CompletableFuture<ConnectorStatus> restartConnectorAndTasks(RestartRequest request);

    CompletableFuture<Void> restartTask(TaskId id);

    /** Validates a config as {@code connector.class} in it says; never fails for an invalid value. */
    CompletableFuture<ValidationReport> validate(Map<String, String> config);

    /** The plugins that REST lists, in its order. */
    List<PluginInfo> plugins(boolean connectorsOnly);

    /**
     * The configuration keys of a plugin.
     *
     * @param versionRange a Maven version range, or empty for the newest
     */
    CompletableFuture<List<ValidationReport.Key>> pluginConfig(String classOrAlias, Optional<String> versionRange);

    /** Topics that a connector has used (KIP-558). */
    Set<String> activeTopics(String connector);

    void resetActiveTopics(String connector);

    /**
     * How far a connector is (KIP-875).
     *
     * @return fails with {@link ServiceException.NotFound} if there is no such connector
     */
    CompletableFuture<List<ConnectorOffset>> connectorOffsets(String connector);

    /**
     * Changes offsets of a stopped connector (KIP-875).
     *
     * @param offsets a null offset removes the one that is stored
     * @return whether the connector has confirmed the change; otherwise it may keep offsets elsewhere
     */
    CompletableFuture<Boolean> alterConnectorOffsets(String connector, List<ConnectorOffset> offsets);

    /** Removes all offsets of a stopped connector; otherwise as {@link #alterConnectorOffsets}. */
    CompletableFuture<Boolean> resetConnectorOffsets(String connector);

    /**
     * Has every worker of the cluster set the level of a logger and of those below it (KIP-976).
     *
     * @param level the name of a level, upper case
     */
    CompletableFuture<Void> setClusterLoggerLevel(String namespace, String level);

    /**
     * Another worker hands over the task configs that its connector made.
     *
     * @param configs   one for each task; null fails, as late as anything else does
     * @param requester the signature of the request, checked before anything is done
     */
    CompletableFuture<Void> putTaskConfigs(String connector, List<Map<String, String>> configs, Signature requester);

    /**
     * Another worker is about to start an exactly-once task of a source connector: older instances of its tasks must not
     * write any more (KIP-618). Completes when they cannot.
     *
     * @param requester the signature of the request, checked before anything is done
     */
    CompletableFuture<Void> fenceZombies(String connector, Signature requester);
}
