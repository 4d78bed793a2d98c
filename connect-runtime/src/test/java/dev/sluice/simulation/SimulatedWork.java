package dev.sluice.simulation;

import dev.sluice.model.RunState;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.TaskProgress;
import dev.sluice.worker.LocalWork;
import dev.sluice.worker.OffsetAccess;
import dev.sluice.worker.StatusChange;
import dev.sluice.worker.TaskSpec;
import dev.sluice.worker.WorkerListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Connectors and tasks without plugins: they take a while to start and to stop, some fail to start, some are abandoned
 * because they do not stop in time. A connector makes as many tasks as its config and its outside world ask for.
 */
final class SimulatedWork implements LocalWork {
    private static final Optional<String> VERSION = Optional.of("1.0");
    private static final long CONNECTOR_STOP_MS = 5_000;
    private static final long TASK_STOP_MS = 5_000;

    private final SimulatedNode node;
    private final World world;
    private final SimulatedProcess process;
    private final WorkerListener listener;
    private final Map<String, Runner> connectors = new TreeMap<>();
    private final Map<TaskId, Runner> tasks = new TreeMap<>();

    SimulatedWork(SimulatedNode node, SimulatedProcess process, WorkerListener listener) {
        this.node = node;
        this.world = node.world();
        this.process = process;
        this.listener = listener;
    }

    /** One connector or task, from its start to its end. */
    private final class Runner {
        private final Facts.Instance fact;
        private final boolean isConnector;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private TargetState target;
        private CompletableFuture<Void> reached = new CompletableFuture<>();
        private boolean up;
        private boolean failed;
        private boolean stopping;
        private boolean silent;

        Runner(TaskId id, boolean isConnector, Map<String, String> config, TargetState target) {
            this.fact = new Facts.Instance(id, node, process, config);
            this.isConnector = isConnector;
            this.target = target;
        }

        CompletableFuture<Void> start() {
            CompletableFuture<Void> started = reached;
            process.after(world.between(0, 300), () -> {
                if (stopping) {
                    end();
                    return;
                }
                node.facts().started(fact);
                up = true;
                if (node.plugins().failsToStart()) {
                    failed = true;
                    report(StatusChange.failed(new ConnectException("cannot start"), VERSION));
                    reached.completeExceptionally(new ConnectException("cannot start"));
                } else {
                    settle();
                }
            });
            return started;
        }

        CompletableFuture<Void> target(TargetState wanted) {
            if (isConnector && wanted == TargetState.STOPPED) {
                failed = false;
            }
            if (stopping || failed) {
                return CompletableFuture.failedFuture(new ConnectException("not able to"));
            }
            reached.completeExceptionally(new ConnectException("another state was asked for"));
            reached = new CompletableFuture<>();
            CompletableFuture<Void> done = reached;
            target = wanted;
            if (up) {
                process.after(world.between(0, 50), this::settle);
            }
            return done;
        }

        private void settle() {
            if (!stopping && !failed) {
                report(StatusChange.to(stateOf(target), VERSION));
                reached.complete(null);
            }
        }

        private RunState stateOf(TargetState wanted) {
            return switch (wanted) {
                case STARTED -> RunState.RUNNING;
                case PAUSED -> RunState.PAUSED;
                case STOPPED -> isConnector ? RunState.STOPPED : RunState.PAUSED;
            };
        }

        void stop() {
            stopping = true;
            if (up) {
                process.after(node.plugins().stopMs(), this::end);
            }
        }

        private void end() {
            if (!ended.isDone()) {
                node.facts().ended(fact);
                if (isConnector || !failed) {
                    report(StatusChange.to(RunState.UNASSIGNED, VERSION));
                }
                reached.completeExceptionally(new ConnectException("stopped"));
                ended.complete(null);
            }
        }

        /** Gives up on it: a connector is said to be gone, a task says nothing more. */
        void abandon() {
            node.facts().ended(fact);
            if (isConnector) {
                report(StatusChange.to(RunState.UNASSIGNED, VERSION));
            }
            silent = true;
            ended.complete(null);
        }

