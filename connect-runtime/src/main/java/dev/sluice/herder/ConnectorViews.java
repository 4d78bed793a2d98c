package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TaskProgress;
import dev.sluice.service.ConnectorInfo;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ServiceException;
import dev.sluice.service.TaskInfo;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.status.StatusStore;
import dev.sluice.validation.ConfigValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What this worker can say of connectors right away, from what it has read of the config and status topics.
 */
final class ConnectorViews {
    private final ConfigStore configs;
    private final StatusStore statuses;
    private final ConfigValidator validator;
    private final Function<TaskId, Optional<TaskProgress>> progress;
    private final Map<String, KnownInfo> infos = new ConcurrentHashMap<>();
    private final Map<String, KnownStatus> known = new ConcurrentHashMap<>();

    /** An answer, and the very object that it was made from. */
    private record KnownInfo(Object state, ConnectorInfo info) {}

    private record KnownStatus(Object state, long version, ConnectorStatus status) {}

    /**
     * @param progress when a task got on that runs on this worker
     */
    ConnectorViews(
            ConfigStore configs,
            StatusStore statuses,
            ConfigValidator validator,
            Function<TaskId, Optional<TaskProgress>> progress) {
        this.progress = progress;
        this.configs = configs;
        this.statuses = statuses;
        this.validator = validator;
    }

    ConfigSnapshot config() {
        return configs.snapshot();
    }

    /** The same object as long as it says the same. */
    ConnectorInfo info(String name) {
        ConfigSnapshot snapshot = configs.snapshot();
        ConnectorState state = configured(snapshot, name).orElseThrow(() -> {
            infos.remove(name);
            return unknown(name);
        });
        Object now = state;
        KnownInfo before = infos.get(name);
        if (before != null && before.state() == now) {
            return before.info();
        }
        Map<String, String> config = state.config().orElseThrow();
        ConnectorInfo info =
                new ConnectorInfo(name, config, List.copyOf(snapshot.tasks(name)), validator.typeOf(config));
        keepOnly(infos, snapshot);
        infos.put(name, new KnownInfo(state, info));
        return info;
    }

    List<TaskInfo> tasks(String name) {
        ConfigSnapshot snapshot = configs.snapshot();
        if (!snapshot.contains(name)) {
            throw unknown(name);
        }
        ConnectorState state = snapshot.states().get(name);
        List<TaskInfo> tasks = new ArrayList<>();
        for (int task = 0; task < snapshot.taskCount(name); task++) {
            tasks.add(new TaskInfo(new TaskId(name, task), state.taskConfigs().get(task)));
        }
        return tasks;
    }

    /** The same object as long as it says the same. */
    ConnectorStatus status(String name) {
        ConfigSnapshot snapshot = configs.snapshot();
        Optional<ConnectorState> state = configured(snapshot, name);
        long version = statuses.version(name);
        Object now = state.orElse(null);
        KnownStatus before = known.get(name);
        if (before != null && before.state() == now && before.version() == version) {
            return before.status();
        }
        Status connector = state.flatMap(configured -> statuses.connector(name)).orElseThrow(() -> {
            known.remove(name);
            return new ServiceException.NotFound("No status found for connector " + name);
        });
        List<ConnectorStatus.Task> tasks = new ArrayList<>();
        statuses.tasks(name).forEach((task, status) -> tasks.add(new ConnectorStatus.Task(task, status)));
        Map<String, String> config = state.get().config().orElseThrow();
        ConnectorStatus status = new ConnectorStatus(name, connector, List.copyOf(tasks), validator.typeOf(config));
        keepOnly(known, snapshot);
        known.put(name, new KnownStatus(state.get(), version, status));
        return status;
    }

    /** The same with what is known here of when tasks last got on; empty if that is nothing. */
    Optional<ConnectorStatus> withProgress(ConnectorStatus status) {
        List<ConnectorStatus.Task> tasks = new ArrayList<>();
        boolean any = false;
        for (ConnectorStatus.Task task : status.tasks()) {
            Optional<TaskProgress> made = progress.apply(new TaskId(status.name(), task.id()));
            any |= made.isPresent();
            tasks.add(new ConnectorStatus.Task(task.id(), task.status(), made));
        }
        return any
                ? Optional.of(new ConnectorStatus(status.name(), status.connector(), tasks, status.type()))
                : Optional.empty();
    }

    /** Forgets connectors that are gone, now and then. */
    private static void keepOnly(Map<String, ?> answers, ConfigSnapshot snapshot) {
        if (answers.size() > snapshot.states().size()) {
            answers.keySet().retainAll(snapshot.connectors());
        }
    }

    /** What is known of a connector that has a config. */
    private static Optional<ConnectorState> configured(ConfigSnapshot snapshot, String name) {
        return Optional.ofNullable(snapshot.states().get(name))
                .filter(state -> state.config().isPresent());
    }

    ConnectorStatus.Task taskStatus(TaskId id) {
        Status status =
                taskState(id).orElseThrow(() -> new ServiceException.NotFound("No status found for task " + id));
        return new ConnectorStatus.Task(id.task(), status, progress.apply(id));
    }

    /** The status as it will be once everyone has read the request: what restarts shows as RESTARTING. */
    ConnectorStatus afterRestart(RestartRequest request) {
        ConnectorStatus now = status(request.connector());
        List<ConnectorStatus.Task> tasks = new ArrayList<>();
        for (ConnectorStatus.Task task : now.tasks()) {
            tasks.add(
                    request.coversTask(task.status())
                            ? new ConnectorStatus.Task(task.id(), restarting(task.status()))
                            : task);
        }
        Status connector = request.covers(now.connector()) ? restarting(now.connector()) : now.connector();
        return new ConnectorStatus(now.name(), connector, tasks, now.type());
    }

    private static Status restarting(Status status) {
        return new Status(
                RunState.RESTARTING, status.workerId(), status.generation(), status.trace(), status.version());
    }

    /** What was deleted has no status, though its last one may still stand in the status topic for a moment. */
    Optional<Status> taskState(TaskId id) {
        return configs.snapshot().contains(id.connector()) ? statuses.task(id) : Optional.empty();
    }

    Optional<Status> connectorState(String name) {
        return configs.snapshot().contains(name) ? statuses.connector(name) : Optional.empty();
    }

    static ServiceException unknown(String name) {
        return new ServiceException.NotFound("Connector " + name + " not found");
    }
}
