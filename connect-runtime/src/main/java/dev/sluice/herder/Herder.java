package dev.sluice.herder;

import dev.sluice.concurrent.KeyedExecutor;
import dev.sluice.concurrent.Threads;
import dev.sluice.config.ConfigResolver;
import dev.sluice.group.Membership;
import dev.sluice.logging.LoggerLevels;
import dev.sluice.model.SessionKey;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.service.ConnectService;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.ServerInfo;
import dev.sluice.service.Stage;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.config.PrivilegedWriteException;
import dev.sluice.store.status.StatusStore;
import dev.sluice.validation.ConfigValidator;
import dev.sluice.worker.LocalWork;
import dev.sluice.worker.WorkerListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which connectors and tasks run on this worker, and carries out what the REST API asks for: one event loop over
 * {@link HerderLogic}, and the threads on which its actions are performed.
 */
public final class Herder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Herder.class);
    private static final int LIFECYCLE_THREADS = 32;
    private static final int BACKGROUND_THREADS = 16;
    /** A round may take as long as Kafka does to find a coordinator; nothing else is to wait for it. */
    private static final int FENCING_THREADS = 8;

    private final HerderInbox inbox;
    private final HerderLogic logic;
    private final Clock clock;
    private final LocalWork worker;
    private final ConfigStore configs;
    private final ActionRunner runner;
    private final ConnectService service;
    private final KeyedExecutor lifecycle;
    private final ExecutorService writer;
    private final ExecutorService background;
    private final ExecutorService fencers;
    private final ConnectorStarts starts = new ConnectorStarts();
    private volatile Stage stage = new Stage(false, "starting", Instant.EPOCH);
    private HerderState state;

    /** The worker's own parts. */
    public record Parts(
            LocalWork worker,
            WorkerListener reports,
            ConfigStore configs,
            StatusStore statuses,
            Membership group,
            PluginCatalog plugins,
            ConfigValidator validator) {}

    /** What connects it with other workers and its surroundings. */
    public record Surroundings(
            LeaderGateway leader,
            ConfigResolver resolver,
            LoggerLevels loggers,
            List<String> signatureAlgorithms,
            Supplier<SessionKey> newSessionKey,
            ServerInfo serverInfo,
            Clock clock) {}

    /**
     * @param catchUpLimit {@code worker.sync.timeout.ms}
     */
    public Herder(HerderInbox inbox, HerderRules rules, Duration catchUpLimit, Parts parts, Surroundings surroundings) {
        this.inbox = inbox;
        this.logic = new HerderLogic(rules);
        this.clock = surroundings.clock;
        this.worker = parts.worker;
        this.configs = parts.configs;
        Threads threads = inbox.threads();
        this.lifecycle = new KeyedExecutor(threads.pool("lifecycle-%d", LIFECYCLE_THREADS));
        this.writer = threads.pool("config-writer", 1);
        this.background = threads.pool("herder-background-%d", BACKGROUND_THREADS);
        this.fencers = threads.pool("zombie-fencing-%d", FENCING_THREADS);
        ConnectorViews views =
                new ConnectorViews(parts.configs, parts.statuses, parts.validator, parts.worker::progress);
        WorkRunner work = new WorkRunner(inbox, parts.worker, parts.reports, parts.statuses, views, lifecycle, starts);
        ActionRunner.Peers peers = new ActionRunner.Peers(
                parts.configs,
                parts.statuses,
                parts.group,
                surroundings.leader,
                surroundings.resolver,
                surroundings.loggers,
                catchUpLimit,
                surroundings.newSessionKey);
        Consumer<PrivilegedWriteException> onPrivilegesLost =
                reason -> inbox.post(new HerderEvent.WritePrivilegesLost(reason));
        ConfigWriter configWriter = new ConfigWriter(parts.configs, views, onPrivilegesLost);
        FencingRounds fencing = new FencingRounds(
                parts.configs,
                parts.worker::fenceProducers,
                config -> parts.validator.typeOf(surroundings.resolver.resolve(config)),
                catchUpLimit,
                new FencingRounds.Threads(writer, fencers),
                onPrivilegesLost);
        OffsetChanges offsets = new OffsetChanges(
                parts.configs,
                parts.worker::offsets,
                parts.validator::typeOf,
                catchUpLimit,
                fencers,
                new OffsetChanges.Steps(fencing::request, command -> inbox.post(new HerderEvent.Requested(command))));
        this.runner = new ActionRunner(
                inbox, peers, work, configWriter, fencing, offsets, new ActionRunner.Threads(writer, background));
        inbox.stopPastTheLoopWith(
                revoking -> runner.perform(new HerderAction.Revoke(revoking.share(), revoking.stopped())));
        HerderService.Sources sources = new HerderService.Sources(
                parts.configs,
                parts.statuses,
                parts.group,
                parts.plugins,
                parts.worker,
                parts.validator,
                surroundings.signatureAlgorithms,
                writer);
        this.service = new HerderService(this, surroundings.serverInfo, sources, views, starts);
    }

    /** Starts to handle events; the stores have to be started before, the group after. */
    public void start() {
        LOG.info("Herder starting");
        state = HerderState.initial(configs.snapshot());
        stage = new Stage(false, "joining the group", clock.instant());
        inbox.loop().start(this::handle);
    }

    /** What the REST API may ask. */
    public ConnectService service() {
        return service;
    }

    Stage stage() {
        return stage;
    }

    boolean post(HerderEvent event) {
        return inbox.post(event);
    }

    private void handle(HerderEvent event) {
        inbox.begun(event);
        stage = new Stage(stage.ready(), "handling " + event.getClass().getSimpleName(), clock.instant());
        Decision decision = logic.decide(state, event, clock.millis());
        boolean resolved = decision.state().resolved() && (!state.resolved() || event instanceof HerderEvent.Joined);
        boolean firstStart = resolved && !stage.ready();
        state = decision.state();
        decision.actions().forEach(runner::perform);
        starts.observe(event, decision);
        if (resolved) {
            inbox.resolved();
        }
        stage = new Stage(
                stage.ready() || firstStart, state.resolved() ? "waiting for events" : "rebalancing", clock.instant());
        if (firstStart) {
            LOG.info("Herder started");
        }
    }

    /**
     * Stops the loop and everything that this worker runs. Bounded by the worker's limits for stopping connectors and
     * tasks. Requests still queued are not answered.
     */
    @Override
    public void close() {
        LOG.info("Herder stopping");
        inbox.close();
        try {
            // What is starting or stopping comes to its end first, so that nothing is cut off half-way.
            inbox.threads().await(lifecycle.idle(), inbox.stopLimitMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Work was still starting or stopping and is interrupted limitMs={}", inbox.stopLimitMs());
        }
        lifecycle.close();
        worker.close();
        inbox.workEnded();
        writer.shutdownNow();
        background.shutdownNow();
        fencers.shutdownNow();
        LOG.info("Herder stopped");
    }
}
