package dev.sluice.herder;

import dev.sluice.config.ConfigResolver;
import dev.sluice.group.Membership;
import dev.sluice.logging.LoggerLevels;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.config.PrivilegedWriteException;
import dev.sluice.store.status.StatusStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs what the herder decides. Nothing here blocks the herder's loop: reads and writes of topics go to threads of
 * their own, the worker's part to {@link WorkRunner}; results come back as events.
 */
final class ActionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);
    private static final long RECLAIM_DELAY_MS = 250;

    private final HerderInbox inbox;
    private final Peers peers;
    private final WorkRunner work;
    private final ConfigWriter writer;
    private final FencingRounds fencing;
    private final OffsetChanges offsets;
    private final Threads threads;
    /** Whether this worker is to write as leader, as far as it knows. */
    private volatile boolean claims;

    /** What each connector is to answer with, until it does. */
    private final Map<String, CompletableFuture<List<Map<String, String>>>> asked = new ConcurrentHashMap<>();

    /**
     * What the actions work on.
     *
     * @param catchUpLimit how long reading the config topic to its end may take
     * @param newKey       makes a session key
     */
    record Peers(
            ConfigStore configs,
            StatusStore statuses,
            Membership group,
            LeaderGateway leader,
            ConfigResolver resolver,
            LoggerLevels loggers,
            Duration catchUpLimit,
            Supplier<SessionKey> newKey) {}

    /**
     * @param writer     the one thread that writes to the config topic
     * @param background for reads that take a while
     */
    record Threads(ExecutorService writer, ExecutorService background) {}

    ActionRunner(
            HerderInbox inbox,
            Peers peers,
            WorkRunner work,
            ConfigWriter writer,
            FencingRounds fencing,
            OffsetChanges offsets,
            Threads threads) {
        this.inbox = inbox;
        this.peers = peers;
        this.work = work;
        this.writer = writer;
        this.fencing = fencing;
        this.offsets = offsets;
        this.threads = threads;
    }

    void perform(HerderAction action) {
        try {
            performNow(action);
        } catch (RejectedExecutionException stopping) {
            LOG.debug(
                    "Worker is stopping, action dropped action={}",
                    action.getClass().getSimpleName());
        }
    }

    private void performNow(HerderAction action) {
        if (action instanceof HerderAction.Rejoin rejoin) {
            peers.group.requestRejoin(rejoin.reason());
        } else if (action instanceof HerderAction.LeaveGroup leave) {
            peers.group.leaveGroup(leave.reason(), leave.emptyHanded());
        } else if (action instanceof HerderAction.CatchUp catchUp) {
            beginCatchUp(catchUp.offset());
        } else if (action instanceof HerderAction.Schedule schedule) {
            inbox.postAfter(schedule.delayMs(), schedule.event());
        } else if (action instanceof HerderAction.Write write) {
            write(write.command());
        } else if (action instanceof HerderAction.Refuse refuse) {
            refuse.command().reply().completeExceptionally(refuse.reason());
        } else if (action instanceof HerderAction.PointToOwner point) {
            pointToOwner(point.command());
        } else if (action instanceof HerderAction.MakeTaskConfigs make) {
            makeTaskConfigs(make.connector());
        } else if (action instanceof HerderAction.WriteTaskConfigs write) {
            threads.writer.execute(() -> writeTaskConfigs(write.connector(), write.configs()));
        } else if (action instanceof HerderAction.ForwardTaskConfigs forward) {
            forwardTaskConfigs(forward);
        } else if (action instanceof HerderAction.ForgetStatuses) {
            threads.background.execute(() -> StatusCleanUp.run(peers.statuses, peers.configs::snapshot));
        } else if (action instanceof HerderAction.ClaimWritePrivileges) {
            claims = true;
            threads.writer.execute(this::claimWritePrivileges);
        } else if (action instanceof HerderAction.ReleaseWritePrivileges) {
            claims = false;
            threads.writer.execute(peers.configs::releaseWritePrivileges);
        } else if (action instanceof HerderAction.EndOutdatedFencing outdated) {
            fencing.committed(outdated.connector());
        } else if (action instanceof HerderAction.TellOwnership tell) {
            tell.asked().complete(tell.runsHere());
        } else if (action instanceof HerderAction.MakeSessionKey make) {
            threads.writer.execute(() -> makeSessionKey(make.replaced()));
        } else if (action instanceof HerderAction.SetLoggerLevel level) {
            setLoggerLevel(level);
        } else if (action instanceof HerderAction.AnswerProbe answer) {
            answer.probe().complete(answer.joined());
        } else {
            work.perform(action);
        }
    }

    private void write(Command command) {
        if (isInDoubt(command)) {
            return;
        }
        if (command instanceof Command.FenceZombies fence) {
            fencing.request(fence);
        } else if (command instanceof Command.ChangeOffsets change) {
            offsets.request(change);
        } else {
            threads.writer.execute(() -> {
                // The process may have been frozen while the command waited for others.
                if (!isInDoubt(command)) {
                    writer.write(command);
                }
            });
        }
    }

    /**
     * Whether somebody else may lead; if so, the command waits until that is known. Task configs do not: the worker that
     * runs the connector sends them again, and only as long as it does run it.
     */
    private boolean isInDoubt(Command command) {
        if (!(command instanceof Command.ForLeader forLeader) || peers.group.leads()) {
            return false;
        }
        if (command instanceof Command.AcceptTaskConfigs) {
            command.reply().completeExceptionally(ServiceException.Rebalancing.conflict());
        } else {
            inbox.post(new HerderEvent.LeadershipInDoubt(forLeader));
        }
        return true;
    }

    /** Tells how it went whatever happens, for nothing is started until then. */
    private void beginCatchUp(long offset) {
        try {
            threads.background.execute(() -> catchUp(offset));
        } catch (Error noThread) {
            inbox.post(new HerderEvent.CatchUpFailed(String.valueOf(noThread.getMessage())));
        }
    }

    private void catchUp(long offset) {
        try {
            inbox.post(new HerderEvent.CaughtUp(peers.configs.catchUp(offset, peers.catchUpLimit)));
        } catch (TimeoutException e) {
            inbox.post(new HerderEvent.CatchUpFailed(
                    "it took longer than worker.sync.timeout.ms=" + peers.catchUpLimit.toMillis()));
        } catch (RuntimeException | Error e) {
            inbox.post(new HerderEvent.CatchUpFailed(String.valueOf(e.getMessage())));
        }
    }

    private void pointToOwner(Command.ForOwner command) {
        Optional<String> url = command instanceof Command.RestartTask restart
                ? peers.group.ownerUrl(restart.task())
                : peers.group.ownerUrl(command.connector());
        command.reply()
                .completeExceptionally(
                        new ServiceException.NotHere("Another worker runs connector " + command.connector(), url));
    }

    /** A connector that is slow to answer gives all who ask meanwhile one answer, which is passed on once. */
    private void makeTaskConfigs(String connector) {
        CompletableFuture<List<Map<String, String>>> answer = work.worker().taskConfigs(connector);
        if (asked.put(connector, answer) == answer) {
            return;
        }
        answer.whenComplete((configs, error) -> asked.remove(connector, answer));
        answer.thenAccept(configs ->
                        inbox.post(new HerderEvent.TaskConfigsMade(connector, configs, sameConnector(connector))))
                .exceptionally(error -> {
                    if (!work.isSuperseded(connector, cause(error))) {
                        inbox.post(new HerderEvent.TaskConfigsFailed(connector, cause(error)));
                    }
                    return null;
                });
    }

    /** Whether the connector's config, variables resolved, is the one from which the committed tasks were made. */
    private boolean sameConnector(String connector) {
        ConnectorState state = peers.configs.snapshot().states().get(connector);
        if (state == null || state.config().isEmpty() || state.appliedConfig().isEmpty()) {
            return false;
        }
        Map<String, String> now = state.config().get();
        Map<String, String> applied = state.appliedConfig().get();
        return now.equals(applied)
                || peers.resolver
                        .resolve(now)
                        .equals(resolvedBefore(connector, applied).orElse(null));
    }

    /** The config that was replaced may be one that does not resolve any more; that is no reason to keep its tasks. */
    private Optional<Map<String, String>> resolvedBefore(String connector, Map<String, String> applied) {
        try {
            return Optional.of(peers.resolver.resolve(applied));
        } catch (RuntimeException e) {
            LOG.debug("The config that was replaced cannot be resolved any more connector={}", connector, e);
            return Optional.empty();
        }
    }

    private void writeTaskConfigs(String connector, List<Map<String, String>> configs) {
        ConfigSnapshot now = peers.configs.snapshot();
        boolean stopped = now.targetState(connector).equals(Optional.of(TargetState.STOPPED));
        if (!now.contains(connector) || (stopped && !configs.isEmpty())) {
            // It was deleted or stopped while this write waited for others.
            inbox.post(new HerderEvent.TaskConfigsPublished(connector));
            return;
        }
        if (TaskConfigDecisions.sameTasks(now, connector, configs)
                && now.config(connector).equals(now.states().get(connector).appliedConfig())) {
            LOG.debug("The same task configs were written meanwhile connector={}", connector);
            inbox.post(new HerderEvent.TaskConfigsPublished(connector));
            return;
        }
        if (!peers.group.leads()) {
            inbox.post(new HerderEvent.TaskConfigsFailed(connector, ServiceException.Rebalancing.conflict()));
            return;
        }
        try {
            peers.configs.putTaskConfigs(connector, configs);
            inbox.post(new HerderEvent.TaskConfigsPublished(connector));
        } catch (PrivilegedWriteException e) {
            inbox.post(new HerderEvent.WritePrivilegesLost(e));
            inbox.post(new HerderEvent.TaskConfigsFailed(connector, e));
        } catch (RuntimeException e) {
            inbox.post(new HerderEvent.TaskConfigsFailed(connector, e));
        }
    }

    private void forwardTaskConfigs(HerderAction.ForwardTaskConfigs forward) {
        Optional<SessionKey> key = peers.configs.snapshot().sessionKey();
        peers.leader
                .putTaskConfigs(forward.leaderUrl(), forward.connector(), forward.configs(), key)
                .whenComplete((nothing, error) -> inbox.post(
                        error == null
                                ? new HerderEvent.TaskConfigsPublished(forward.connector())
                                : new HerderEvent.TaskConfigsFailed(forward.connector(), cause(error))));
    }

    /** A claim that has waited until another worker leads would fence that one. */
    private void claimWritePrivileges() {
        if (!claims) {
            return;
        }
        try {
            peers.configs.claimWritePrivileges();
        } catch (InterruptException e) {
            LOG.debug("Stopping, the config topic is not claimed any more", e);
        } catch (PrivilegedWriteException e) {
            LOG.warn(
                    "Could not claim the config topic, trying again delayMs={} error={}",
                    RECLAIM_DELAY_MS,
                    e.getMessage());
            inbox.loop().postAfter(RECLAIM_DELAY_MS, new HerderEvent.WritePrivilegesLost(e));
        }
    }

    private void makeSessionKey(Optional<SessionKey> replaced) {
        if (!peers.configs.snapshot().sessionKey().equals(replaced)) {
            return;
        }
        try {
            peers.configs.putSessionKey(peers.newKey.get());
        } catch (PrivilegedWriteException e) {
            LOG.error("Could not write a new session key as leader, trying again", e);
            inbox.post(new HerderEvent.WritePrivilegesLost(e));
            inbox.loop().postAfter(1_000, new HerderEvent.SessionKeyDue(replaced));
        } catch (RuntimeException e) {
            LOG.error("Could not write a new session key, trying again", e);
            inbox.loop().postAfter(1_000, new HerderEvent.SessionKeyDue(replaced));
        }
    }

    private void setLoggerLevel(HerderAction.SetLoggerLevel level) {
        if (peers.loggers.isLevel(level.level())) {
            peers.loggers.set(level.logger(), level.level());
        } else {
            LOG.warn("Unknown log level ignored logger={} level={}", level.logger(), level.level());
        }
    }

    static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
