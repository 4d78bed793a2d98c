package dev.sluice.events;

import dev.sluice.model.Status;
import dev.sluice.store.config.ConfigMoment;
import java.util.Optional;
import java.util.OptionalInt;

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

    /**
     * Somebody has changed what the connector is or is to do.
     *
     * @param loaded whether it was seen when the worker started; records before it may be gone
     */
    record Done(long atMs, ConfigMoment.Deed deed, boolean loaded) implements Fact {}
}
