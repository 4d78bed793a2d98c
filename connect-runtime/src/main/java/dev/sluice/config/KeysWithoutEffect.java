package dev.sluice.config;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Worker properties that look as if they did something and do not, so that a worker can say so when it starts.
 */
public final class KeysWithoutEffect {
    private static final String COMPACTED = "the worker's own topics are always compacted";
    private static final String OLD_CONVERTER = "the worker's own topics hold JSON without schemas";

    private static final Map<String, String> REASONS = Map.of(
            "config.storage.partitions",
            "the config topic always has one partition",
            "config.storage.cleanup.policy",
            COMPACTED,
            "offset.storage.cleanup.policy",
            COMPACTED,
            "status.storage.cleanup.policy",
            COMPACTED,
            "internal.key.converter",
            OLD_CONVERTER,
            "internal.value.converter",
            OLD_CONVERTER);

    private KeysWithoutEffect() {}

    /** Why each of these properties that has no effect has none, by its key. */
    public static SortedMap<String, String> among(Map<String, String> properties) {
        SortedMap<String, String> found = new TreeMap<>(REASONS);
        found.keySet().retainAll(properties.keySet());
        return found;
    }
}
