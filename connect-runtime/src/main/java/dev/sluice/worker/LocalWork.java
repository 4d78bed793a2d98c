package dev.sluice.worker;

import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.TaskProgress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The connectors and tasks of this worker, as the one who decides about them sees it. What becomes of them goes to a
 * {@link WorkerListener}.
 *
 * <p>Only {@link #stopConnectors}, {@link #stopTasks}, {@link #fenceProducers} and {@link #close} block, and only for a bounded time; every other
 * call returns at once, whatever a plugin does. Safe for use by many threads.
 */
public interface LocalWork extends AutoCloseable {

    /**
     * Starts a connector: a new instance, brought to its target state.
     *
     * @param config raw; variables are resolved here
     * @return completes once the target state is reached; fails with the cause if it is not, and with
     *     {@link IllegalStateException} if the connector is already running here. A failure is also told to the listener
     */
    CompletableFuture<Void> startConnector(String name, Map<String, String> config, TargetState target);

    /**
     * Brings a running connector to another target state. A newer call replaces one that has not been acted on yet,
     * whose future then fails.
     *
     * @return as of {@link #startConnector}; fails if the connector does not run here
     */
    CompletableFuture<Void> setConnectorTarget(String name, TargetState target);

    /** Stops connectors, in parallel, and waits up to 5 s; one that takes longer is abandoned. Unknown names are ignored. */
    void stopConnectors(Collection<String> names);

    /**
     * Asks a running connector for the configs of its tasks, on its own thread.
     *
     * @return raw configs, one a task: what the connector gave, with variables put back where its own config has them,
     *     and {@code task.class} and topics added. Fails with the connector's error, or with a
     *     {@link TooManyTasksException} if it makes more tasks than {@code tasks.max} allows; the latter is told to the
     *     listener as a failure of the connector
     */
    CompletableFuture<List<Map<String, String>>> taskConfigs(String name);

    /**
     * Starts a task on a thread of its own. Whatever goes wrong is told to the listener as a failure of the task.
     *
     * @throws IllegalStateException if the task already runs here
     */
    void startTask(TaskId id, TaskSpec spec, TargetState target);

    /** Brings a task to another target state; without effect if it does not run here. */
    void setTaskTarget(TaskId id, TargetState target);

    /**
     * Stops tasks, in parallel, and waits up to {@code task.shutdown.graceful.timeout.ms} for all of them; those that
     * take longer are abandoned. Unknown ids are ignored.
     */
    void stopTasks(Collection<TaskId> ids);

    /** When a task got on that runs here; empty for any other. */
    Optional<TaskProgress> progress(TaskId id);

    /**
     * Takes the right to write from the producers of a source connector's exactly-once tasks, wherever they run (KIP-618).
     * Blocks, 90 s at most.
     *
     * @param config the connector's, raw
     * @param tasks  how many tasks, from number 0
     * @throws org.apache.kafka.connect.errors.ConnectException if they could not all be fenced
     */
    void fenceProducers(String connector, Map<String, String> config, int tasks) throws InterruptedException;

    /** The offsets of connectors, whichever worker runs them. */
    OffsetAccess offsets();

    /** Stops everything that still runs. */
    @Override
    void close();
}
