package dev.sluice.log;

import dev.sluice.concurrent.NamedThreads;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.TopicAdmin;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes one compacted topic that several workers share. It reads all partitions from their beginnings and
 * then follows them, on one thread named after the topic; whether records of open transactions are seen is a matter of
 * the consumer's {@code isolation.level}.
 *
 * <p>What was written is seen only when it has come back from the topic: {@link #readToEnd()} says when that is. A
 * record that cannot be read (a broken checksum) is logged and skipped. Errors of the cluster are retried for ever with
 * growing pauses once the topic has been loaded.
 *
 * <p>All methods but {@link #start()} and {@link #close()} are safe for use by several threads.
 */
public final class TopicLog implements CompactedLog {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLog.class);
    private static final long METADATA_WAIT_MS = 30_000;
    private static final long FIRST_METADATA_PAUSE_MS = 20;
    private static final long MAX_METADATA_PAUSE_MS = 1_000;
    /** End offsets are looked up for 15 minutes at most; the rest is for reading. */
    private static final long LOAD_LIMIT_MINUTES = 30;

    static final Duration CLOSE_PRODUCER = Duration.ofSeconds(5);
    private static final long CLOSE_READER_MS = 10_000;

    private final String topic;
    private final KafkaClients clients;
    private final Map<String, ?> consumerProperties;
    private final LogWriter writer;
    private final TopicAdmin admin;
    private final RecordListener records;
    private final FailureListener failures;
    private final AtomicInteger unacknowledged = new AtomicInteger();

    private volatile Producer<byte[], byte[]> producer;
    private volatile LogReader reader;
    private volatile int partitionCount;
    private Thread thread;

    /**
     * @param consumerProperties of the consumer; nothing is added to them but {@code assign} and {@code seek}
     * @param admin              looks up where the topic ends; stays open when the log closes
     * @param records            gets what is read
     * @param failures           hears if reading has ended for good
     */
    public TopicLog(
            String topic,
            KafkaClients clients,
            Map<String, ?> consumerProperties,
            LogWriter writer,
            TopicAdmin admin,
            RecordListener records,
            FailureListener failures) {
        this.topic = topic;
        this.clients = clients;
        this.consumerProperties = consumerProperties;
        this.writer = writer;
        this.admin = admin;
        this.records = records;
        this.failures = failures;
    }

    @Override
    public void start() {
        long startedNs = System.nanoTime();
        try {
            producer = writer.open(clients).orElse(null);
            LogReader started = openReader();
            CompletableFuture<Void> loaded = started.readToEnd();
            thread = new NamedThreads("log-" + topic).newThread(started);
            reader = started;
            thread.start();
            loaded.get(LOAD_LIMIT_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            close();
            throw cannotRead(e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new ConnectException(
                    "Topic " + topic + " was not read within " + LOAD_LIMIT_MINUTES
                            + " minutes; an open transaction or a partition without a leader can hold it up",
                    e);
        } catch (InterruptedException e) {
            close();
            throw new InterruptException(e);
        } catch (TopicAuthorizationException e) {
            close();
            throw cannotRead(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.info(
                "Read a topic to its end topic={} partitions={} tookMs={}",
                topic,
                partitionCount,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs));
    }

    private ConnectException cannotRead(Throwable error) {
        String advice = error instanceof TopicAuthorizationException
                ? "; the worker's principal needs the ACL operations DESCRIBE, READ and WRITE on it, and CREATE if it is to"
                        + " create it"
                : "";
        return new ConnectException("Cannot read topic " + topic + ": " + error.getMessage() + advice, error);
    }

    @Override
    public int partitions() {
        return partitionCount;
    }

    @Override
    public CompletableFuture<Void> readToEnd() {
        LogReader current = reader;
        if (current == null) {
            return CompletableFuture.failedFuture(new ConnectException("Topic " + topic + " is not being read"));
        }
        return current.readToEnd();
    }

    @Override
    public CompletableFuture<Void> readTo(RecordMetadata record) {
        LogReader current = reader;
        if (current == null) {
            return CompletableFuture.failedFuture(new ConnectException("Topic " + topic + " is not being read"));
        }
        return current.read(new TopicPartition(topic, record.partition()), record.offset());
    }

    @Override
    public CompletableFuture<RecordMetadata> send(byte[] key, byte[] value) {
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        send(key, value, (metadata, error) -> {
            if (error == null) {
                acknowledged.complete(metadata);
            } else {
                acknowledged.completeExceptionally(error);
            }
        });
        return acknowledged;
    }

    @Override
    public void send(byte[] key, byte[] value, Callback callback) {
        send(new ProducerRecord<>(topic, key, value), callback);
    }

    @Override
    public void send(byte[] key, byte[] value, long writtenMs, Callback callback) {
        send(new ProducerRecord<>(topic, null, writtenMs, key, value), callback);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future would say.
    private void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            callback.onCompletion(null, new ConnectException("Topic " + topic + " is not open for writing"));
            return;
        }
        unacknowledged.incrementAndGet();
        try {
            current.send(record, (metadata, error) -> {
                unacknowledged.decrementAndGet();
                callback.onCompletion(metadata, error);
            });
        } catch (RuntimeException e) {
            unacknowledged.decrementAndGet();
            callback.onCompletion(null, e);
        }
    }

    @Override
    public void flush() {
        Producer<byte[], byte[]> current = producer;
        if (current != null) {
            current.flush();
        }
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> opened = producer;
        if (opened != null) {
            try {
                writer.close(opened);
            } catch (KafkaException e) {
                LOG.warn("Cannot close a producer cleanly topic={}", topic, e);
            }
        }
        producer = null;
        LogReader current = reader;
        if (current == null || thread == Thread.currentThread()) {
            return;
        }
        current.stop();
        try {
            thread.join(CLOSE_READER_MS);
            if (thread.isAlive()) {
                LOG.warn("A topic's reader takes long to stop, leaving it behind topic={}", topic);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LogReader openReader() throws InterruptedException {
        Consumer<byte[], byte[]> consumer = clients.consumer(consumerProperties);
        try {
            Set<TopicPartition> partitions = findPartitions(consumer);
            return new LogReader(topic, consumer, partitions, admin, this::flushOwnWrites, records, failures);
        } catch (InterruptedException | RuntimeException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    private void flushOwnWrites() {
        if (unacknowledged.get() > 0) {
            flush();
        }
    }

    /** A topic that was just created takes a moment to be known by every broker. */
    private Set<TopicPartition> findPartitions(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(METADATA_WAIT_MS);
        long pauseMs = FIRST_METADATA_PAUSE_MS;
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        while (found == null || found.isEmpty()) {
            if (System.nanoTime() >= deadlineNs) {
                throw new ConnectException("Topic " + topic + " was not found within " + METADATA_WAIT_MS
                        + " ms; create it, or let the worker's principal create it");
            }
            TimeUnit.MILLISECONDS.sleep(pauseMs);
            pauseMs = Math.min(pauseMs * 2, MAX_METADATA_PAUSE_MS);
            found = consumer.partitionsFor(topic);
        }
        partitionCount = found.size();
        Set<TopicPartition> partitions = new HashSet<>();
        found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        return partitions;
    }
}
