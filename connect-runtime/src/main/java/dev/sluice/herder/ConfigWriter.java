package dev.sluice.herder;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TargetState;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Upsert;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.config.PrivilegedWriteException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what commands ask for in the config topic, one after another on one thread, and answers them. What may exist is
 * checked here, right before the write, against everything written so far.
 */
final class ConfigWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWriter.class);

    /** A config was made from one that is no longer there. */
    static final class MovedOnException extends ServiceException {
        private static final long serialVersionUID = 1L;

        MovedOnException(String connector) {
            super("The config of connector " + connector
                    + " was changed by others again and again meanwhile, and is not patched. Try again");
        }
    }

    private final ConfigStore store;
    private final ConnectorViews views;
    private final Consumer<PrivilegedWriteException> onPrivilegesLost;

    /**
     * @param onPrivilegesLost told why a transactional write failed, and with it the right to write
     */
    ConfigWriter(ConfigStore store, ConnectorViews views, Consumer<PrivilegedWriteException> onPrivilegesLost) {
        this.store = store;
        this.views = views;
        this.onPrivilegesLost = onPrivilegesLost;
    }

    void write(Command command) {
        try {
            perform(command);
        } catch (PrivilegedWriteException e) {
            onPrivilegesLost.accept(e);
            LOG.warn("Could not write to the config topic as leader connector={}", command.connector(), e);
            command.reply()
                    .completeExceptionally(
                            e.isFenced() || e.isUnclaimed()
                                    ? ServiceException.Rebalancing.conflict()
                                    : failed(command, e));
        } catch (ServiceException e) {
            command.reply().completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.error("Write to the config topic failed connector={}", command.connector(), e);
            command.reply().completeExceptionally(failed(command, e));
        }
    }

    private static ServiceException failed(Command command, Exception cause) {
        Throwable reason = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return new ServiceException(
                "The change of connector " + command.connector() + " could not be written to the config topic: "
                        + reason.getMessage(),
                reason);
    }

    private void perform(Command command) {
        String name = command.connector();
        if (command instanceof Command.WriteConfig write) {
            writeConfig(write);
            return;
        }
        if (command instanceof Command.ApplySet apply) {
            SetPlan plan = SetPlan.of(store.snapshot(), apply.set());
            if (!plan.changes().isEmpty()) {
                store.changeConnectors(plan.changes());
            }
            apply.reply().complete(plan.done());
            return;
        }
        ConfigSnapshot snapshot = store.snapshot();
        if (!snapshot.contains(name)) {
            throw ConnectorViews.unknown(name);
        }
        if (command instanceof Command.Delete delete) {
            store.removeConnectorConfig(name);
            delete.reply().complete(null);
        } else if (command instanceof Command.Stop stop) {
            store.putStopped(name);
            stop.reply().complete(null);
        } else if (command instanceof Command.SetTarget set) {
            store.putTargetState(name, set.target());
            set.reply().complete(null);
        } else if (command instanceof Command.AcceptTaskConfigs accept) {
            boolean stopped = snapshot.targetState(name)
                    .filter(TargetState.STOPPED::equals)
                    .isPresent();
            if (stopped && !accept.configs().isEmpty()) {
                throw new ServiceException.BadRequest(
                        "Connector " + name + " is stopped and takes no task configs until it is resumed");
            }
            store.putTaskConfigs(name, accept.configs());
            accept.reply().complete(null);
        } else if (command instanceof Command.RestartAll restart) {
            ConnectorStatus after = views.afterRestart(restart.request());
            store.putRestartRequest(restart.request());
            restart.reply().complete(after);
        }
    }

    private void writeConfig(Command.WriteConfig write) {
        String name = write.connector();
        boolean exists = store.snapshot().contains(name);
        if (exists && write.mode() == Command.WriteMode.CREATE) {
            throw new ServiceException.AlreadyExists("Connector " + name + " already exists");
        }
        if (!exists && write.mode() == Command.WriteMode.UPDATE) {
            throw ConnectorViews.unknown(name);
        }
        if (write.base().isPresent() && !store.snapshot().config(name).equals(write.base())) {
            throw new MovedOnException(name);
        }
        store.putConnectorConfig(name, write.config(), write.initialState());
        write.reply().complete(new Upsert(!exists, views.info(name)));
    }
}
