package dev.sluice.log;

import dev.sluice.kafka.TopicAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading half of a {@link TopicLog}: owns the consumer and runs on one thread, which is the only one to touch it.
 *
 * <p>Who wants to know that the end is reached joins the waiting ones; each round looks the ends up once for all that
 * wait at its beginning. The first round is the load.
 */
final class LogReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** A poll returns at once where there are records; this only bounds what happens if the end moved unseen. */
    private static final Duration READING = Duration.ofMillis(500);

    /** After so many polls without a record the end is looked up again: a new leader may have lost some. */
    private static final int POLLS_BEFORE_LOOKUP = 20;

    private static final long FIRST_BACKOFF_MS = 100;
    private static final long MAX_BACKOFF_MS = 10_000;

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> partitions;
    private final TopicAdmin admin;
    private final Runnable beforeLookup;
    private final RecordListener records;
    private final FailureListener failures;

    private final Object lock = new Object();
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    /** Has a permit when the reader is not to rest any longer. */
    private final Semaphore wanted = new Semaphore(0);

    private final ReadProgress progress;
    private final UnreadableRecords unreadable;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private Throwable ended;

    private boolean loaded;
    private long backoffMs;
    private int emptyPolls;

    /**
     * @param beforeLookup run on the reader's thread before the ends are looked up: lets what this process wrote arrive
     */
    LogReader(
            String topic,
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> partitions,
            TopicAdmin admin,
            Runnable beforeLookup,
            RecordListener records,
            FailureListener failures) {
        this.topic = topic;
        this.consumer = consumer;
        this.partitions = Set.copyOf(partitions);
        this.admin = admin;
        this.beforeLookup = beforeLookup;
        this.records = records;
        this.failures = failures;
        this.progress = new ReadProgress(topic);
        this.unreadable = new UnreadableRecords(consumer, this.partitions, admin, this::deliver, this::stopping);
    }

    /** Completes on the reader's thread once everything written before this call has been handed over. */
    CompletableFuture<Void> readToEnd() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        synchronized (lock) {
            if (ended != null) {
                return CompletableFuture.failedFuture(
                        new ConnectException("Topic " + topic + " is no longer read", ended));
            }
            waiting.add(reached);
        }
        wanted.release();
        consumer.wakeup();
        return reached;
    }

    /** Completes on the reader's thread once the record at this offset has been handed over. */
    CompletableFuture<Void> read(TopicPartition partition, long offset) {
        CompletableFuture<Void> read = progress.read(partition, offset);
        wanted.release();
        return read;
    }

    /** Makes the reader end soon; does not wait for it. */
    void stop() {
        stopRequested.countDown();
        wanted.release();
        consumer.wakeup();
    }

    @Override
    public void run() {
        Throwable cause = null;
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopping()) {
                List<CompletableFuture<Void>> round = takeWaiting();
                if (round.isEmpty()) {
                    boolean found = poll(IDLE);
                    if (found) {
                        rest();
                    }
                } else {
                    readToEnd(round);
                }
            }
        } catch (Throwable e) {
            cause = e;
        }
        end(cause);
    }

    private void readToEnd(List<CompletableFuture<Void>> round) {
        try {
            Map<TopicPartition, Long> ends = lookUpEnds();
            dropReached(ends);
            emptyPolls = 0;
            while (!ends.isEmpty() && !stopping()) {
                poll(READING);
                if (emptyPolls >= POLLS_BEFORE_LOOKUP) {
                    emptyPolls = 0;
                    Map<TopicPartition, Long> now = admin.endOffsets(ends.keySet());
                    ends.replaceAll((partition, end) -> Math.min(end, now.get(partition)));
                }
                dropReached(ends);
            }
        } catch (InterruptException e) {
            fail(round, e);
            throw e;
        } catch (KafkaException e) {
            fail(round, e);
            backOff("Cannot read a topic to its end", e);
            return;
        } catch (Throwable e) {
            fail(round, e);
            throw e;
        }
        if (stopping()) {
            fail(round, new ConnectException("Topic " + topic + " was closed before its end was reached"));
            return;
        }
        if (!loaded) {
            loaded = true;
            records.onLoaded();
        }
        round.forEach(reached -> reached.complete(null));
    }

    private Map<TopicPartition, Long> lookUpEnds() {
        beforeLookup.run();
        Map<TopicPartition, Long> ends =
                new HashMap<>(loaded ? admin.endOffsets(partitions) : admin.endOffsetsPatiently(partitions));
        ends.values().removeIf(end -> end == 0);
        return ends;
    }

    private void dropReached(Map<TopicPartition, Long> ends) {
        try {
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        } catch (WakeupException e) {
            LOG.trace("Woken up topic={}", topic);
        } catch (RetriableException e) {
            backOff("Cannot tell how far a topic is read, trying again", e);
        }
    }

    /** Hands over the next records, if any come; survives everything that another try may cure. */
    private boolean poll(Duration timeout) {
        boolean found = false;
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
            found = !polled.isEmpty();
            deliver(polled);
            backoffMs = 0;
        } catch (WakeupException e) {
            LOG.trace("Woken up topic={}", topic);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            if (UnreadableRecords.isPossible(e)) {
                skipUnreadable(e);
            } else {
                tryAgainAfter(e);
            }
        }
        return found;
    }

    /** Lets records gather, see {@link RecordListener#rest}. */
    private void rest() {
        long restMs = records.rest().toMillis();
        wanted.drainPermits();
        try {
            if (restMs > 0 && !stopping() && !awaited() && wanted.tryAcquire(restMs, TimeUnit.MILLISECONDS)) {
                LOG.trace("Resting no longer topic={}", topic);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean awaited() {
        synchronized (lock) {
            if (!waiting.isEmpty()) {
                return true;
            }
        }
        return progress.awaited();
    }

    private void skipUnreadable(KafkaException error) {
        try {
            unreadable.skip(error);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            tryAgainAfter(e);
        }
    }

    /** A worker that starts is told what is wrong; one that runs outlasts it. */
    private void tryAgainAfter(KafkaException error) {
        if (!loaded && !(error instanceof RetriableException)) {
            throw error;
        }
        backOff("Cannot read from a topic, trying again", error);
    }

    private void deliver(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            emptyPolls++;
            return;
        }
        emptyPolls = 0;
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(polled.count());
        polled.forEach(batch::add);
        try {
            records.onRecords(batch);
            progress.advance(batch);
        } catch (RuntimeException e) {
            throw new ListenerFailure(topic, e);
        }
    }

    private void backOff(String what, KafkaException reason) {
        if (backoffMs == 0) {
            LOG.warn("{} topic={}", what, topic, reason);
        } else {
            LOG.warn("{} topic={} reason={}", what, topic, reason.getMessage());
        }
        backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs == 0 ? FIRST_BACKOFF_MS : backoffMs * 2);
        try {
            if (stopRequested.await(backoffMs, TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopping instead of trying again topic={}", topic);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void end(Throwable cause) {
        Throwable reason = cause == null ? new ConnectException("Topic " + topic + " was closed") : cause;
        List<CompletableFuture<Void>> left;
        synchronized (lock) {
            ended = reason;
            left = waiting;
            waiting = List.of();
        }
        fail(left, reason);
        progress.end(reason);
        try {
            // It is in no group, so there is nothing to wait for but the broker's answer to a fetch that lacks records.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            LOG.warn("Cannot close a consumer cleanly topic={}", topic, e);
        }
        if (cause != null && !stopping()) {
            LOG.error("Stopped reading a topic because of an error topic={}", topic, cause);
            failures.onFailure(topic, cause);
        }
    }

    private List<CompletableFuture<Void>> takeWaiting() {
        synchronized (lock) {
            if (waiting.isEmpty()) {
                return List.of();
            }
            List<CompletableFuture<Void>> taken = waiting;
            waiting = new ArrayList<>();
            return taken;
        }
    }

    private boolean stopping() {
        return stopRequested.getCount() == 0;
    }

    private static void fail(List<CompletableFuture<Void>> round, Throwable cause) {
        round.forEach(reached -> reached.completeExceptionally(cause));
    }

    /** What a listener threw; not a Kafka exception, so that it is never mistaken for one. */
    private static final class ListenerFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ListenerFailure(String topic, RuntimeException cause) {
            super("Records of topic " + topic + " could not be taken in", cause);
        }
    }
}