        private void report(StatusChange change) {
            process.trace(() -> fact.id() + " is " + change.state());
            if (silent) {
                return;
            }
            if (isConnector) {
                listener.onConnectorStatus(fact.id().connector(), change);
            } else {
                listener.onTaskStatus(fact.id(), change);
            }
        }
    }

    @Override
    public CompletableFuture<Void> startConnector(String name, Map<String, String> config, TargetState target) {
        if (connectors.containsKey(name)) {
            return CompletableFuture.failedFuture(new IllegalStateException(name + " already runs"));
        }
        Runner runner = new Runner(Facts.connector(name), true, config, target);
        connectors.put(name, runner);
        return runner.start();
    }

    @Override
    public CompletableFuture<Void> setConnectorTarget(String name, TargetState target) {
        Runner runner = connectors.get(name);
        return runner == null
                ? CompletableFuture.failedFuture(new IllegalStateException(name + " does not run"))
                : runner.target(target);
    }

    @Override
    public void stopConnectors(Collection<String> names) {
        stop(names.stream().map(connectors::remove).filter(Objects::nonNull).toList(), CONNECTOR_STOP_MS);
    }

    @Override
    public CompletableFuture<List<Map<String, String>>> taskConfigs(String name) {
        Runner runner = connectors.get(name);
        if (runner == null || !runner.up || runner.failed || runner.target != TargetState.STARTED) {
            return CompletableFuture.failedFuture(new ConnectException(name + " has no task configs"));
        }
        CompletableFuture<List<Map<String, String>>> made = new CompletableFuture<>();
        process.after(world.between(0, 100), () -> {
            if (runner.stopping) {
                made.completeExceptionally(new ConnectException("stopped"));
            } else {
                made.complete(node.plugins().taskConfigs(runner.fact.config()));
            }
        });
        return made;
    }

    @Override
    public void startTask(TaskId id, TaskSpec spec, TargetState target) {
        if (tasks.containsKey(id)) {
            throw new IllegalStateException("Task " + id + " already runs on this worker");
        }
        Runner runner = new Runner(id, false, spec.task(), target);
        tasks.put(id, runner);
        runner.start();
    }

    @Override
    public void setTaskTarget(TaskId id, TargetState target) {
        Optional.ofNullable(tasks.get(id)).ifPresent(runner -> runner.target(target));
    }

    @Override
    public void stopTasks(Collection<TaskId> ids) {
        stop(ids.stream().map(tasks::remove).filter(Objects::nonNull).toList(), TASK_STOP_MS);
    }

    private void stop(List<Runner> stopping, long limitMs) {
        stopping.forEach(Runner::stop);
        CompletableFuture<Void> all = CompletableFuture.allOf(
                stopping.stream().map(runner -> runner.ended).toArray(CompletableFuture[]::new));
        try {
            world.await(process, all, limitMs);
        } catch (TimeoutException e) {
            stopping.stream().filter(runner -> !runner.ended.isDone()).forEach(Runner::abandon);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<TaskProgress> progress(TaskId id) {
        return Optional.empty();
    }

    @Override
    public OffsetAccess offsets() {
        throw new UnsupportedOperationException("nobody asks for offsets in a simulation");
    }

    @Override
    public void fenceProducers(String connector, Map<String, String> config, int count) {
        throw new ConnectException("no task of this world writes exactly once");
    }

    /** The outside world of a connector has changed, and it wants other tasks. */
    void outsideChanged(String connector) {
        Runner runner = connectors.get(connector);
        if (runner != null && runner.up && !runner.failed) {
            listener.onTaskReconfigurationRequested(connector);
        }
    }

    /** The state that a connector (task -1) or task is in; empty if it is not here. */
    Optional<RunState> state(TaskId id) {
        Runner runner = id.task() < 0 ? connectors.get(id.connector()) : tasks.get(id);
        if (runner == null || !runner.up) {
            return Optional.empty();
        }
        return Optional.of(runner.failed ? RunState.FAILED : runner.stateOf(runner.target));
    }

    @Override
    public void close() {
        stopConnectors(new ArrayList<>(connectors.keySet()));
        stopTasks(new ArrayList<>(tasks.keySet()));
    }
}
