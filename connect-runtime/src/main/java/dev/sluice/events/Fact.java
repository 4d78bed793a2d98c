package dev.sluice.events;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.Status;
import dev.sluice.model.TargetState;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that was seen of a connector, as it was seen; what it means, comes out when all of them are put in order.
 */
sealed interface Fact {

    /** When it happened, in ms since the epoch. */
    long atMs();

    /**
     * A worker has said what it does.
     *
     * @param task   the task that it is about; empty for the connector
     * @param status without a trace, which {@code cause} sums up
     * @param cause  why it failed
     */
    record Said(long atMs, OptionalInt task, Status status, Optional<String> cause) implements Fact {}

    /** The connector has a config for the first time, or again. */
    record Created(long atMs) implements Fact {}

    /**
     * The connector's config was written again.
     *
     * @param keys what is new, another or gone; empty if nothing is
     */
    record Changed(long atMs, Set<String> keys) implements Fact {
        public Changed {
            keys = new TreeSet<>(keys);
        }
    }

    /** The connector was deleted. */
    record Deleted(long atMs) implements Fact {}

    /** Task configs were committed. */
    record Committed(long atMs, int tasks) implements Fact {}

    /** Somebody has asked for another target state. */
    record Targeted(long atMs, TargetState target) implements Fact {}

    /** Somebody has asked for a restart. */
    record RestartAsked(long atMs, RestartRequest request) implements Fact {}
}
