package dev.sluice.rest;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.RunState;
import dev.sluice.model.SessionKey;
import dev.sluice.model.Status;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ConnectorInfo;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ConnectorSet;
import dev.sluice.service.ConnectorSetOutcome;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.Health;
import dev.sluice.service.PluginInfo;
import dev.sluice.service.ReadVersion;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServerInfo;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Signature;
import dev.sluice.service.Stage;
import dev.sluice.service.TaskInfo;
import dev.sluice.service.Upsert;
import dev.sluice.service.ValidationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A worker of one, in memory: connectors have a status and one task each as soon as they are created. */
final class FakeService implements ConnectService {
    final Map<String, Map<String, String>> configs = new TreeMap<>();
    final Map<String, ConnectorStatus> statuses = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    volatile Optional<RuntimeException> failure = Optional.empty();
    volatile CompletableFuture<Health> health = CompletableFuture.completedFuture(Health.HEALTHY);
    volatile Stage stage = new Stage(true, "waiting for work", Instant.EPOCH);
    volatile ValidationReport report = new ValidationReport("C", 0, List.of(), List.of());
    volatile Signature lastSignature;
    /** The key that requests of workers have to be signed with, if they have to be. */
    volatile Optional<SessionKey> requires = Optional.empty();

    volatile List<ConnectorOffset> offsets = List.of();
    volatile boolean confirmsOffsets;
    volatile ReadVersion version = new ReadVersion(1, 1);
    volatile boolean rebalancing;
    volatile Optional<String> leaderUrl = Optional.empty();

    static Status running() {
        return Status.of(RunState.RUNNING, "w:8083", 1, Optional.of("1.0"));
    }

    void add(String name, Map<String, String> config) {
        configs.put(name, config);
        statuses.put(
                name,
                new ConnectorStatus(
                        name, running(), List.of(new ConnectorStatus.Task(0, running())), ConnectorType.SOURCE));
    }

