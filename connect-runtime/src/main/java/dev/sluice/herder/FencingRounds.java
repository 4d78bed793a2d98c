package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.config.PrivilegedWriteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's rounds of zombie fencing (KIP-618): producers of older task generations are fenced, and then the new task
 * count is written to the config topic. Requests that come during a round for the same task configs share it; newer task
 * configs end it with a conflict.
 *
 * <p>Safe for use by several threads; nothing blocks the caller. The last step of a round runs on the one thread that
 * writes to the config topic, so that no newer task configs get between its check and its write.
 */
final class FencingRounds {
    private static final Logger LOG = LoggerFactory.getLogger(FencingRounds.class);

    private final ConfigStore configs;
    private final Fencer fencer;
    private final Function<Map<String, String>, ConnectorType> typeOf;
    private final Duration catchUpLimit;
    private final Threads threads;
    private final Consumer<PrivilegedWriteException> onPrivilegesLost;
    private final Map<String, Round> rounds = new HashMap<>();

    /** Takes the right to write from the producers of a connector's tasks; may block. */
    interface Fencer {
        /**
         * @param config the connector's, raw
         * @param tasks  how many tasks, from number 0
         */
        void fence(String connector, Map<String, String> config, int tasks) throws InterruptedException;
    }

    /**
     * @param writer     the one thread that writes to the config topic
     * @param background for what takes a while
     */
    record Threads(Executor writer, Executor background) {}

    /** One round, from the first request to its answer; guarded by {@link #rounds}. */
    private static final class Round {
        private final String connector;
        private final FencingPlan plan;
        private final List<CompletableFuture<Void>> replies = new ArrayList<>();

        Round(String connector, FencingPlan plan) {
            this.connector = connector;
            this.plan = plan;
        }
    }

    /**
     * @param typeOf           what a connector with this config is
     * @param catchUpLimit     how long reading the config topic to its end may take
     * @param onPrivilegesLost told why a transactional write failed, and with it the right to write
     */
    FencingRounds(
            ConfigStore configs,
            Fencer fencer,
            Function<Map<String, String>, ConnectorType> typeOf,
            Duration catchUpLimit,
            Threads threads,
            Consumer<PrivilegedWriteException> onPrivilegesLost) {
        this.configs = configs;
        this.fencer = fencer;
        this.typeOf = typeOf;
        this.catchUpLimit = catchUpLimit;
        this.threads = threads;
        this.onPrivilegesLost = onPrivilegesLost;
    }

    /** Does what a request asks for, and answers it. */
    void request(Command.FenceZombies command) {
        try {
            threads.background.execute(() -> begin(command));
        } catch (RejectedExecutionException e) {
            command.reply().completeExceptionally(new ServiceException("This worker is stopping", e));
        }
    }

    private void begin(Command.FenceZombies command) {
        String connector = command.connector();
        try {
            ConfigSnapshot snapshot = configs.refresh(catchUpLimit);
            ConnectorState state = existing(snapshot, connector);
            Map<String, String> config = state.config().orElseThrow();
            requireSource(connector, typeOf.apply(config));
            FencingPlan plan = FencingPlan.of(state);
            if (plan.needed()) {
                join(command, plan, config);
            } else {
                command.reply().complete(null);
            }
        } catch (ServiceException e) {
            command.reply().completeExceptionally(e);
        } catch (RuntimeException | TimeoutException e) {
            LOG.error("Zombie fencing failed connector={}", connector, e);
            command.reply().completeExceptionally(failed(connector, e));
        }
    }

    private static void requireSource(String connector, ConnectorType type) {
        if (type == ConnectorType.SINK) {
            throw new ServiceException.BadRequest("Connector " + connector + " is not a source connector");
        }
        if (type == ConnectorType.UNKNOWN) {
            // Not a bad request: once the plugin is there, or another worker leads, the answer is another one.
            throw new ServiceException("The leader cannot fence older tasks of connector " + connector
                    + ", as it lacks the connector's plugin; install it on every worker of the group");
        }
    }

    private void join(Command.FenceZombies command, FencingPlan plan, Map<String, String> config) {
        String connector = command.connector();
        Round started = null;
        synchronized (rounds) {
            Round round = rounds.get(connector);
            if (round == null) {
                round = new Round(connector, plan);
                rounds.put(connector, round);
                started = round;
            } else if (round.plan.generation() != plan.generation()) {
                throw superseded(connector);
            }
            round.replies.add(command.reply());
        }
        if (started != null) {
            run(started, config);
        }
    }

    private void run(Round round, Map<String, String> config) {
        LOG.info(
                "Zombie fencing begins connector={} producers={} tasks={}",
                round.connector,
                round.plan.producers(),
                round.plan.tasks());
        try {
            if (round.plan.producers() > 0) {
                fencer.fence(round.connector, config, round.plan.producers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(round, new ServiceException("This worker is stopping", e));
            return;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Producers of older tasks could not be fenced connector={}", round.connector, e);
            end(round, failed(round.connector, e));
            return;
        }
        writeDown(round);
    }

    private void writeDown(Round round) {
        try {
            threads.writer.execute(() -> end(round, write(round)));
        } catch (RejectedExecutionException e) {
            end(round, new ServiceException("This worker is stopping", e));
        }
    }

    /** Writes the task count, unless newer task configs have come; returns why it was not written, or null. */
    private ServiceException write(Round round) {
        String connector = round.connector;
        try {
            ConnectorState state = existing(configs.refresh(catchUpLimit), connector);
            if (state.generation() != round.plan.generation()) {
                return superseded(connector);
            }
            configs.putTaskCountRecord(connector, round.plan.tasks());
            LOG.info("Zombie fencing has ended connector={} tasks={}", connector, round.plan.tasks());
            return null;
        } catch (PrivilegedWriteException e) {
            onPrivilegesLost.accept(e);
            return failed(connector, e);
        } catch (ServiceException e) {
            return e;
        } catch (RuntimeException | TimeoutException e) {
            LOG.error("The task count could not be written after zombie fencing connector={}", connector, e);
            return failed(connector, e);
        }
    }

    /** New task configs were committed: a round for older ones is of no use any more. */
    void committed(String connector) {
        ConnectorState state = configs.snapshot().states().get(connector);
        Round outdated;
        synchronized (rounds) {
            outdated = rounds.get(connector);
        }
        if (outdated != null && state != null && state.generation() != outdated.plan.generation()) {
            end(outdated, superseded(connector));
        }
    }

    /**
     * Answers all who share a round; a later call for the same round does nothing.
     *
     * @param failure null if it went well
     */
    private void end(Round round, ServiceException failure) {
        List<CompletableFuture<Void>> replies;
        synchronized (rounds) {
            rounds.remove(round.connector, round);
            replies = List.copyOf(round.replies);
            round.replies.clear();
        }
        for (CompletableFuture<Void> reply : replies) {
            if (failure == null) {
                reply.complete(null);
            } else {
                reply.completeExceptionally(failure);
            }
        }
    }

    private static ConnectorState existing(ConfigSnapshot snapshot, String connector) {
        if (!snapshot.contains(connector)) {
            throw ConnectorViews.unknown(connector);
        }
        return snapshot.states().get(connector);
    }

    private static ServiceException superseded(String connector) {
        return new ServiceException.Rebalancing("Zombie fencing for connector " + connector
                + " was given up, as it has got new task configs meanwhile; a rebalance is expected");
    }

    private static ServiceException failed(String connector, Throwable cause) {
        return new ServiceException(
                "Older tasks of connector " + connector + " could not be fenced: " + cause.getMessage(), cause);
    }
}
