package dev.sluice.kafka;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A cluster in memory, behind Kafka's own mock clients: topics with partitions, records in offset order, transactions
 * that show when they commit, and fencing by transactional id. Everything written goes to partition 0.
 */
public final class MemoryCluster implements KafkaClients {
    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, MemoryProducer> transactional = new HashMap<>();
    private final List<RuntimeException> sendFailures = new ArrayList<>();
    private final List<RuntimeException> producerFailures = new ArrayList<>();
    private final List<RuntimeException> adminFailures = new ArrayList<>();
    private final List<RuntimeException> pollFailures = new ArrayList<>();
    private final List<RuntimeException> lookupFailures = new ArrayList<>();
    private final Map<String, TreeSet<Long>> spoilt = new HashMap<>();
    private int endLookups;

    private record Topic(int partitions, Map<String, String> configs, List<ConsumerRecord<byte[], byte[]>> records) {}

    public synchronized void createTopic(String name, int partitions, Map<String, String> configs) {
        topics.put(name, new Topic(partitions, Map.copyOf(configs), new ArrayList<>()));
    }

    /** The configs of a topic; null if there is none. */
    public synchronized Map<String, String> topicConfigs(String name) {
        Topic topic = topics.get(name);
        return topic == null ? null : topic.configs();
    }

    public synchronized int partitions(String name) {
        return topics.get(name).partitions();
    }

    /** Appends to partition 0 and wakes who reads. */
    public long append(String name, byte[] key, byte[] value) {
        return append(name, key, value, ConsumerRecord.NO_TIMESTAMP);
    }

