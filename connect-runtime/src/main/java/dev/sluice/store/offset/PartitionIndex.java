package dev.sluice.store.offset;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which source partitions of each connector have an offset. One thread writes, any reads.
 */
final class PartitionIndex {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionIndex.class);

    private final Map<String, Set<Map<String, Object>>> byConnector = new ConcurrentHashMap<>();

    /**
     * @param present whether the key has a value from now on
     */
    void update(byte[] key, boolean present) {
        Optional<OffsetCodec.Key> read = OffsetCodec.readKey(key);
        if (read.isEmpty()) {
            LOG.warn("Ignoring the key of a source offset that does not name a connector and a partition");
            return;
        }
        String connector = read.get().connector();
        Map<String, Object> partition = read.get().partition();
        if (partition == null) {
            return;
        }
        if (present) {
            byConnector
                    .computeIfAbsent(connector, name -> ConcurrentHashMap.newKeySet())
                    .add(partition);
        } else {
            byConnector.computeIfPresent(connector, (name, partitions) -> {
                partitions.remove(partition);
                return partitions.isEmpty() ? null : partitions;
            });
        }
    }

    Set<Map<String, Object>> of(String connector) {
        Set<Map<String, Object>> partitions = byConnector.get(connector);
        return partitions == null ? Collections.emptySet() : Set.copyOf(partitions);
    }
}
