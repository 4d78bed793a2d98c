package dev.sluice.herder;

import dev.sluice.group.GroupProtocol;
import dev.sluice.group.Membership;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ConnectorInfo;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ConnectorSet;
import dev.sluice.service.ConnectorSetOutcome;
import dev.sluice.service.ConnectorStatus;
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
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.status.StatusStore;
import dev.sluice.validation.ConfigValidator;
import dev.sluice.worker.LocalWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What the REST API sees of this worker: reads come from the stores' snapshots, writes become commands in the herder's
 * queue once their config is valid.
 */
final class HerderService implements ConnectService {
    private static final List<PluginType> CONNECTORS = List.of(PluginType.SINK, PluginType.SOURCE);
    private static final int PATCH_TRIES = 20;
    private static final List<PluginType> LISTED = List.of(
            PluginType.SINK,
            PluginType.SOURCE,
            PluginType.TRANSFORMATION,
            PluginType.PREDICATE,
            PluginType.CONVERTER,
            PluginType.HEADER_CONVERTER);

    private final Herder herder;
    private final ServerInfo serverInfo;
    private final Sources sources;
    private final ConnectorViews views;
    private final ConnectorStarts starts;

    /**
     * Where answers come from.
     *
     * @param signatureAlgorithms {@code inter.worker.verification.algorithms}
     * @param background for writes that do not go through the herder's queue
     */
    record Sources(
            ConfigStore configs,
            StatusStore statuses,
            Membership group,
            PluginCatalog plugins,
            LocalWork worker,
            ConfigValidator validator,
            List<String> signatureAlgorithms,
            Executor background) {}

    HerderService(Herder herder, ServerInfo serverInfo, Sources sources, ConnectorViews views, ConnectorStarts starts) {
        this.herder = herder;
        this.serverInfo = serverInfo;
        this.sources = sources;
        this.views = views;
        this.starts = starts;
    }

    @Override
    public ServerInfo serverInfo() {
        return serverInfo;
    }

    @Override
    public CompletableFuture<Health> health() {
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        herder.post(new HerderEvent.Probe(joined));
        return joined.thenApply(is -> is ? Health.HEALTHY : Health.STARTING);
    }

    @Override
    public Stage stage() {
        return herder.stage();
    }

    @Override
    public boolean rebalancing() {
        return sources.group.rebalancing();
    }

    @Override
    public Optional<String> leaderUrl() {
        return sources.group.leaderUrl();
    }

    @Override
    public ReadVersion version() {
        return new ReadVersion(views.config().offset(), sources.statuses.version());
    }

    @Override
    public Set<String> connectors() {
        return views.config().connectors();
    }

    @Override
    public ConnectorInfo connector(String name) {
        return views.info(name);
    }

    @Override
    public List<TaskInfo> tasks(String name) {
        return views.tasks(name);
    }

    @Override
    public ConnectorStatus connectorStatus(String name) {
        return views.status(name);
    }

    @Override
    public Optional<ConnectorStatus> withProgress(ConnectorStatus status) {
        return views.withProgress(status);
    }

    @Override
    public ConnectorStatus.Task taskStatus(TaskId id) {
        return views.taskStatus(id);
    }

    @Override
    public CompletableFuture<ConnectorInfo> createConnector(
            String name, Map<String, String> config, Optional<TargetState> initialState) {
        return write(name, config, initialState, Command.WriteMode.CREATE, Optional.empty())
                .thenApply(Upsert::connector);
    }

    @Override
    public CompletableFuture<Upsert> putConnectorConfig(String name, Map<String, String> config) {
        return write(name, config, Optional.empty(), Command.WriteMode.UPSERT, Optional.empty());
    }

    @Override
    public CompletableFuture<ConnectorInfo> patchConnectorConfig(String name, Map<String, String> patch) {
        return patchConnectorConfig(name, patch, PATCH_TRIES);
    }

