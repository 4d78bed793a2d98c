package dev.sluice.worker;

import dev.sluice.model.RunState;
import dev.sluice.model.TargetState;
import dev.sluice.plugin.Isolated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a connector and what it does. Used by the connector's thread only, except for {@link #abandon} and
 * {@link #version}.
 */
final class ConnectorInstance {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorInstance.class);

    private enum State {
        INIT,
        STARTED,
        PAUSED,
        STOPPED,
        FAILED
    }

    /** What a connector asks for through its context; from any thread. */
    interface Requests {
        void reconfigure();

        void raise(Throwable error);

        /** A config provider says something else now than when the connector was made. */
        void secretsChanged();
    }

    /** Makes the plugin and what it needs; runs on the connector's thread. */
    interface Maker {
        Made make(Requests requests) throws Exception;
    }

    /**
     * A connector that was made and initialized.
     *
     * @param plugin  the connector
     * @param config  what it is started with
     * @param tasks   makes the configs of its tasks
     * @param context closed once the connector must not use it any more
     */
    record Made(Isolated<Connector> plugin, Map<String, String> config, TaskConfigs tasks, AutoCloseable context) {}

    private final String name;
    private final Maker maker;
    private final StatusReports reports;
    private final Requests requests;
    private volatile Made made;
    private State state = State.INIT;
    /** Whether the plugin was started and not stopped since. */
    private boolean started;

    private Throwable failure;

    ConnectorInstance(String name, Maker maker, StatusReports reports, Requests requests) {
        this.name = name;
        this.maker = maker;
        this.reports = reports;
        this.requests = requests;
    }

    /** Makes the plugin; a failure is kept for whoever asks for a state. */
    void create() {
        try {
            made = maker.make(requests);
            Thread.currentThread().setContextClassLoader(made.plugin().loader());
        } catch (Throwable e) {
            fail(e);
        }
    }

    Optional<String> version() {
        Made current = made;
        return current == null
                ? Optional.empty()
                : current.plugin().descriptor().saidVersion();
    }

    /** The connector has failed, on its own or in a call. */
    void fail(Throwable error) {
        state = State.FAILED;
        failure = error;
        StatusChange change = StatusChange.failed(error, version());
        // As text: a plugin's exception may fail itself when it is asked what it says.
        LOG.error(
                "Connector failed; it has to be restarted connector={} error={}",
                name,
                change.trace().orElseThrow());
        reports.report(change);
    }

    /**
     * Brings the connector to a state.
     *
     * @throws RuntimeException why it could not be
     */
    void moveTo(TargetState target) {
        if (state == State.FAILED && target != TargetState.STOPPED) {
            throw new ConnectException(
                    "Connector '" + name + "' has failed and has to be restarted; its status says why", failure);
        }
        try {
            switch (target) {
                case STARTED -> start();
                case PAUSED -> pause();
                case STOPPED -> stop();
            }
        } catch (Throwable e) {
            fail(e);
            throw e;
        }
    }

    private void start() {
        if (state != State.STARTED) {
            made.plugin().get().start(made.config());
            started = true;
            state = State.STARTED;
        }
        report(RunState.RUNNING);
    }

    private void pause() {
        if (started) {
            started = false;
            made.plugin().get().stop();
        }
        state = State.PAUSED;
        report(RunState.PAUSED);
    }

    private void stop() {
        stopQuietly();
        state = State.STOPPED;
        report(RunState.STOPPED);
    }

    /** Also one that has failed since it started: its threads would go on. */
    private void stopQuietly() {
        if (started) {
            started = false;
            Utils.closeQuietly(() -> made.plugin().get().stop(), "connector " + name);
        }
    }

    private void report(RunState reached) {
        reports.report(StatusChange.to(reached, version()));
    }

    /**
     * The raw configs of the connector's tasks.
     *
     * @throws ConnectException if the connector does not run, fails, or makes too many
     */
    List<Map<String, String>> taskConfigs() {
        if (state != State.STARTED) {
            throw new ConnectException(
                    "Connector '" + name + "' does not run and so has no task configs; it is " + state, failure);
        }
        try {
            return made.tasks().generate(made.plugin().get());
        } catch (TooManyTasksException e) {
            fail(e);
            throw e;
        }
    }

    /** Ends the instance in good order. */
    void shutdown() {
        stopQuietly();
        state = State.STOPPED;
        closeContext();
        report(RunState.UNASSIGNED);
    }

    /** Takes from the instance what it could do harm with; called from another thread. */
    void abandon() {
        closeContext();
    }

    private void closeContext() {
        Made current = made;
        if (current != null) {
            Utils.closeQuietly(current.context(), "context of connector " + name);
        }
    }
}
