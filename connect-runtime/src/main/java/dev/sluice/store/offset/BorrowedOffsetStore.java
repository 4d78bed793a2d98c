package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The worker's store in the hands of one connector or task, which must not start or stop it.
 */
public final class BorrowedOffsetStore implements OffsetStore {
    private final OffsetStore owned;

    public BorrowedOffsetStore(OffsetStore owned) {
        this.owned = owned;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        return owned.get(keys);
    }

    @Override
    public CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> values) {
        return owned.set(values);
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        return owned.connectorKeys(connector);
    }
}
