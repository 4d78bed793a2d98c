package dev.sluice.model;

/**
 * What a connector is meant to do, as its {@code target-state-} record in the config topic says (KIP-52, KIP-875).
 */
public enum TargetState {
    /** The connector and its tasks run. */
    STARTED,
    /** The connector and its tasks are loaded and keep their places, but move nothing. */
    PAUSED,
    /** The connector is stopped and has no tasks. */
    STOPPED
}
