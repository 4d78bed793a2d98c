package dev.sluice.store.config;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorChange;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The configuration of all connectors of a group: who reads it sees an immutable {@link ConfigSnapshot}; who writes it
 * blocks until the write can be read back.
 *
 * <p>{@link #snapshot()} may be called by any thread, everything that writes by one thread at a time. A write takes 30 s
 * at most and throws a {@code ConnectException} with the reason if it fails or takes longer; it may have happened all
 * the same. What only a leader writes throws {@link PrivilegedWriteException} where the leader writes in transactions
 * and has lost, or never claimed, the right to.
 */
public interface ConfigStore extends AutoCloseable {

    /**
     * Reads what is stored; blocks until it is all there. Listeners hear nothing of it.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the topic cannot be used as a config topic
     * @throws org.apache.kafka.connect.errors.ConnectException if it cannot be read
     */
    void start();

    /** What has been read so far. Never blocks. */
    ConfigSnapshot snapshot();

    /**
     * Reads everything that was written before this call.
     *
     * @throws TimeoutException if that takes longer
     */
    ConfigSnapshot refresh(Duration timeout) throws TimeoutException;

    /**
     * Reads everything that was written before this call, as another worker has read further. If the topic has nothing
     * up to there any more, because compaction has removed the last records that the other one saw, then both know the
     * same, and the snapshot says so: it has the offset of the other's.
     *
     * @param offset the offset of the other worker's snapshot
     * @throws TimeoutException if that takes longer
     */
    ConfigSnapshot catchUp(long offset, Duration timeout) throws TimeoutException;

    /**
     * Writes a connector's raw config (leader).
     *
     * @param initial what the connector is to do at first; empty leaves that as it is, {@code STARTED} if it is new
     */
    void putConnectorConfig(String connector, Map<String, String> config, Optional<TargetState> initial);

    /** Removes a connector, its task configs and its target state (leader). */
    void removeConnectorConfig(String connector);

    /**
     * Writes and removes several connectors as one change (leader): whoever reads it, sees all of it at once. Without
     * transactions that holds for as much as one batch of a producer takes, some hundred kilobytes.
     */
    void changeConnectors(List<ConnectorChange> changes);

    /** Replaces the raw configs of a connector's tasks, all or none; the list's index is the task's number (leader). */
    void putTaskConfigs(String connector, List<Map<String, String>> configs);

    /** Takes all tasks from a connector and stops it, both or neither (leader). */
    void putStopped(String connector);

    /** Writes what a connector is to do (any worker); does not wait until it can be read back. */
    void putTargetState(String connector, TargetState state);

    /** Writes that producers of all tasks but these are fenced (leader, KIP-618). */
    void putTaskCountRecord(String connector, int taskCount);

    /** Writes the key with which workers sign their requests (leader, KIP-507). */
    void putSessionKey(SessionKey key);

    /** Asks all workers for a restart (leader, KIP-745). */
    void putRestartRequest(RestartRequest request);

    /** Asks all workers for a log level (any worker, KIP-976); does not wait until it can be read back. */
    void putLoggerLevel(String logger, String level);

    /**
     * Takes the sole right to write what leaders write from whoever had it. Does nothing where leaders write without
     * transactions.
     *
     * @throws PrivilegedWriteException if that fails; to be tried again while this worker is the leader
     */
    void claimWritePrivileges();

    /** Gives the right up, if this worker has it. */
    void releaseWritePrivileges();

    /** Stops reading and closes all clients; takes 30 s at most. */
    @Override
    void close();
}
