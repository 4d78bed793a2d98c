package dev.sluice.store.config;

import dev.sluice.model.ConfigSnapshot;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that the fold has to remember between two batches. Immutable.
 *
 * @param snapshot what the rest of the worker sees
 * @param deferred task configs by connector that wait for their commit. An entry without any says that there were some
 *                 once, which decides whether an empty commit counts as a generation
 */
record ConfigView(ConfigSnapshot snapshot, Map<String, SortedMap<Integer, Map<String, String>>> deferred) {
    static final ConfigView EMPTY = new ConfigView(ConfigSnapshot.EMPTY, Map.of());

    ConfigView {
        deferred = Map.copyOf(deferred);
    }

    /** The same, read at least as far as an offset, up to which there is nothing more. */
    ConfigView readTo(long offset) {
        return snapshot.offset() >= offset ? this : new ConfigView(snapshot.at(offset), deferred);
    }
}
