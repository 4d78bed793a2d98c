package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Keeps offsets in a map; fails or hangs when told to. */
final class MemoryOffsetStore implements OffsetStore {
    final Map<ByteBuffer, ByteBuffer> values = new HashMap<>();
    int sets;
    RuntimeException failure;
    CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        keys.forEach(key -> found.put(key, values.get(key)));
        return gate.thenApply(open -> found);
    }

    @Override
    public CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> changes) {
        sets++;
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        return gate.thenRun(() -> values.putAll(changes));
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        return Map.of();
    }
}
