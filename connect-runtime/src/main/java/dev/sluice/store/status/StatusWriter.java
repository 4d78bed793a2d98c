package dev.sluice.store.status;

import dev.sluice.concurrent.EventQueue;
import dev.sluice.concurrent.Threads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the status topic from one background thread, so that who has a status to tell never waits for a broker.
 *
 * <p>A write that fails and may succeed on another try is tried again as long as it is the latest for its key and still
 * true. Everything is written in the order in which it was put; if a lot has piled up, what has been superseded is left
 * out.
 */
final class StatusWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final int PILE = 10_000;
    private static final long RETRY_MS = 100;
    private static final long FLUSH_LIMIT_MS = 30_000;
    private static final long CLOSE_LIMIT_MS = 5_000;

    private final Sender sender;
    private final Runnable flush;
    private final BiConsumer<String, byte[]> dropped;
    private final Clock clock;
    private final Threads threads;
    private final EventQueue<Runnable> thread;

    private final Object lock = new Object();
    private final ArrayDeque<Write> queue = new ArrayDeque<>();
    private final Map<String, Write> latest = new HashMap<>();
    private boolean draining;

    /**
     * @param sender hands a key and a value to the producer; may block
     * @param flush waits until the brokers have answered for what was handed over
     * @param dropped told the key and the value of a write that is not tried again
     * @param clock tells when something was put, which further tries do not change
     * @param threads where the background thread comes from
     */
    StatusWriter(
            String topic,
            Sender sender,
            Runnable flush,
            BiConsumer<String, byte[]> dropped,
            Clock clock,
            Threads threads) {
        this.sender = sender;
        this.flush = flush;
        this.dropped = dropped;
        this.clock = clock;
        this.threads = threads;
        this.thread = threads.eventQueue(
                "status-writer-" + topic,
                error -> LOG.error("Statuses are not written any more topic={}", topic, error));
        this.thread.start(Runnable::run);
    }

    /**
     * Queues a write.
     *
     * @param stillTrue asked before each further try
     */
    void put(String key, byte[] value, BooleanSupplier stillTrue) {
        put(new Write(key, value, clock.millis(), stillTrue));
    }

    /**
     * Queues a tombstone, which carries the time in ms at which it was called for. It is left out if something else was
     * put for the key since.
     */
    void remove(String key, long asOfMs) {
        put(new Write(key, null, asOfMs, () -> true));
    }

    private void put(Write write) {
        synchronized (lock) {
            Write last = latest.get(write.key);
            if (write.value == null && last != null && last.value != null && last.putMs > write.putMs) {
                return;
            }
            latest.put(write.key, write);
            if (queue.size() >= PILE) {
                dropSuperseded();
            }
            queue.add(write);
            if (draining) {
                return;
            }
            draining = true;
        }
        execute(this::drain);
    }

    /** Writes once more what was written last for a key, if it was this. */
    void repeat(String key, byte[] value) {
        long now = clock.millis();
        synchronized (lock) {
            Write last = latest.get(key);
            if (last != null && Arrays.equals(last.value, value)) {
                put(new Write(key, value, now, last.stillTrue));
            }
        }
    }

    /** Whether something other than a tombstone was written for this key and has not failed or been deleted since. */
    boolean hasWritten(String key) {
        synchronized (lock) {
            Write write = latest.get(key);
            return write != null && write.value != null;
        }
    }

    /** The key was deleted in the topic: what waits for another try is out of date. */
    void forget(String key) {
        synchronized (lock) {
            latest.remove(key);
        }
    }

    /** Waits until everything put so far was answered for once; 30 s at most. */
    void flush() {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        execute(() -> {
            drain();
            flush.run();
            flushed.complete(null);
        });
        await(flushed, FLUSH_LIMIT_MS);
    }

    @Override
    public void close() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        execute(() -> {
            drain();
            drained.complete(null);
        });
        await(drained, CLOSE_LIMIT_MS);
        thread.close();
    }

    private void drain() {
        for (Write write = next(); write != null; write = next()) {
            attempt(write);
        }
    }

    private Write next() {
        synchronized (lock) {
            Write write = queue.poll();
            if (write == null) {
                draining = false;
            }
            return write;
        }
    }

    private void attempt(Write write) {
        sender.send(write.keyBytes(), write.value, write.putMs, (metadata, error) -> {
            if (error != null) {
                failed(write, error);
            }
        });
    }

    private void failed(Write write, Throwable error) {
        if (error instanceof RetriableException) {
            LOG.debug("Could not write a status, trying again key={} reason={}", write.key, error.getMessage());
            thread.postAfter(RETRY_MS, () -> tryAgain(write));
        } else {
            LOG.error("Could not write a status key={}", write.key, error);
            synchronized (lock) {
                latest.remove(write.key, write);
            }
        }
    }

    private void tryAgain(Write write) {
        boolean isLatest;
        synchronized (lock) {
            isLatest = latest.get(write.key) == write;
        }
        if (isLatest && write.stillTrue.getAsBoolean()) {
            attempt(write);
        } else {
            LOG.debug("Not trying to write an outdated status again key={}", write.key);
            dropped.accept(write.key, write.value);
        }
    }

    private void dropSuperseded() {
        for (Iterator<Write> writes = queue.iterator(); writes.hasNext(); ) {
            Write write = writes.next();
            if (latest.get(write.key) != write) {
                writes.remove();
            }
        }
    }

    private void execute(Runnable task) {
        if (!thread.post(task)) {
            LOG.debug("Not writing a status, as the writer is closed");
        }
    }

    private void await(CompletableFuture<?> future, long limitMs) {
        try {
            threads.await(future, limitMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Statuses could not be written in time limitMs={}", limitMs, e);
        }
    }

    /** Hands a key and a value to a producer. */
    interface Sender {
        void send(byte[] key, byte[] value, long writtenMs, Callback callback);
    }

    /** One write; two are the same only if they are one. */
    private static final class Write {
        private final String key;
        private final byte[] value;
        private final long putMs;
        private final BooleanSupplier stillTrue;

        Write(String key, byte[] value, long putMs, BooleanSupplier stillTrue) {
            this.key = key;
            this.value = value;
            this.putMs = putMs;
            this.stillTrue = stillTrue;
        }

        byte[] keyBytes() {
            return key.getBytes(StandardCharsets.UTF_8);
        }
    }
}
