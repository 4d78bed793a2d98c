package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of a connector that has an offsets topic of its own (KIP-618): that topic first, the worker's second, so
 * that a connector can move to a topic of its own and back.
 *
 * <p>Reading: where the connector's topic has no offset for a partition, the one of the worker's topic counts. That is
 * what KIP-618 describes. Apache's worker 4.3.1 means to do the same, but takes the first store's "none" for an answer,
 * so that a connector which is given a topic of its own starts again from the beginning of its source. Here only stores
 * that write in transactions behave like that: the copy in the worker's topic may come from a transaction that was
 * aborted later, and believing it would lose records.
 *
 * <p>Writing: the connector's topic decides about success. The worker's follows in the background, and a failure there
 * is only logged, as the first topic's answer counts anyway. Not so for removals: if the worker's topic kept an offset
 * that the connector's has lost, it would come back. So removals go to the worker's topic first and must succeed there.
 *
 * <p>Starting and stopping concern the connector's own store only; the worker's belongs to the worker.
 */
public final class ConnectorOffsetStore implements OffsetStore {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorOffsetStore.class);

    private final OffsetStore primary;
    private final OffsetStore secondary;
    private final boolean transactional;

    /**
     * @param primary   over the connector's topic
     * @param secondary the worker's
     * @param transactional whether the primary store writes with a transactional producer
     */
    public ConnectorOffsetStore(OffsetStore primary, OffsetStore secondary, boolean transactional) {
        this.transactional = transactional;
        this.primary = primary;
        this.secondary = secondary;
    }

    @Override
    public void start() {
        primary.start();
    }

    @Override
    public void stop() {
        primary.stop();
    }

    @Override
    public CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        if (transactional) {
            // The keys of both are asked for next, so both have to be read to their end.
            return primary.get(keys).thenCombine(secondary.get(Set.of()), (own, nothing) -> own);
        }
        return primary.get(keys).thenCombine(secondary.get(keys), (own, workers) -> {
            Map<ByteBuffer, ByteBuffer> found = new HashMap<>(own);
            found.replaceAll((key, value) -> value == null ? workers.get(key) : value);
            return found;
        });
    }

    @Override
    public CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> values) {
        Map<ByteBuffer, ByteBuffer> removals = new HashMap<>();
        Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
        values.forEach((key, value) -> (value == null ? removals : offsets).put(key, value));
        CompletableFuture<Void> removed =
                removals.isEmpty() ? CompletableFuture.completedFuture(null) : secondary.set(removals);
        return removed.thenCompose(done -> primary.set(values)).thenRun(() -> copyToSecondary(offsets));
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        Map<ByteBuffer, Map<String, Object>> keys = new HashMap<>(secondary.connectorKeys(connector));
        keys.putAll(primary.connectorKeys(connector));
        return keys;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the copy.
    private void copyToSecondary(Map<ByteBuffer, ByteBuffer> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        secondary.set(offsets).whenComplete((done, error) -> {
            if (error != null) {
                LOG.warn("Could not copy offsets of a connector's own topic to the worker's topic", error);
            }
        });
    }
}
