package dev.sluice.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that connects when it is first used. A source task may never have anything to send, or not for hours, and a
 * producer costs a thread, buffers, connections and some milliseconds of the task's start.
 *
 * <p>The settings are checked at once. As safe for use by several threads as a producer is; what was closed before its
 * first use never connects.
 */
public final class LazyProducer implements Producer<byte[], byte[]> {
    private final KafkaClients clients;
    private final Map<String, ?> properties;
    private volatile Producer<byte[], byte[]> opened;
    private boolean closed;

    /**
     * @param properties as of {@link KafkaClients#producer}
     * @throws org.apache.kafka.common.config.ConfigException if the settings are wrong
     */
    public LazyProducer(KafkaClients clients, Map<String, ?> properties) {
        this.clients = clients;
        this.properties = new HashMap<>(properties);
        Map<String, Object> checked = new HashMap<>(properties);
        checked.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        checked.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        new ProducerConfig(checked);
    }

    private Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> current = opened;
        return current == null ? openFirst() : current;
    }

    private synchronized Producer<byte[], byte[]> openFirst() {
        if (closed) {
            throw new IllegalStateException("The producer is closed");
        }
        if (opened == null) {
            opened = clients.producer(properties);
        }
        return opened;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
        return open().send(message);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
        return open().send(message, callback);
    }

    @Override
    public void flush() {
        Producer<byte[], byte[]> current = opened;
        if (current != null) {
            current.flush();
        }
    }

    @Override
    public void initTransactions() {
        open().initTransactions();
    }

    @Override
    public void beginTransaction() {
        open().beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        open().sendOffsetsToTransaction(offsets, groupMetadata);
    }

    @Override
    public void commitTransaction() {
        open().commitTransaction();
    }

    @Override
    public void abortTransaction() {
        open().abortTransaction();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return open().partitionsFor(topic);
    }

    /** Has none before the first use. */
    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        Producer<byte[], byte[]> current = opened;
        return current == null ? Map.of() : current.metrics();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        open().registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        open().unregisterMetricFromSubscription(metric);
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return open().clientInstanceId(timeout);
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> current = closeUnopened();
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close(Duration timeout) {
        Producer<byte[], byte[]> current = closeUnopened();
        if (current != null) {
            current.close(timeout);
        }
    }

    private synchronized Producer<byte[], byte[]> closeUnopened() {
        closed = true;
        return opened;
    }
}