    /** As {@link #append(String, byte[], byte[])}, of a record that was written at a time. */
    public synchronized long append(String name, byte[] key, byte[] value, long writtenMs) {
        List<ConsumerRecord<byte[], byte[]>> records = topics.get(name).records();
        long offset = records.size();
        records.add(new ConsumerRecord<>(
                name,
                0,
                offset,
                writtenMs,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
        notifyAll();
        return offset;
    }

    public synchronized List<ConsumerRecord<byte[], byte[]>> records(String name) {
        return List.copyOf(topics.get(name).records());
    }

    /** Makes a record unreadable, as a disk does: consumers cannot get past it unless they seek. */
    public synchronized void spoil(String name, long offset) {
        spoilt.computeIfAbsent(name, absent -> new TreeSet<>()).add(offset);
    }

    /** Lets the next polls of any consumer fail, one each. */
    public synchronized void failPolls(RuntimeException... failures) {
        pollFailures.addAll(List.of(failures));
        notifyAll();
    }

    /** Lets the next questions for a topic's partitions fail, one each. */
    public synchronized void failLookups(RuntimeException... failures) {
        lookupFailures.addAll(List.of(failures));
    }

    /** Lets the next sends of any producer fail, one each. */
    public synchronized void failSends(RuntimeException... failures) {
        sendFailures.addAll(List.of(failures));
    }

    /** Lets the next producers fail when they are made. */
    public synchronized void failProducers(RuntimeException... failures) {
        producerFailures.addAll(List.of(failures));
    }

    /** Lets the next calls of any admin client fail, one each. */
    public synchronized void failAdminCalls(RuntimeException... failures) {
        adminFailures.addAll(List.of(failures));
    }

    /** How many sends, polls and admin calls are still to fail. */
    public synchronized int failuresLeft() {
        return sendFailures.size() + adminFailures.size() + pollFailures.size();
    }

    /** How often the end of a topic was looked up. */
    public synchronized int endLookups() {
        return endLookups;
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
        synchronized (this) {
            if (!producerFailures.isEmpty()) {
                throw producerFailures.remove(0);
            }
        }
        return new MemoryProducer((String) properties.get("transactional.id"));
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, ?> properties) {
        return new MemoryConsumer();
    }

    @Override
    public Admin admin(Map<String, ?> properties) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    return adminCall(method.getName(), arguments);
                });
    }

    /** An admin over this cluster that never waits between tries. */
    public TopicAdmin topicAdmin() {
        return new TopicAdmin(admin(Map.of()), Map.of(), new ImpatientPacing());
    }

    private synchronized Object adminCall(String method, Object[] arguments) {
        RuntimeException failure = adminFailures.isEmpty() ? null : adminFailures.remove(0);
        return switch (method) {
            case "describeTopics" -> {
                String name = (String) ((Collection<?>) arguments[0]).iterator().next();
                yield new TopicsDescribed(Map.of(name, result(failure, () -> describe(name))));
            }
            case "describeConfigs" -> {
                ConfigResource resource = (ConfigResource)
                        ((Collection<?>) arguments[0]).iterator().next();
                yield new ConfigsDescribed(Map.of(resource, result(failure, () -> configs(resource.name()))));
            }
            case "createTopics" -> {
                NewTopic topic =
                        (NewTopic) ((Collection<?>) arguments[0]).iterator().next();
                yield new TopicsCreated(Map.of(topic.name(), result(failure, () -> create(topic))));
            }
            case "listOffsets" -> {
                endLookups++;
                Map<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>> ends = new HashMap<>();
                ((Map<?, ?>) arguments[0])
                        .keySet()
                        .forEach(partition ->
                                ends.put((TopicPartition) partition, result(failure, () -> end(partition))));
                yield new ListOffsetsResult(ends);
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private TopicDescription describe(String name) {
        List<TopicPartitionInfo> partitions = new ArrayList<>();
        for (int partition = 0; partition < existing(name).partitions(); partition++) {
            partitions.add(new TopicPartitionInfo(partition, null, List.of(), List.of()));
        }
        return new TopicDescription(name, false, partitions);
    }

    private Config configs(String name) {
        List<ConfigEntry> entries = new ArrayList<>();
        existing(name).configs().forEach((key, value) -> entries.add(new ConfigEntry(key, value)));
        return new Config(entries);
    }

    private CreateTopicsResult.TopicMetadataAndConfig create(NewTopic topic) {
        if (topics.containsKey(topic.name())) {
            throw new TopicExistsException(topic.name());
        }
        createTopic(topic.name(), topic.numPartitions() < 0 ? 1 : topic.numPartitions(), topic.configs());
        return null;
    }

    private ListOffsetsResult.ListOffsetsResultInfo end(Object partition) {
        TopicPartition known = (TopicPartition) partition;
        long end = known.partition() == 0 ? existing(known.topic()).records().size() : 0;
        return new ListOffsetsResult.ListOffsetsResultInfo(end, -1, java.util.Optional.empty());
    }

    private Topic existing(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new UnknownTopicOrPartitionException(name);
        }
        return topic;
    }

    private static <T> KafkaFuture<T> result(RuntimeException failure, java.util.function.Supplier<T> answer) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        try {
            if (failure != null) {
                throw failure;
            }
            future.complete(answer.get());
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    private static final class TopicsDescribed extends DescribeTopicsResult {
        TopicsDescribed(Map<String, KafkaFuture<TopicDescription>> byName) {
            super(null, byName);
        }
    }

    private static final class ConfigsDescribed extends DescribeConfigsResult {
        ConfigsDescribed(Map<ConfigResource, KafkaFuture<Config>> byResource) {
            super(byResource);
        }
    }

    private static final class TopicsCreated extends CreateTopicsResult {
        TopicsCreated(Map<String, KafkaFuture<TopicMetadataAndConfig>> byName) {
            super(byName);
        }
    }

    /** Waits under the cluster's lock; holding its own meanwhile would keep a wakeup out. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    private final class MemoryConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<String, Integer> fed = new HashMap<>();
        private boolean woken;

        MemoryConsumer() {
            super("earliest");
        }

        @Override
        public List<PartitionInfo> partitionsFor(String name) {
            synchronized (MemoryCluster.this) {
                if (!lookupFailures.isEmpty()) {
                    throw lookupFailures.remove(0);
                }
                List<PartitionInfo> partitions = new ArrayList<>();
                Topic topic = topics.get(name);
                for (int partition = 0; topic != null && partition < topic.partitions(); partition++) {
                    partitions.add(new PartitionInfo(name, partition, null, null, null));
                }
                return partitions;
            }
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            partitions.forEach(partition -> beginnings.put(partition, 0L));
            updateBeginningOffsets(beginnings);
        }

        @Override
        public void wakeup() {
            super.wakeup();
            synchronized (MemoryCluster.this) {
                woken = true;
                MemoryCluster.this.notifyAll();
            }
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
            synchronized (MemoryCluster.this) {
                if (!pollFailures.isEmpty()) {
                    throw pollFailures.remove(0);
                }
                long deadlineNs = System.nanoTime() + timeout.toNanos();
                while (!woken && !takeNew(next) && System.nanoTime() < deadlineNs) {
                    waitFor(deadlineNs);
                }
                woken = false;
            }
            next.forEach(this::addRecord);
            return super.poll(Duration.ZERO);
        }

        private boolean takeNew(List<ConsumerRecord<byte[], byte[]>> next) {
            for (TopicPartition partition : assignment()) {
                if (partition.partition() == 0) {
                    List<ConsumerRecord<byte[], byte[]>> all =
                            topics.get(partition.topic()).records();
                    int from = Math.max(fed.getOrDefault(partition.topic(), 0), (int) position(partition));
                    Long flaw = spoilt.getOrDefault(partition.topic(), new TreeSet<>())
                            .ceiling((long) from);
                    int to = flaw == null ? all.size() : Math.min(all.size(), flaw.intValue());
                    if (from == to && to < all.size() && !paused().contains(partition)) {
                        throw new KafkaException(
                                "Received exception when fetching the next record from " + partition,
                                new KafkaException("Record is corrupt"));
                    }
                    next.addAll(all.subList(from, to));
                    fed.put(partition.topic(), to);
                }
            }
            return !next.isEmpty();
        }

        private void waitFor(long deadlineNs) {
            try {
                MemoryCluster.this.wait(Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
    }

    private final class MemoryProducer extends MockProducer<byte[], byte[]> {
        private final String transactionalId;

        MemoryProducer(String transactionalId) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.transactionalId = transactionalId;
        }

        @Override
        public void initTransactions() {
            super.initTransactions();
            synchronized (MemoryCluster.this) {
                MemoryProducer before = transactional.put(transactionalId, this);
                if (before != null && !before.closed()) {
                    before.fenceProducer();
                }
            }
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> data, Callback callback) {
            synchronized (MemoryCluster.this) {
                if (!sendFailures.isEmpty()) {
                    RuntimeException failure = sendFailures.remove(0);
                    if (callback != null) {
                        callback.onCompletion(null, failure);
                    }
                    return java.util.concurrent.CompletableFuture.failedFuture(failure);
                }
            }
            int before = uncommittedRecords().size();
            super.send(data, null);
            long offset = transactionalId == null
                    ? append(data.topic(), data.key(), data.value())
                    : records(data.topic()).size() + before;
            RecordMetadata metadata = new RecordMetadata(new TopicPartition(data.topic(), 0), offset, 0, -1, -1, -1);
            if (callback != null) {
                callback.onCompletion(metadata, null);
            }
            return java.util.concurrent.CompletableFuture.completedFuture(metadata);
        }

        @Override
        public void commitTransaction() {
            List<ProducerRecord<byte[], byte[]>> committed = uncommittedRecords();
            super.commitTransaction();
            committed.forEach(data -> append(data.topic(), data.key(), data.value()));
        }
    }
}
