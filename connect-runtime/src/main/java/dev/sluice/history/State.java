package dev.sluice.history;

/**
 * What a connector or task does, as clients of the Metrics API know it. The order is that of the stored format: a new one
 * goes to the end.
 */
public enum State {
    /** No worker runs it. */
    UNASSIGNED(0),
    /** It runs. */
    RUNNING(1),
    /** It holds still on request. */
    PAUSED(2),
    /** It has ended with an error; of a connector, also that all of its tasks have. */
    FAILED(3),
    /** It is being restarted. */
    RESTARTING(4),
    /** It was stopped on request. */
    STOPPED(5),
    /** A connector runs, and some of its tasks have failed. */
    DEGRADED(6),
    /** A connector is being created. */
    PROVISIONING(7);

    private final int code;

    State(int code) {
        this.code = code;
    }

    /** As it is stored. */
    public int code() {
        return code;
    }

    /** The one with a code; UNASSIGNED for a code that a later version has. */
    public static State of(long code) {
        for (State each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return UNASSIGNED;
    }
}
