package dev.sluice.worker;

import dev.sluice.model.RunState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What became of a connector or task that this worker runs.
 *
 * @param state   what it does now
 * @param error   why it failed; present only in state FAILED
 * @param version the plugin's version, where its class could be found; {@code undefined} for a plugin without one
 */
public record StatusChange(RunState state, Optional<Throwable> error, Optional<String> version) {
    private static final int MOST_CAUSES = 10;

    public StatusChange {
        Objects.requireNonNull(state, "state");
    }

    /** A change that is no failure. */
    public static StatusChange to(RunState state, Optional<String> version) {
        return new StatusChange(state, Optional.empty(), version);
    }

    /** A failure. */
    public static StatusChange failed(Throwable error, Optional<String> version) {
        return new StatusChange(RunState.FAILED, Optional.of(error), version);
    }

    /**
     * Whether the change must not overwrite what another worker has said meanwhile: shutdown and failure are such, for
     * the connector or task may run elsewhere already.
     */
    public boolean yieldsToOthers() {
        return state == RunState.UNASSIGNED || state == RunState.FAILED;
    }

    /** The stack trace of the failure as text, as the status topic and the REST API show it. */
    public Optional<String> trace() {
        return error.map(StatusChange::traceOf);
    }

    /** A plugin's exception may itself fail when it is asked what it says. */
    private static String traceOf(Throwable cause) {
        StringWriter text = new StringWriter();
        try {
            cause.printStackTrace(new PrintWriter(text, true));
        } catch (Throwable broken) {
            text.write("\nThe rest cannot be printed because of a "
                    + broken.getClass().getName() + "; what failed is " + classesOf(cause));
        }
        return text.toString();
    }

    /** The error itself, or one that names it, if it fails when it is asked what it says: futures ask. */
    static Throwable printable(Throwable error) {
        try {
            return error.toString() == null ? new ConnectException(classesOf(error)) : error;
        } catch (RuntimeException | StackOverflowError broken) {
            return new ConnectException("A failure that cannot be printed: " + classesOf(error));
        }
    }

    private static String classesOf(Throwable error) {
        StringBuilder classes = new StringBuilder(error.getClass().getName());
        try {
            int depth = 0;
            for (Throwable cause = error.getCause(); cause != null && depth < MOST_CAUSES; cause = cause.getCause()) {
                classes.append(", caused by ").append(cause.getClass().getName());
                depth++;
            }
        } catch (RuntimeException | StackOverflowError broken) {
            classes.append(", which does not say why");
        }
        return classes.toString();
    }
}
