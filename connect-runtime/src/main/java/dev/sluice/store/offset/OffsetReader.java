package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored offsets for one connector or task. A partition that cannot be written as a key, or whose stored offset
 * cannot be read, is logged and left out of the answer, as Apache's worker does; one without a stored offset has null.
 *
 * <p>{@link #close()}, from another thread, ends a read that hangs: it throws a {@code ConnectException}, and so does
 * every later one.
 */
public final class OffsetReader implements OffsetStorageReader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetReader.class);

    private final OffsetStore store;
    private final String connector;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    public OffsetReader(OffsetStore store, String connector) {
        this.store = store;
        this.connector = connector;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return offsets(List.of(partition)).get(partition);
    }

    /**
     * @throws ConnectException if the store cannot be read, or the reader is closed before or meanwhile
     */
    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<ByteBuffer, Map<String, T>> byKey = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            try {
                byKey.put(ByteBuffer.wrap(OffsetCodec.key(connector, partition)), partition);
            } catch (DataException e) {
                LOG.error("Cannot look up the offset of a source partition connector={}", connector, e);
            }
        }
        Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
        read(byKey.keySet()).forEach((key, value) -> {
            try {
                offsets.put(byKey.get(key), OffsetCodec.readValue(value == null ? null : bytes(value)));
            } catch (DataException e) {
                LOG.error(
                        "Ignoring a stored offset that cannot be read; the connector may skip or repeat data connector={}",
                        connector,
                        e);
            }
        });
        return offsets;
    }

    @Override
    public void close() {
        closed.completeExceptionally(new CancellationException("The offset reader was closed"));
    }

    private Map<ByteBuffer, ByteBuffer> read(Collection<ByteBuffer> keys) {
        CompletableFuture<Map<ByteBuffer, ByteBuffer>> found = store.get(keys);
        try {
            CompletableFuture.anyOf(found, closed).get();
            return found.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while reading offsets of connector " + connector, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException) {
                throw new ConnectException(
                        "Offsets of connector " + connector + " can no longer be read, as its task is being stopped;"
                                + " it took longer than the time for a graceful stop",
                        e.getCause());
            }
            throw new ConnectException("Cannot read offsets of connector " + connector, e.getCause());
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
