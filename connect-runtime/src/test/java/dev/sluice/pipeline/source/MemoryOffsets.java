package dev.sluice.pipeline.source;

import dev.sluice.store.offset.OffsetCodec;
import dev.sluice.store.offset.OffsetStore;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An offset store in memory, whose writes can be made to fail or to hang. */
public final class MemoryOffsets implements OffsetStore {
    private final Map<ByteBuffer, ByteBuffer> values = new HashMap<>();
    public CompletableFuture<Void> nextWrite;
    public boolean started;
    public boolean stopped;

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public synchronized CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        keys.forEach(key -> found.put(key, values.get(key)));
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public synchronized CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> changes) {
        if (nextWrite != null) {
            CompletableFuture<Void> write = nextWrite;
            nextWrite = null;
            return write;
        }
        values.putAll(changes);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        return Map.of();
    }

    public synchronized Map<String, Object> stored(String connector, Map<String, ?> partition) {
        ByteBuffer value = values.get(ByteBuffer.wrap(OffsetCodec.key(connector, partition)));
        return value == null ? null : OffsetCodec.readValue(value.array());
    }
}
