package dev.sluice.model;

/**
 * What a connector or task does, as its record in the status topic says.
 */
public enum RunState {
    /** No worker runs it at the moment. */
    UNASSIGNED,
    /** A worker runs it. */
    RUNNING,
    /** A worker holds it, and it moves nothing. */
    PAUSED,
    /** It ended with an error; the status carries the trace. */
    FAILED,
    /** A restart was asked for and has not finished. */
    RESTARTING,
    /** Connectors only: stopped on request, without tasks. */
    STOPPED
}
