package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.DataException;

/**
 * Collects the offsets of one connector or task and writes them at a commit, one commit at a time. Safe for use by
 * several threads: a task goes on putting offsets while an earlier commit is being written.
 */
public final class OffsetWriter {
    private final OffsetStore store;
    private final String connector;
    private final Semaphore flushing = new Semaphore(1);
    private final Object lock = new Object();
    private Map<Map<String, ?>, Map<String, ?>> collected = new HashMap<>();

    public OffsetWriter(OffsetStore store, String connector) {
        this.store = store;
        this.connector = connector;
    }

    /**
     * Remembers the latest offset of a source partition for the next flush. The maps are not copied.
     *
     * @param partition may be null
     * @param offset    null removes the stored offset
     */
    public void put(Map<String, ?> partition, Map<String, ?> offset) {
        synchronized (lock) {
            collected.put(partition, offset);
        }
    }

    /**
     * Takes what was put so far as one flush. If there is one, it has to be written or abandoned before the next can
     * start.
     *
     * @param timeout how long to wait for an earlier flush to end
     * @return empty if there is nothing to write
     * @throws TimeoutException if the earlier flush has not ended
     */
    public Optional<Flush> startFlush(Duration timeout) throws InterruptedException, TimeoutException {
        if (!flushing.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("An earlier commit of offsets of connector " + connector
                    + " has not ended within " + timeout.toMillis() + " ms");
        }
        synchronized (lock) {
            if (collected.isEmpty()) {
                flushing.release();
                return Optional.empty();
            }
            Flush flush = new Flush(collected);
            collected = new HashMap<>();
            return Optional.of(flush);
        }
    }

    /** Whether something waits for the next flush. */
    public boolean hasOffsets() {
        synchronized (lock) {
            return !collected.isEmpty();
        }
    }

    /** What one commit writes. Ends when its write does, or when it is abandoned; whichever comes first counts. */
    public final class Flush {
        private final Map<Map<String, ?>, Map<String, ?>> offsets;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Flush(Map<Map<String, ?>, Map<String, ?>> offsets) {
            this.offsets = offsets;
        }

        /** Whether it removes the offset of a partition. */
        public boolean removes() {
            return offsets.containsValue(null);
        }

        /**
         * Writes the offsets.
         *
         * @return completes once they are stored. Fails if one of them cannot be, with a {@link DataException} if it is
         *     not of a storable type; then all are put back for the next flush
         */
        public CompletableFuture<Void> write() {
            Map<ByteBuffer, ByteBuffer> serialized = new HashMap<>();
            try {
                offsets.forEach((partition, offset) -> serialized.put(
                        ByteBuffer.wrap(OffsetCodec.key(connector, partition)), buffer(OffsetCodec.value(offset))));
            } catch (DataException e) {
                abandon();
                return CompletableFuture.failedFuture(e);
            }
            return store.set(serialized).whenComplete((done, error) -> {
                if (error != null) {
                    abandon();
                } else if (ended.compareAndSet(false, true)) {
                    flushing.release();
                }
            });
        }

        /** Puts the offsets back for the next flush, unless newer ones came or the write has ended well. */
        public void abandon() {
            if (ended.compareAndSet(false, true)) {
                synchronized (lock) {
                    offsets.putAll(collected);
                    collected = offsets;
                }
                flushing.release();
            }
        }
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
