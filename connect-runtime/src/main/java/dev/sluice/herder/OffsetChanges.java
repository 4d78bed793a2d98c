package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TargetState;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.worker.OffsetAccess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's changes of connectors' offsets (KIP-875): only of a connector that is stopped and has no tasks, as the
 * newest config topic says; under exactly-once only after its older tasks are fenced, and then everything is checked
 * again. Nothing blocks the caller.
 */
final class OffsetChanges {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetChanges.class);

    private final ConfigStore configs;
    private final Supplier<OffsetAccess> offsets;
    private final Function<Map<String, String>, ConnectorType> typeOf;
    private final Duration catchUpLimit;
    private final Executor background;
    private final Steps steps;

    /**
     * What a change needs the herder for.
     *
     * @param fence   begins a round of zombie fencing, or joins one
     * @param requeue has the herder decide on a command once more
     */
    record Steps(Consumer<Command.FenceZombies> fence, Function<Command, Boolean> requeue) {}

    /**
     * @param offsets      the worker's, asked for when they are needed
     * @param typeOf       what a connector with this config is
     * @param catchUpLimit how long reading the config topic to its end may take
     * @param background   for what takes a while
     */
    OffsetChanges(
            ConfigStore configs,
            Supplier<OffsetAccess> offsets,
            Function<Map<String, String>, ConnectorType> typeOf,
            Duration catchUpLimit,
            Executor background,
            Steps steps) {
        this.configs = configs;
        this.offsets = offsets;
        this.typeOf = typeOf;
        this.catchUpLimit = catchUpLimit;
        this.background = background;
        this.steps = steps;
    }

    /** Does what a request asks for, and answers it. */
    void request(Command.ChangeOffsets command) {
        try {
            background.execute(() -> begin(command));
        } catch (RejectedExecutionException e) {
            command.reply().completeExceptionally(stopping());
        }
    }

    private void begin(Command.ChangeOffsets command) {
        String connector = command.connector();
        try {
            Map<String, String> config = stopped(configs.refresh(catchUpLimit), connector);
            boolean source = typeOf.apply(config) == ConnectorType.SOURCE;
            if (source && offsets.get().fencesSources() && !command.fenced()) {
                fence(command);
            } else {
                change(command, config);
            }
        } catch (ServiceException e) {
            command.reply().completeExceptionally(e);
        } catch (RuntimeException | TimeoutException e) {
            LOG.error("Offsets could not be changed connector={}", connector, e);
            command.reply()
                    .completeExceptionally(new ServiceException(
                            "The config topic could not be read to its end, so that it is not certain that connector "
                                    + connector + " is stopped: " + e.getMessage(),
                            e));
        }
    }

    /** The config of a connector whose offsets nobody moves. */
    private static Map<String, String> stopped(ConfigSnapshot snapshot, String connector) {
        Map<String, String> config = snapshot.config(connector).orElseThrow(() -> ConnectorViews.unknown(connector));
        if (!isStopped(snapshot, connector) || snapshot.taskCount(connector) > 0) {
            throw new ServiceException.BadRequest("The offsets of connector " + connector
                    + " can be changed only while it is in the STOPPED state. PUT /connectors/" + connector
                    + "/stop stops it");
        }
        return config;
    }

    private void fence(Command.ChangeOffsets command) {
        CompletableFuture<Void> fenced = new CompletableFuture<>();
        fenced.whenComplete((done, error) -> {
            if (error != null) {
                Throwable cause = ActionRunner.cause(error);
                command.reply()
                        .completeExceptionally(new ServiceException(
                                "The offsets of connector " + command.connector()
                                        + " were not changed, as its older tasks could not be fenced: "
                                        + cause.getMessage(),
                                cause));
            } else if (!steps.requeue().apply(command.afterFencing())) {
                command.reply().completeExceptionally(stopping());
            }
        });
        steps.fence().accept(new Command.FenceZombies(command.connector(), fenced));
    }

    private void change(Command.ChangeOffsets command, Map<String, String> config) {
        String connector = command.connector();
        CompletableFuture<Boolean> changed = command.offsets().isPresent()
                ? offsets.get().alter(connector, config, command.offsets().get())
                : offsets.get().reset(connector, config);
        changed.whenComplete((confirmed, error) -> {
            if (error != null) {
                command.reply().completeExceptionally(ActionRunner.cause(error));
            } else if (isStopped(configs.snapshot(), connector)) {
                LOG.info("Offsets {} connector={}", command.offsets().isPresent() ? "altered" : "reset", connector);
                command.reply().complete(confirmed);
            } else {
                command.reply()
                        .completeExceptionally(new ServiceException.BadRequest("The offsets of connector " + connector
                                + " were changed, but it was resumed or deleted meanwhile: its tasks may go on from"
                                + " where they were. PUT /connectors/" + connector
                                + "/stop stops it, then change them again"));
            }
        });
    }

    private static boolean isStopped(ConfigSnapshot snapshot, String connector) {
        return snapshot.targetState(connector).equals(Optional.of(TargetState.STOPPED));
    }

    private static ServiceException stopping() {
        return new ServiceException("This worker is stopping");
    }
}
