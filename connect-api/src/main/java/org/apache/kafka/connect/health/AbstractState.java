package org.apache.kafka.connect.health;

import java.util.Objects;

/** What the states of connectors and tasks have in common: a name, the worker, and the trace of an error. */
public abstract class AbstractState {
    private final String state;
    private final String workerId;
    private final String traceMessage;

    /**
     * Makes a state.
     *
     * @param state the name of the state, such as {@code RUNNING}
     * @param workerId the worker that reported it, as {@code host:port}
     * @param traceMessage the stack trace of the error, null if there is none
     * @throws IllegalArgumentException if the state or the worker is null or blank
     */
    public AbstractState(String state, String workerId, String traceMessage) {
        if (state == null || state.trim().isEmpty()) {
            throw new IllegalArgumentException("The name of the state is missing");
        }
        if (workerId == null || workerId.trim().isEmpty()) {
            throw new IllegalArgumentException("The id of the worker is missing");
        }
        this.state = state;
        this.workerId = workerId;
        this.traceMessage = traceMessage;
    }

    /**
     * The name of the state.
     *
     * @return for instance {@code RUNNING}, {@code PAUSED} or {@code FAILED}
     */
    public String state() {
        return state;
    }

    /**
     * The worker that reported the state.
     *
     * @return its id
     */
    public String workerId() {
        return workerId;
    }

    /**
     * The trace of the error that led here.
     *
     * @return the trace, null or empty if there is none
     */
    public String traceMessage() {
        return traceMessage;
    }

    // An object of a subclass never equals one of the class above it; plugins may build on that.
    @SuppressWarnings("EqualsGetClass")
    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (o == null || getClass() != o.getClass()) {
            return false;
        }
        AbstractState that = (AbstractState) o;
        return state.equals(that.state)
                && workerId.equals(that.workerId)
                && Objects.equals(traceMessage, that.traceMessage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, traceMessage, workerId);
    }
}
