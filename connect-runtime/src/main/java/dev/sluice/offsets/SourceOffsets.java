package dev.sluice.offsets;

import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ServiceException;
import dev.sluice.store.offset.OffsetCodec;
import dev.sluice.store.offset.OffsetStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of a source connector in its store. Every call blocks for as long as the store takes.
 */
public final class SourceOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(SourceOffsets.class);

    private final OffsetStore store;
    private final String connector;

    /** @param store started; stays so */
    public SourceOffsets(OffsetStore store, String connector) {
        this.store = store;
        this.connector = connector;
    }

    /**
     * What is stored, in the order of the keys. One that cannot be read is logged and left out.
     *
     * @throws ServiceException if the store cannot be read
     */
    public List<ConnectorOffset> list() throws InterruptedException {
        Map<ByteBuffer, Map<String, Object>> keys = new TreeMap<>(knownKeys());
        Map<ByteBuffer, ByteBuffer> values = await(store.get(keys.keySet()));
        List<ConnectorOffset> offsets = new ArrayList<>();
        keys.forEach((key, partition) -> {
            ByteBuffer value = values.get(key);
            try {
                offsets.add(new ConnectorOffset(partition, value == null ? null : OffsetCodec.readValue(bytes(value))));
            } catch (DataException e) {
                LOG.error("Ignoring a stored offset that cannot be read connector={}", connector, e);
            }
        });
        return offsets;
    }

    /** The partitions that have an offset, each without one. */
    public Map<Map<String, ?>, Map<String, ?>> removals() throws InterruptedException {
        Map<Map<String, ?>, Map<String, ?>> removals = new LinkedHashMap<>();
        new TreeMap<>(knownKeys()).values().forEach(partition -> removals.put(partition, null));
        return removals;
    }

    /**
     * Partitions and offsets of a request as they will be read back: integers as {@code Long}, other numbers as
     * {@code Double}. Of several offsets for one partition the last counts.
     *
     * @throws DataException if a map holds anything but null and primitives, or an integer beyond 64 bits
     */
    public static Map<Map<String, ?>, Map<String, ?>> normalize(List<ConnectorOffset> offsets) {
        Map<Map<String, ?>, Map<String, ?>> normalized = new LinkedHashMap<>();
        for (ConnectorOffset offset : offsets) {
            byte[] value = OffsetCodec.value(offset.offset());
            normalized.put(
                    offset.partition() == null ? null : roundTrip(offset.partition()),
                    value == null ? null : OffsetCodec.readValue(value));
        }
        return normalized;
    }

    private static Map<String, ?> roundTrip(Map<String, ?> partition) {
        byte[] key = OffsetCodec.key("", partition);
        return OffsetCodec.readKey(key)
                .orElseThrow(() -> new DataException("A source partition cannot be read back"))
                .partition();
    }

    /**
     * Stores offsets, and removes those that are null. A partition that has an offset already is changed under the key
     * that it has, in whatever order the request gives its fields.
     *
     * @return completes when all are stored; fails with the reason of the first that is not
     * @throws ServiceException if the store cannot be read
     */
    public CompletableFuture<Void> write(Map<Map<String, ?>, Map<String, ?>> offsets) throws InterruptedException {
        Map<Map<String, ?>, List<ByteBuffer>> known = new HashMap<>();
        knownKeys().forEach((key, partition) -> known.computeIfAbsent(partition, each -> new ArrayList<>())
                .add(key));
        Map<ByteBuffer, ByteBuffer> changes = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            byte[] value = OffsetCodec.value(offset);
            List<ByteBuffer> keys = known.getOrDefault(
                    partition, Collections.singletonList(ByteBuffer.wrap(OffsetCodec.key(connector, partition))));
            keys.forEach(key -> changes.put(key, value == null ? null : ByteBuffer.wrap(value)));
        });
        return store.set(changes);
    }

    /** Reads the store to its end first. */
    private Map<ByteBuffer, Map<String, Object>> knownKeys() throws InterruptedException {
        await(store.get(Set.of()));
        return store.connectorKeys(connector);
    }

    private <T> T await(CompletableFuture<T> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new ServiceException(
                    "The offsets of connector " + connector + " cannot be read: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
