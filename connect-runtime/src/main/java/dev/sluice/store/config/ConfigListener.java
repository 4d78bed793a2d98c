package dev.sluice.store.config;

import dev.sluice.model.ConfigSnapshot;
import java.util.List;

/**
 * Hears what has changed in the config topic since the store's start. Called on the store's reader thread once for each
 * batch of records in which something happened, after {@link ConfigStore#snapshot()} has moved on; may only enqueue.
 */
@FunctionalInterface
public interface ConfigListener {

    /**
     * @param after  the snapshot with the whole batch folded in
     * @param events what happened, in the order of the records; may be empty where only the offset moved on
     */
    void onChange(ConfigSnapshot after, List<ConfigEvent> events);

    /**
     * Hears the same in words that people care for, right before {@link #onChange}; and, while the store starts, what the
     * topic has from before, as far as it was not compacted.
     *
     * @param loading whether it is from before the start; then what is called the creation of a connector may be a later
     *                change of it
     */
    default void onMoments(List<ConfigMoment> moments, boolean loading) {}
}
