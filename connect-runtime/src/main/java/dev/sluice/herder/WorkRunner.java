package dev.sluice.herder;

import dev.sluice.concurrent.KeyedExecutor;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.RunState;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.store.status.StatusStore;
import dev.sluice.worker.ConnectorStoppedException;
import dev.sluice.worker.LocalWork;
import dev.sluice.worker.StatusChange;
import dev.sluice.worker.TaskSpec;
import dev.sluice.worker.WorkerListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs the actions that concern connectors and tasks on this worker. Those of one connector run one after another in
 * the order in which they were decided; different connectors do not wait for each other.
 */
final class WorkRunner {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRunner.class);

    /** No connector's name is empty. */
    private static final String FLUSHES = "";

    private final HerderInbox inbox;
    private final LocalWork worker;
    private final WorkerListener reports;
    private final StatusStore statuses;
    private final ConnectorViews views;
    private final KeyedExecutor lifecycle;
    private final ConnectorStarts starts;

    WorkRunner(
            HerderInbox inbox,
            LocalWork worker,
            WorkerListener reports,
            StatusStore statuses,
            ConnectorViews views,
            KeyedExecutor lifecycle,
            ConnectorStarts starts) {
        this.inbox = inbox;
        this.worker = worker;
        this.reports = reports;
        this.statuses = statuses;
        this.views = views;
        this.lifecycle = lifecycle;
        this.starts = starts;
    }

    LocalWork worker() {
        return worker;
    }

    void perform(HerderAction action) {
        if (action instanceof HerderAction.StartConnector start) {
            lifecycle.run(start.connector(), () -> start(start, Optional.empty()));
        } else if (action instanceof HerderAction.RestartConnector restart) {
            lifecycle.run(restart.connector(), () -> restart(restart));
        } else if (action instanceof HerderAction.StartTask start) {
            lifecycle.run(start.task().connector(), () -> start(start));
        } else if (action instanceof HerderAction.RestartTask restart) {
            lifecycle
                    .run(restart.start().task().connector(), () -> {
                        worker.stopTasks(List.of(restart.start().task()));
                        start(restart.start());
                    })
                    .whenComplete((nothing, error) -> answer(restart.reply(), error));
        } else if (action instanceof HerderAction.StopTasks stop) {
            byConnector(stop.tasks())
                    .forEach((connector, tasks) -> lifecycle.run(connector, () -> worker.stopTasks(tasks)));
        } else if (action instanceof HerderAction.SetConnectorTarget set) {
            lifecycle.run(
                    set.connector(),
                    () -> afterStart(
                            set.connector(), set.target(), worker.setConnectorTarget(set.connector(), set.target())));
        } else if (action instanceof HerderAction.SetTaskTarget set) {
            lifecycle.run(set.task().connector(), () -> worker.setTaskTarget(set.task(), set.target()));
        } else if (action instanceof HerderAction.RestartShare restart) {
            lifecycle.run(restart.request().connector(), () -> restartShare(restart.request(), restart.running()));
        } else if (action instanceof HerderAction.Revoke revoke) {
            revoke(revoke.share(), revoke.stopped());
        } else {
            throw new IllegalStateException(
                    "no way to perform " + action.getClass().getSimpleName());
        }
    }

    private void start(HerderAction.StartConnector start, Optional<CompletableFuture<Void>> reply) {
        CompletableFuture<Void> started = worker.startConnector(start.connector(), start.config(), start.target());
        reply.ifPresent(future -> started.whenComplete((nothing, error) -> answer(future, error)));
        afterStart(start.connector(), start.target(), started);
    }

    /** A connector that has come up tells which tasks it wants. */
    private void afterStart(String connector, TargetState target, CompletableFuture<Void> started) {
        started.whenComplete((nothing, error) -> {
            if (error != null) {
                if (!isSuperseded(connector, ActionRunner.cause(error))) {
                    starts.failed(connector, ActionRunner.cause(error));
                }
                return;
            }
            starts.reached(connector, target);
            if (target == TargetState.STARTED) {
                inbox.post(new HerderEvent.TaskConfigsWanted(connector));
            }
        });
    }

    /** Whether the instance that fails to answer has, or will have, a successor that answers. */
    boolean isSuperseded(String connector, Throwable error) {
        return error instanceof ConnectorStoppedException && views.config().contains(connector);
    }

    private void restart(HerderAction.RestartConnector restart) {
        worker.stopConnectors(List.of(restart.connector()));
        start(
                new HerderAction.StartConnector(restart.connector(), restart.config(), restart.target()),
                restart.reply());
    }

    private void start(HerderAction.StartTask start) {
        worker.startTask(start.task(), start.spec(), start.target());
    }

    private void restartShare(RestartRequest request, WorkShare running) {
        ShareRestart plan = ShareRestart.of(request, running, views);
        String name = request.connector();
        ConfigSnapshot snapshot = views.config();
        Optional<Map<String, String>> config = snapshot.config(name);
        if (config.isEmpty()) {
            return;
        }
        TargetState target = snapshot.targetState(name).orElse(TargetState.STARTED);
        if (plan.connector()) {
            worker.stopConnectors(List.of(name));
            reports.onConnectorStatus(
                    name,
                    StatusChange.to(
                            RunState.RESTARTING, views.connectorState(name).flatMap(s -> s.version())));
        }
        worker.stopTasks(plan.tasks());
        plan.tasks()
                .forEach(task -> reports.onTaskStatus(
                        task,
                        StatusChange.to(
                                RunState.RESTARTING, views.taskState(task).flatMap(s -> s.version()))));
        if (plan.connector()) {
            start(new HerderAction.StartConnector(name, config.get(), target), Optional.empty());
        }
        for (TaskId task : plan.tasks()) {
            TaskSpec.of(snapshot, task).ifPresent(spec -> worker.startTask(task, spec, target));
        }
    }

    private void revoke(WorkShare share, CompletableFuture<Void> stopped) {
        Map<String, Set<TaskId>> tasks = byConnector(share.tasks());
        Set<String> names = new TreeSet<>(tasks.keySet());
        names.addAll(share.connectors());
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        for (String name : names) {
            stops.add(lifecycle.run(name, () -> {
                if (share.connectors().contains(name)) {
                    worker.stopConnectors(List.of(name));
                }
                worker.stopTasks(tasks.getOrDefault(name, Set.of()));
                forgetTopicsIfDeleted(name);
            }));
        }
        // Never on the herder's loop, which brokers must not hold up.
        CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, error) -> lifecycle.run(FLUSHES, () -> {
                    statuses.flush();
                    answer(stopped, error);
                }));
    }

    private void forgetTopicsIfDeleted(String connector) {
        if (!views.config().contains(connector)) {
            statuses.topics(connector).forEach(use -> statuses.removeTopic(connector, use.topic()));
        }
    }

    private static Map<String, Set<TaskId>> byConnector(Set<TaskId> tasks) {
        Map<String, Set<TaskId>> byConnector = new TreeMap<>();
        tasks.forEach(task -> byConnector
                .computeIfAbsent(task.connector(), name -> new TreeSet<>())
                .add(task));
        return byConnector;
    }

    private static void answer(CompletableFuture<Void> reply, Throwable error) {
        if (error == null) {
            reply.complete(null);
        } else {
            LOG.debug("Action failed", error);
            reply.completeExceptionally(ActionRunner.cause(error));
        }
    }
}
