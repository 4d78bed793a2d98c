package org.apache.kafka.connect.util;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic from its beginning and follows it, on a thread of its own, for plugins that keep their state in a
 * compacted topic. {@link #start} returns when all that was there has been read.
 *
 * <p>Records are handed to one callback, one after another: by the caller of {@code start} at first, by the log's thread
 * later on. {@code start} and {@code stop} are for one thread, the rest for any.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public class KafkaBasedLog<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBasedLog.class);

    private static final Duration POLL = Duration.ofMinutes(1);
    private static final long TOPIC_WAIT_MS = 30_000;
    private static final long PAUSE_MS = 500;
    private static final long STOP_WAIT_MS = 30_000;

    private final String topic;
    private final Consumer<K, V> consumer;
    private final Producer<K, V> producer;
    private final TopicAdmin admin;
    private final Callback<ConsumerRecord<K, V>> records;
    private final Time time;
    private final java.util.function.Consumer<TopicAdmin> initializer;
    private final Predicate<TopicPartition> partitionFilter;
    private final List<Callback<Void>> waitingForEnd = new ArrayList<>();

    private Set<TopicPartition> partitions = Set.of();
    private volatile boolean stopped;
    private Thread reader;

    private KafkaBasedLog(Builder<K, V> parts) {
        this.topic = Objects.requireNonNull(parts.topic, "topic");
        this.consumer = Objects.requireNonNull(parts.consumer, "consumer");
        this.producer = parts.producer;
        this.admin = Objects.requireNonNull(parts.admin, "topicAdmin");
        this.records = Objects.requireNonNull(parts.records, "consumedCallback");
        this.time = Objects.requireNonNull(parts.time, "time");
        this.initializer = Objects.requireNonNull(parts.initializer, "initializer");
        this.partitionFilter = Objects.requireNonNull(parts.partitionFilter, "readTopicPartition");
    }

    private record Builder<K, V>(
            String topic,
            Consumer<K, V> consumer,
            Producer<K, V> producer,
            TopicAdmin admin,
            Callback<ConsumerRecord<K, V>> records,
            Time time,
            java.util.function.Consumer<TopicAdmin> initializer,
            Predicate<TopicPartition> partitionFilter) {}

    /**
     * A log over clients that exist. Consumer and producer are closed when the log stops, the admin client is not.
     *
     * @param producer           writes records; null for a log that is only read
     * @param consumedCallback   gets each record, and errors if {@link #start(boolean)} says so
     * @param initializer        is called first of all, for instance to create the topic
     * @param readTopicPartition which of the topic's partitions to read
     */
    public static <K, V> KafkaBasedLog<K, V> withExistingClients(
            String topic,
            Consumer<K, V> consumer,
            Producer<K, V> producer,
            TopicAdmin topicAdmin,
            Callback<ConsumerRecord<K, V>> consumedCallback,
            Time time,
            java.util.function.Consumer<TopicAdmin> initializer,
            Predicate<TopicPartition> readTopicPartition) {
        return new KafkaBasedLog<>(new Builder<>(
                topic, consumer, producer, topicAdmin, consumedCallback, time, initializer, readTopicPartition));
    }

    /** As {@link #start(boolean)}, errors are logged and reading goes on. */
    public void start() {
        start(false);
    }

    /**
     * Reads what is in the topic, then lets a thread follow it.
     *
     * @param reportErrorsToCallback whether the callback hears of errors of reading; what it throws ends the start
     * @throws ConnectException if the topic does not appear within 30 s, or has none of the partitions to read
     */
    public void start(boolean reportErrorsToCallback) {
        LOG.info("Reading a topic to its end topic={}", topic);
        initializer.accept(admin);
        partitions = findPartitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        catchUp(reportErrorsToCallback);
        reader = new Thread(this::follow, "KafkaBasedLog Work Thread - " + topic);
        reader.setDaemon(true);
        reader.start();
        LOG.info("Read a topic to its end, following it topic={} partitions={}", topic, partitions.size());
    }

    /** Ends reading and closes consumer and producer. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
        if (reader != null && reader != Thread.currentThread()) {
            try {
                reader.join(STOP_WAIT_MS);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            if (reader.isAlive()) {
                throw new ConnectException("Reader of topic " + topic + " did not end within " + STOP_WAIT_MS
                        + " ms; a callback of the plugin may be blocked");
            }
        }
        failWaiting(new ConnectException("Reading of topic " + topic + " was stopped"));
        try {
            if (producer != null) {
                producer.close();
            }
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(30)));
        }
    }

    /** Completes when all that had been written before this call has been handed to the callback. */
    public Future<Void> readToEnd() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        readToEnd((error, nothing) -> {
            if (error == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(error);
            }
        });
        return end;
    }

    /** As {@link #readToEnd()}, with a callback that runs on the log's thread. */
    public void readToEnd(Callback<Void> callback) {
        flush();
        synchronized (waitingForEnd) {
            waitingForEnd.add(callback);
        }
        consumer.wakeup();
    }

    /** Blocks until own records have been written. */
    public void flush() {
        if (producer != null) {
            producer.flush();
        }
    }

    /** Writes a record; a null value is a tombstone. */
    public void send(K key, V value) {
        send(key, value, null);
    }

    /**
     * Writes a record.
     *
     * @param callback hears when it has been written or has failed; may be null
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future would say.
    public void send(K key, V value, org.apache.kafka.clients.producer.Callback callback) {
        if (producer == null) {
            throw new IllegalStateException("Topic " + topic + " is only read, there is no producer");
        }
        producer.send(new ProducerRecord<>(topic, key, value), callback);
    }

    /** How many partitions are read. */
    public int partitionCount() {
        return partitions.size();
    }

    /** A topic that was just created takes a moment to be known by every broker. */
    private Set<TopicPartition> findPartitions() {
        long deadlineMs = time.milliseconds() + TOPIC_WAIT_MS;
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        while (found == null || found.isEmpty()) {
            if (time.milliseconds() >= deadlineMs) {
                throw new ConnectException("Topic " + topic + " was not found within " + TOPIC_WAIT_MS
                        + " ms; check that it exists and that the client may describe it");
            }
            time.sleep(PAUSE_MS);
            found = consumer.partitionsFor(topic);
        }
        Set<TopicPartition> wanted = new HashSet<>();
        for (PartitionInfo partition : found) {
            TopicPartition candidate = new TopicPartition(topic, partition.partition());
            if (partitionFilter.test(candidate)) {
                wanted.add(candidate);
            }
        }
        if (wanted.isEmpty()) {
            throw new ConnectException(
                    "Topic " + topic + " has " + found.size() + " partitions, none of which is to be read");
        }
        return Set.copyOf(wanted);
    }

    private void catchUp(boolean reportErrors) {
        Map<TopicPartition, Long> missing = new HashMap<>(endOffsets(reportErrors));
        while (!stopped) {
            missing.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (missing.isEmpty()) {
                return;
            }
            poll(reportErrors);
        }
    }

    private Map<TopicPartition, Long> endOffsets(boolean reportErrors) {
        while (true) {
            try {
                return admin.endOffsets(partitions);
            } catch (RetriableException e) {
                LOG.warn("Cannot look up the end of a topic yet, trying again topic={}", topic, e);
                if (reportErrors) {
                    records.onCompletion(e, null);
                }
                if (stopped) {
                    throw e;
                }
                time.sleep(PAUSE_MS);
            }
        }
    }

    private void poll(boolean reportErrors) {
        ConsumerRecords<K, V> batch;
        try {
            batch = consumer.poll(POLL);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.error("Cannot read from a topic, trying again topic={}", topic, e);
            if (reportErrors) {
                records.onCompletion(e, null);
            }
            time.sleep(PAUSE_MS);
            return;
        }
        for (ConsumerRecord<K, V> record : batch) {
            records.onCompletion(null, record);
        }
    }

    private void follow() {
        try {
            while (!stopped) {
                List<Callback<Void>> waiting;
                synchronized (waitingForEnd) {
                    waiting = List.copyOf(waitingForEnd);
                }
                try {
                    if (waiting.isEmpty()) {
                        poll(false);
                    } else {
                        catchUp(false);
                        complete(waiting);
                    }
                } catch (WakeupException e) {
                    LOG.trace("Woken up topic={}", topic, e);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("Reading of a topic has ended topic={}", topic, e);
            failWaiting(e);
        }
    }

    private void complete(List<Callback<Void>> waiting) {
        if (stopped) {
            return;
        }
        synchronized (waitingForEnd) {
            waitingForEnd.removeAll(waiting);
        }
        waiting.forEach(callback -> callback.onCompletion(null, null));
    }

    private void failWaiting(RuntimeException error) {
        List<Callback<Void>> waiting;
        synchronized (waitingForEnd) {
            waiting = List.copyOf(waitingForEnd);
            waitingForEnd.clear();
        }
        waiting.forEach(callback -> callback.onCompletion(error, null));
    }
}