    /** Validating takes a while: a patch of a config that was replaced meanwhile begins anew. */
    private CompletableFuture<ConnectorInfo> patchConnectorConfig(
            String name, Map<String, String> patch, int triesLeft) {
        Optional<Map<String, String>> current = views.config().config(name);
        if (current.isEmpty()) {
            return CompletableFuture.failedFuture(ConnectorViews.unknown(name));
        }
        Map<String, String> patched = new HashMap<>(current.get());
        patch.forEach((key, value) -> {
            if (value == null) {
                patched.remove(key);
            } else {
                patched.put(key, value);
            }
        });
        return write(name, patched, Optional.empty(), Command.WriteMode.UPDATE, current)
                .thenApply(Upsert::connector)
                .exceptionallyCompose(
                        error -> ActionRunner.cause(error) instanceof ConfigWriter.MovedOnException && triesLeft > 1
                                ? patchConnectorConfig(name, patch, triesLeft - 1)
                                : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<Upsert> write(
            String name,
            Map<String, String> config,
            Optional<TargetState> initialState,
            Command.WriteMode mode,
            Optional<Map<String, String>> base) {
        return sources.validator.validate(config).thenCompose(report -> {
            ConfigValidator.requireValid(report);
            Function<CompletableFuture<Upsert>, Command> command =
                    reply -> new Command.WriteConfig(name, config, initialState, mode, base, reply);
            return sources.group.isSolitary() ? askAndAwaitStart(name, command) : ask(command);
        });
    }

    /** A standalone worker answers when the connector is up, and so knows its tasks, or says why it is not. */
    private CompletableFuture<Upsert> askAndAwaitStart(
            String name, Function<CompletableFuture<Upsert>, Command> command) {
        CompletableFuture<Void> started = starts.next(name);
        CompletableFuture<Upsert> written = ask(command);
        written.exceptionally(error -> {
            started.cancel(false);
            return null;
        });
        CompletableFuture<Void> explained = started.exceptionallyCompose(error -> {
            Throwable cause = ActionRunner.cause(error);
            return CompletableFuture.failedFuture(new ServiceException(
                    "Connector " + name + " is configured, but did not start: " + words(cause), cause));
        });
        return written.thenCombine(explained, (upsert, up) -> new Upsert(upsert.created(), views.info(name)));
    }

    /** What a plugin's exception says, which may be another one. */
    private static String words(Throwable error) {
        try {
            return error.toString();
        } catch (RuntimeException | LinkageError unprintable) {
            return error.getClass().getName();
        }
    }

    @Override
    public CompletableFuture<Void> deleteConnector(String name) {
        return ask(reply -> new Command.Delete(name, reply));
    }

    @Override
    public CompletableFuture<ConnectorSetOutcome> applyConnectors(ConnectorSet set, boolean dryRun) {
        SetPlan plan = SetPlan.of(views.config(), set);
        CompletableFuture<Void> valid = new SetValidation(sources.validator).requireValid(plan.configs());
        return dryRun
                ? valid.thenApply(done -> plan.imagined())
                : valid.thenCompose(done -> ask(reply -> new Command.ApplySet(set, reply)));
    }

    @Override
    public CompletableFuture<Void> setTargetState(String name, TargetState state) {
        return state == TargetState.STOPPED
                ? ask(reply -> new Command.Stop(name, reply))
                : ask(reply -> new Command.SetTarget(name, state, reply));
    }

    @Override
    public CompletableFuture<Void> restartConnector(String name) {
        return ask(reply -> new Command.RestartConnector(name, reply));
    }

    @Override
    public CompletableFuture<ConnectorStatus> restartConnectorAndTasks(RestartRequest request) {
        return ask(reply -> new Command.RestartAll(request, reply));
    }

    @Override
    public CompletableFuture<Void> restartTask(TaskId id) {
        return ask(reply -> new Command.RestartTask(id, reply));
    }

    @Override
    public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
        return sources.validator.validate(config);
    }

    @Override
    public List<PluginInfo> plugins(boolean connectorsOnly) {
        List<PluginInfo> infos = new ArrayList<>();
        for (PluginType type : connectorsOnly ? CONNECTORS : LISTED) {
            for (PluginDescriptor plugin : sources.plugins.plugins(type)) {
                PluginInfo info = new PluginInfo(plugin.className(), type.restName(), plugin.version());
                if (infos.isEmpty() || !infos.get(infos.size() - 1).equals(info)) {
                    infos.add(info);
                }
            }
        }
        return infos;
    }

    @Override
    public CompletableFuture<List<ValidationReport.Key>> pluginConfig(
            String classOrAlias, Optional<String> versionRange) {
        return sources.validator.pluginConfig(classOrAlias, versionRange);
    }

    @Override
    public Set<String> activeTopics(String connector) {
        Set<String> topics = new TreeSet<>();
        if (!views.config().contains(connector)) {
            return topics; // Those of a deleted one are removed when its last task has stopped.
        }
        for (TopicUse use : sources.statuses.topics(connector)) {
            topics.add(use.topic());
        }
        return topics;
    }

    @Override
    public void resetActiveTopics(String connector) {
        activeTopics(connector).forEach(topic -> sources.statuses.removeTopic(connector, topic));
    }

    @Override
    public CompletableFuture<List<ConnectorOffset>> connectorOffsets(String connector) {
        return views.config()
                .config(connector)
                .map(config -> sources.worker.offsets().list(connector, config))
                .orElseGet(() -> CompletableFuture.failedFuture(ConnectorViews.unknown(connector)));
    }

    @Override
    public CompletableFuture<Boolean> alterConnectorOffsets(String connector, List<ConnectorOffset> offsets) {
        return ask(reply -> new Command.ChangeOffsets(connector, Optional.of(offsets), false, reply));
    }

    @Override
    public CompletableFuture<Boolean> resetConnectorOffsets(String connector) {
        return ask(reply -> new Command.ChangeOffsets(connector, Optional.empty(), false, reply));
    }

    @Override
    public CompletableFuture<Void> setClusterLoggerLevel(String namespace, String level) {
        return CompletableFuture.runAsync(() -> sources.configs.putLoggerLevel(namespace, level), sources.background);
    }

    @Override
    public CompletableFuture<Void> putTaskConfigs(
            String connector, List<Map<String, String>> configs, Signature requester) {
        return askAsWorker("externally setting task configurations.", requester, reply -> {
            if (configs == null) {
                throw new ServiceException("The request needs a JSON array with a config for each task");
            }
            return new Command.AcceptTaskConfigs(connector, configs, reply);
        });
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String connector, Signature requester) {
        return askAsWorker(
                "exactly-once source connectors.", requester, reply -> new Command.FenceZombies(connector, reply));
    }

    /**
     * For what only other workers of the group may ask.
     *
     * @param refusalAlone what a worker says that it does not do, if it has no group
     */
    private <T> CompletableFuture<T> askAsWorker(
            String refusalAlone, Signature requester, Function<CompletableFuture<T>, Command> command) {
        if (sources.group.isSolitary()) {
            return CompletableFuture.failedFuture(
                    new ServiceException("Kafka Connect in standalone mode does not support " + refusalAlone));
        }
        try {
            if (sources.group.protocol() == GroupProtocol.SESSIONED) {
                RequestSignature.verify(
                        requester,
                        sources.signatureAlgorithms,
                        views.config().sessionKey().map(SessionKey::key));
            } else {
                RequestSignature.checkReadable(requester);
            }
            return ask(command);
        } catch (ServiceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> CompletableFuture<T> ask(Function<CompletableFuture<T>, Command> command) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        if (!herder.post(new HerderEvent.Requested(command.apply(reply)))) {
            reply.completeExceptionally(new ServiceException("This worker is stopping"));
        }
        return reply;
    }
}
