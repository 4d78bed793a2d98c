package dev.sluice.store.config;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.TargetState;
import java.util.Set;

/**
 * Something that happened to a connector's configuration, as a record of the config topic tells it: what
 * {@link ConfigEvent} says that there is to do, but for people, with its time.
 *
 * @param atMs      when the record was written, in ms since the epoch; negative if that is not known
 * @param connector whose
 * @param deed      what was done
 */
public record ConfigMoment(long atMs, String connector, Deed deed) {

    /** What was done. */
    public sealed interface Deed {}

    /** There is a config, and there was none before. */
    public record Created() implements Deed {}

    /**
     * The config was written again.
     *
     * @param keys what is new, another or gone; empty if nothing is
     */
    public record Changed(Set<String> keys) implements Deed {
        public Changed {
            keys = Set.copyOf(keys);
        }
    }

    /** The config was removed. */
    public record Deleted() implements Deed {}

    /** Task configs were committed. */
    public record Committed(int tasks) implements Deed {}

    /** Somebody has asked for another target state. */
    public record Targeted(TargetState target) implements Deed {}

    /** Somebody has asked for a restart. */
    public record RestartAsked(RestartRequest request) implements Deed {}
}
