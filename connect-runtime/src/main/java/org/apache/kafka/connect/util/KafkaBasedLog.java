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
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
    private final Map<String, Object> producerConfigs = new HashMap<>();
    private final Map<String, Object> consumerConfigs = new HashMap<>();
    private final Supplier<TopicAdmin> adminSupplier;
    private final Callback<ConsumerRecord<K, V>> records;
    private final Time time;
    private final java.util.function.Consumer<TopicAdmin> initializer;
    private final List<Callback<Void>> waitingForEnd = new ArrayList<>();

    private Set<TopicPartition> partitions = Set.of();
    private TopicAdmin admin;
    private volatile Consumer<K, V> consumer;
    private volatile Producer<K, V> producer;
    private volatile boolean stopped;
    private Thread reader;

    /**
     * A log that makes its clients when it starts, see {@link #createProducer} and {@link #createConsumer}.
     *
     * @param topicAdminSupplier asked once, by {@link #start}; the client that it gives is not closed. Null instead of a
     *                           client if the consumer is to look up where the topic ends, which it can do unless it
     *                           reads only what is committed
     * @param consumedCallback   gets each record, and errors if {@link #start(boolean)} says so
     * @param initializer        is called first of all, for instance to create the topic; null for nothing
     */
    public KafkaBasedLog(
            String topic,
            Map<String, Object> producerConfigs,
            Map<String, Object> consumerConfigs,
            Supplier<TopicAdmin> topicAdminSupplier,
            Callback<ConsumerRecord<K, V>> consumedCallback,
            Time time,
            java.util.function.Consumer<TopicAdmin> initializer) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.adminSupplier = Objects.requireNonNull(topicAdminSupplier, "topicAdminSupplier");
        this.records = Objects.requireNonNull(consumedCallback, "consumedCallback");
        this.time = Objects.requireNonNull(time, "time");
        this.initializer = initializer == null ? admin -> {} : initializer;
        this.producerConfigs.putAll(producerConfigs);
        this.consumerConfigs.putAll(consumerConfigs);
    }

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
        Objects.requireNonNull(consumer, "consumer");
        Objects.requireNonNull(topicAdmin, "topicAdmin");
        Objects.requireNonNull(initializer, "initializer");
        Objects.requireNonNull(readTopicPartition, "readTopicPartition");
        return new KafkaBasedLog<>(topic, Map.of(), Map.of(), () -> topicAdmin, consumedCallback, time, initializer) {
            @Override
            protected Producer<K, V> createProducer() {
                return producer;
            }

            @Override
            protected Consumer<K, V> createConsumer() {
                return consumer;
            }

            @Override
            protected boolean readPartition(TopicPartition topicPartition) {
                return readTopicPartition.test(topicPartition);
            }
        };
    }

    /**
     * Makes the client that writes: with the given properties, but one request at a time that all replicas acknowledge,
     * so that records stay in order.
     *
     * @return null for a log that is only read
     */
    protected Producer<K, V> createProducer() {
        Map<String, Object> configs = new HashMap<>(producerConfigs);
        configs.put(ProducerConfig.ACKS_CONFIG, "all");
        configs.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(configs);
    }

    /** Makes the client that reads: with the given properties, from the beginning, and without offsets of a group. */
    protected Consumer<K, V> createConsumer() {
        Map<String, Object> configs = new HashMap<>(consumerConfigs);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(configs);
    }

    /** Whether to read this partition of the topic; all of them unless a subclass says otherwise. */
    protected boolean readPartition(TopicPartition topicPartition) {
        return true;
    }

    /** As {@link #start(boolean)}, errors are logged and reading goes on. */
    public void start() {
        start(false);
    }

    /**
     * Reads what is in the topic, then lets a thread follow it.
     *
     * @param reportErrorsToCallback whether the callback hears of errors of reading; what it throws ends the start
     * @throws ConnectException if the topic does not appear within 30 s, or has none of the partitions to read; if only
     *                          what is committed is to be read and there is no admin client
     */
    public void start(boolean reportErrorsToCallback) {
        LOG.info("Reading a topic to its end topic={}", topic);
        admin = adminSupplier.get();
        if (admin == null && readsCommittedOnly()) {
            throw new ConnectException(
                    "Topic " + topic + " cannot be read with isolation.level=read_committed without an"
                            + " admin client, which alone can look up where it ends");
        }
        initializer.accept(admin);
        producer = createProducer();
        consumer = createConsumer();
        partitions = findPartitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        catchUp(reportErrorsToCallback);
        reader = new Thread(this::follow, "KafkaBasedLog Work Thread - " + topic);
        reader.setDaemon(true);
        reader.start();
        LOG.info("Read a topic to its end, following it topic={} partitions={}", topic, partitions.size());
    }

    private boolean readsCommittedOnly() {
        return "read_committed".equals(consumerConfigs.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
    }

    /** Ends reading and closes consumer and producer. */
    public void stop() {
        stopped = true;
        Consumer<K, V> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
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
            if (reading != null) {
                reading.close(CloseOptions.timeout(Duration.ofSeconds(30)));
            }
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

    /** As {@link #send(Object, Object)}, and tells where the record has been written. */
    public Future<RecordMetadata> sendWithReceipt(K key, V value) {
        return sendWithReceipt(key, value, null);
    }

    /**
     * Writes a record.
     *
     * @param callback hears when it has been written or has failed; may be null
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future would say.
    public void send(K key, V value, org.apache.kafka.clients.producer.Callback callback) {
        sendWithReceipt(key, value, callback);
    }

    /**
     * As {@link #send(Object, Object, org.apache.kafka.clients.producer.Callback)}, and tells where the record has been
     * written.
     *
     * @throws IllegalStateException if the log has no producer, or none yet because it has not been started
     */
    public Future<RecordMetadata> sendWithReceipt(K key, V value, org.apache.kafka.clients.producer.Callback callback) {
        if (producer == null) {
            throw new IllegalStateException(
                    "Topic " + topic + " has no producer: it is only read, or reading of it has not been started");
        }
        return producer.send(new ProducerRecord<>(topic, key, value), callback);
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
            if (readPartition(candidate)) {
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
                return admin == null ? consumer.endOffsets(partitions) : admin.endOffsets(partitions);
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
