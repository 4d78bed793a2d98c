package dev.sluice.events;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that happened to a connector, one of its tasks, or the group.
 *
 * @param atMs       when, in ms since the epoch, by the clock of the worker that wrote it down
 * @param connector  whose; empty for an event of the group
 * @param task       the task that it is about; empty for the connector or the group
 * @param kind       what kind of thing
 * @param state      for {@link Kind#STATE} the state that was entered, for {@link Kind#TARGET} the one asked for
 * @param previous   the state before, where it is known
 * @param workerId   the worker that said so, {@code host:port} of its advertised URL
 * @param generation the group's generation
 * @param reason     why, in words
 */
public record Event(
        long atMs,
        Optional<String> connector,
        OptionalInt task,
        Kind kind,
        Optional<String> state,
        Optional<String> previous,
        Optional<String> workerId,
        OptionalInt generation,
        String reason) {

    /** Kinds of events. */
    public enum Kind {
        /** A connector or task has entered a state. */
        STATE,
        /** A connector's config was created, changed or deleted. */
        CONFIG,
        /** A connector's task configs were written. */
        TASKS,
        /** A connector was asked to run, pause or stop. */
        TARGET,
        /** A restart was asked for. */
        RESTART,
        /** The group has shared out its work anew. */
        REBALANCE
    }
}
