package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps offsets as bytes: keys and values as {@link OffsetCodec} writes them. Safe for use by several threads.
 */
public interface OffsetStore {

    /**
     * Makes the store ready; blocks until what was stored before is there.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if it cannot be read
     */
    void start();

    /** Lets go of what {@link #start()} took; pending calls fail. */
    void stop();

    /**
     * Looks up values as of now, including what other workers have written.
     *
     * @return a map that holds every key asked for; the value is null where none is stored. Fails with a
     *     {@code ConnectException}
     */
    CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys);

    /**
     * Stores values; a null value removes the key.
     *
     * @return completes once all of them are stored, or fails with the reason of the first that is not
     */
    CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> values);

    /**
     * The keys for which this connector has an offset, and the source partition that each names, as far as has been
     * read. Several keys can name one partition, as the order of its fields is part of the key.
     */
    Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector);
}
