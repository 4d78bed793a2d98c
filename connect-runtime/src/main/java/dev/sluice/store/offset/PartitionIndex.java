package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which keys each connector has an offset. One thread writes, any reads.
 */
final class PartitionIndex {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionIndex.class);

    private final Map<String, Map<ByteBuffer, Map<String, Object>>> byConnector = new ConcurrentHashMap<>();

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
                    .computeIfAbsent(connector, name -> new ConcurrentHashMap<>())
                    .put(ByteBuffer.wrap(key), partition);
        } else {
            byConnector.computeIfPresent(connector, (name, keys) -> {
                keys.remove(ByteBuffer.wrap(key));
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    Map<ByteBuffer, Map<String, Object>> of(String connector) {
        Map<ByteBuffer, Map<String, Object>> keys = byConnector.get(connector);
        return keys == null ? Map.of() : Map.copyOf(keys);
    }
}
