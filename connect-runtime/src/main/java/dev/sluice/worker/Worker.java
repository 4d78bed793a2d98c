package dev.sluice.worker;

import dev.sluice.concurrent.AwakeTime;
import dev.sluice.metrics.ConnectorMeasures;
import dev.sluice.metrics.TaskLedger;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.TaskProgress;
import dev.sluice.model.WorkShare;
import dev.sluice.pipeline.control.TaskControl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs connectors and tasks, each on a thread of its own. What becomes of them goes to a {@link WorkerListener}.
 *
 * <p>Only {@link #stopConnectors}, {@link #stopTasks}, {@link #fenceProducers} and {@link #close} block, and only for a bounded time; every other
 * call returns at once, whatever a plugin does. Safe for use by many threads.
 */
public final class Worker implements LocalWork {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long CONNECTOR_STOP_TIMEOUT_MS = 5_000;
    /** A config provider that says "for no time at all" must not have its connectors restart in a tight loop. */
    private static final long SHORTEST_EXPIRY_MS = 100;

    private final WorkerEnvironment environment;
    private final WorkerListener listener;
    private final Random random;
    private final TaskServices services;
    private final ProducerFencing producers;
    private final OffsetRequests offsets;
    private final Map<String, ConnectorRunner> connectors = new ConcurrentHashMap<>();
    private final Map<TaskId, TaskRunner> tasks = new ConcurrentHashMap<>();

    /**
     * @param environment what to work with; stays open when the worker closes
     * @param listener    hears what becomes of connectors and tasks
     * @param random      spreads retries
     */
    public Worker(WorkerEnvironment environment, WorkerListener listener, Random random) {
        this.environment = environment;
        this.listener = listener;
        this.random = random;
        this.producers = new ProducerFencing(environment);
        this.offsets = new OffsetRequests(environment);
        this.services = new TaskServices(
                new TaskAssembler(environment),
                new OffsetCommitter(environment.config().offsetFlushIntervalMs()),
                listener,
                new SecretWatch(SHORTEST_EXPIRY_MS),
                environment.measures(),
                new TaskLedger());
    }

    @Override
    public CompletableFuture<Void> startConnector(String name, Map<String, String> config, TargetState target) {
        if (connectors.containsKey(name)) {
            return alreadyHere(name);
        }
        ConnectorMeasures measures = environment.measures().connector(name);
        ConnectorMaker maker =
                new ConnectorMaker(environment, services.secrets(), measures, name, new HashMap<>(config));
        ConnectorRunner runner = new ConnectorRunner(name, maker, listener, measures);
        if (connectors.putIfAbsent(name, runner) != null) {
            measures.close();
            return alreadyHere(name);
        }
        CompletableFuture<Void> reached = runner.target(target);
        runner.start();
        return reached;
    }

    @Override
    public CompletableFuture<Void> setConnectorTarget(String name, TargetState target) {
        ConnectorRunner runner = connectors.get(name);
        return runner == null ? notHere(name) : runner.target(target);
    }

    private static <T> CompletableFuture<T> alreadyHere(String name) {
        return CompletableFuture.failedFuture(
                new IllegalStateException("Connector '" + name + "' already runs on this worker"));
    }

    private static <T> CompletableFuture<T> notHere(String name) {
        return CompletableFuture.failedFuture(
                new IllegalStateException("Connector '" + name + "' does not run on this worker"));
    }

    @Override
    public void stopConnectors(Collection<String> names) {
        List<ConnectorRunner> stopping =
                names.stream().map(connectors::remove).filter(Objects::nonNull).toList();
        stopping.forEach(ConnectorRunner::stop);
        awaitAll(stopping, ConnectorRunner::awaitEnd, CONNECTOR_STOP_TIMEOUT_MS).forEach(ConnectorRunner::cancel);
        stopping.forEach(ConnectorRunner::forget);
    }

    @Override
    public CompletableFuture<List<Map<String, String>>> taskConfigs(String name) {
        ConnectorRunner runner = connectors.get(name);
        return runner == null ? notHere(name) : runner.taskConfigs();
    }

    @Override
    public void startTask(TaskId id, TaskSpec spec, TargetState target) {
        if (tasks.containsKey(id)) {
            throw new IllegalStateException("Task " + id + " already runs on this worker");
        }
        TaskPlanner planner = new TaskPlanner(environment, spec);
        TaskControl control = new TaskControl(target, environment.time());
        TaskRunner runner = new TaskRunner(id, planner, services, control, new Random(random.nextLong()));
        if (tasks.putIfAbsent(id, runner) != null) {
            throw new IllegalStateException("Task " + id + " already runs on this worker");
        }
        runner.start();
    }

    @Override
    public void setTaskTarget(TaskId id, TargetState target) {
        TaskRunner runner = tasks.get(id);
        if (runner != null) {
            runner.target(target);
        }
    }

    @Override
    public void stopTasks(Collection<TaskId> ids) {
        List<TaskRunner> stopping =
                ids.stream().map(tasks::remove).filter(Objects::nonNull).toList();
        stopping.forEach(TaskRunner::stop);
        awaitAll(stopping, TaskRunner::awaitEnd, environment.config().taskShutdownGracefulTimeoutMs())
                .forEach(TaskRunner::cancel);
        stopping.forEach(TaskRunner::forget);
    }

    @Override
    public Optional<TaskProgress> progress(TaskId id) {
        return environment.config().restAdditions()
                ? Optional.ofNullable(tasks.get(id)).map(TaskRunner::progress)
                : Optional.empty();
    }

    private interface End<T> {
        boolean await(T runner, long timeoutMs) throws InterruptedException;
    }

    /** Waits for all, together no longer than the timeout; returns those that have not ended. */
    private <T> List<T> awaitAll(List<T> runners, End<T> end, long timeoutMs) {
        AwakeTime time = new AwakeTime(timeoutMs, environment.time()::nanoseconds);
        List<T> late = new ArrayList<>();
        for (T runner : runners) {
            try {
                boolean ended = end.await(runner, 0);
                while (!ended && !time.isOver()) {
                    ended = end.await(runner, time.nextMs());
                }
                if (!ended) {
                    late.add(runner);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                late.add(runner);
            }
        }
        return late;
    }

    @Override
    public void fenceProducers(String connector, Map<String, String> config, int tasks) throws InterruptedException {
        producers.fence(connector, config, tasks);
    }

    @Override
    public OffsetAccess offsets() {
        return offsets;
    }

    /** What the tasks that run here, or have run, have moved. */
    public TaskLedger ledger() {
        return services.ledger();
    }

    /** The connectors and tasks that were started and not stopped, failed ones included. */
    public WorkShare running() {
        return new WorkShare(connectors.keySet(), tasks.keySet());
    }

    /** Stops everything that still runs. */
    @Override
    public void close() {
        offsets.close();
        stopConnectors(List.copyOf(connectors.keySet()));
        stopTasks(List.copyOf(tasks.keySet()));
        services.committer().close();
        services.secrets().close();
        LOG.info("Worker stopped");
    }
}