    private <T> CompletableFuture<T> write(String call, Supplier<T> action) {
        calls.add(call);
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        try {
            return CompletableFuture.completedFuture(action.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void known(String name) {
        if (!configs.containsKey(name)) {
            throw new ServiceException.NotFound("Connector " + name + " not found");
        }
    }

    @Override
    public ServerInfo serverInfo() {
        return new ServerInfo("4.3.1", "abc", "cluster-1");
    }

    @Override
    public CompletableFuture<Health> health() {
        return health;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public boolean rebalancing() {
        return rebalancing;
    }

    @Override
    public Optional<String> leaderUrl() {
        return leaderUrl;
    }

    @Override
    public ReadVersion version() {
        return version;
    }

    @Override
    public Set<String> connectors() {
        return configs.keySet();
    }

    @Override
    public ConnectorInfo connector(String name) {
        known(name);
        return new ConnectorInfo(name, configs.get(name), List.of(new TaskId(name, 0)), ConnectorType.SOURCE);
    }

    @Override
    public List<TaskInfo> tasks(String name) {
        known(name);
        return List.of(new TaskInfo(new TaskId(name, 0), configs.get(name)));
    }

    @Override
    public Optional<ConnectorStatus> withProgress(ConnectorStatus status) {
        return Optional.empty();
    }

    @Override
    public ConnectorStatus connectorStatus(String name) {
        ConnectorStatus status = statuses.get(name);
        if (status == null) {
            throw new ServiceException.NotFound("No status of connector " + name);
        }
        return status;
    }

    @Override
    public ConnectorStatus.Task taskStatus(TaskId id) {
        return connectorStatus(id.connector()).tasks().stream()
                .filter(task -> task.id() == id.task())
                .findFirst()
                .orElseThrow(() -> new ServiceException.NotFound("No status of task " + id));
    }

    @Override
    public CompletableFuture<ConnectorInfo> createConnector(
            String name, Map<String, String> config, Optional<TargetState> initialState) {
        return write("create " + name + " " + initialState.map(Enum::name).orElse("-"), () -> {
            if (configs.containsKey(name)) {
                throw new ServiceException.AlreadyExists("Connector " + name + " already exists");
            }
            add(name, new LinkedHashMap<>(config));
            return new ConnectorInfo(name, config, List.of(), ConnectorType.SOURCE);
        });
    }

    @Override
    public CompletableFuture<Upsert> putConnectorConfig(String name, Map<String, String> config) {
        return write("put " + name, () -> {
            boolean created = !configs.containsKey(name);
            add(name, config);
            return new Upsert(created, connector(name));
        });
    }

    @Override
    public CompletableFuture<ConnectorInfo> patchConnectorConfig(String name, Map<String, String> patch) {
        return write("patch " + name, () -> {
            known(name);
            Map<String, String> config = new LinkedHashMap<>(configs.get(name));
            patch.forEach((key, value) -> {
                if (value == null) {
                    config.remove(key);
                } else {
                    config.put(key, value);
                }
            });
            configs.put(name, config);
            return connector(name);
        });
    }

    @Override
    public CompletableFuture<Void> deleteConnector(String name) {
        return write("delete " + name, () -> {
            known(name);
            configs.remove(name);
            return null;
        });
    }

    @Override
    public CompletableFuture<ConnectorSetOutcome> applyConnectors(ConnectorSet set, boolean dryRun) {
        return write(
                "apply " + set + " dryRun=" + dryRun,
                () -> new ConnectorSetOutcome(
                        dryRun,
                        List.of(new ConnectorSetOutcome.Change(
                                "a",
                                ConnectorSetOutcome.Action.UPDATE,
                                Map.of("k", new ConnectorSetOutcome.Values(null, "v"))))));
    }

    @Override
    public CompletableFuture<Void> setTargetState(String name, TargetState state) {
        return write("target " + name + " " + state, () -> {
            known(name);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> restartConnector(String name) {
        return write("restart " + name, () -> {
            known(name);
            return null;
        });
    }

    @Override
    public CompletableFuture<ConnectorStatus> restartConnectorAndTasks(RestartRequest request) {
        return write(
                "restart " + request.connector() + " onlyFailed=" + request.onlyFailed() + " includeTasks="
                        + request.includeTasks(),
                () -> connectorStatus(request.connector()));
    }

    @Override
    public CompletableFuture<Void> restartTask(TaskId id) {
        return write("restart task " + id, () -> {
            taskStatus(id);
            return null;
        });
    }

    @Override
    public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
        return write("validate", () -> report);
    }

    @Override
    public List<PluginInfo> plugins(boolean connectorsOnly) {
        PluginInfo sink = new PluginInfo("a.Sink", "sink", "1.0");
        return connectorsOnly
                ? List.of(sink)
                : List.of(sink, new PluginInfo("a.Filter", "transformation", "undefined"));
    }

    @Override
    public CompletableFuture<List<ValidationReport.Key>> pluginConfig(
            String classOrAlias, Optional<String> versionRange) {
        return write("keys of " + classOrAlias + " " + versionRange.orElse("-"), List::of);
    }

    @Override
    public Set<String> activeTopics(String connector) {
        return new TreeSet<>(Set.of("b", "a"));
    }

    @Override
    public void resetActiveTopics(String connector) {
        calls.add("reset topics " + connector);
        failure.ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public CompletableFuture<List<ConnectorOffset>> connectorOffsets(String connector) {
        return write("offsets of " + connector, () -> {
            known(connector);
            return offsets;
        });
    }

    @Override
    public CompletableFuture<Boolean> alterConnectorOffsets(String connector, List<ConnectorOffset> changes) {
        return write("alter offsets of " + connector + " " + changes, () -> {
            known(connector);
            return confirmsOffsets;
        });
    }

    @Override
    public CompletableFuture<Boolean> resetConnectorOffsets(String connector) {
        return write("reset offsets of " + connector, () -> {
            known(connector);
            return confirmsOffsets;
        });
    }

    @Override
    public CompletableFuture<Void> setClusterLoggerLevel(String namespace, String level) {
        return write("logger " + namespace + " " + level, () -> null);
    }

    @Override
    public CompletableFuture<Void> putTaskConfigs(
            String connector, List<Map<String, String>> taskConfigs, Signature requester) {
        check(requester);
        return write("task configs " + connector + " " + taskConfigs, () -> null);
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String connector, Signature requester) {
        check(requester);
        return write("fence " + connector, () -> null);
    }

    private void check(Signature requester) {
        lastSignature = requester;
        requires.ifPresent(key -> RequestSignature.verify(requester, List.of("HmacSHA256"), Optional.of(key.key())));
    }
}
