package dev.sluice.pipeline.control;

import org.apache.kafka.connect.errors.ConnectException;

/** Ends an operation because its task was asked to stop; no failure of the task. */
public final class TaskStoppedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public TaskStoppedException(String message) {
        super(message);
    }
}
