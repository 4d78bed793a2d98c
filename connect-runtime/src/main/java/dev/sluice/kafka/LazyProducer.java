package dev.sluice.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that connects when it is first used. A source task may never have anything to send, or not for hours, and a
 * producer costs a thread, buffers, connections and some milliseconds of the task's start.
 *
 * <p>It also finds out whether brokers let it write idempotently at all: before Kafka 2.8 that took a right of its own,
 * IdempotentWrite on the cluster (KIP-679). Where there are settings to fall back to, the first record is sent alone, and
 * again with those settings if it is refused for want of that right. Nothing was written before it, so no record can be
 * lost or overtaken.
 *
 * <p>The settings are checked at once. As safe for use by several threads as a producer is; what was closed before its
 * first use never connects.
 */
public final class LazyProducer implements Producer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(LazyProducer.class);

    private final KafkaClients clients;
    private final Map<String, ?> properties;
    private final Map<String, ?> withoutIdempotence;
    private final Object trying = new Object();
    private volatile Producer<byte[], byte[]> opened;
    private volatile boolean tried;
    private boolean closed;

    /**
     * @param properties         as of {@link KafkaClients#producer}
     * @param withoutIdempotence what to use instead where brokers refuse idempotent writes; empty to leave it at that
     * @throws org.apache.kafka.common.config.ConfigException if the settings are wrong
     */
    public LazyProducer(
            KafkaClients clients, Map<String, ?> properties, Optional<? extends Map<String, ?>> withoutIdempotence) {
        this.clients = clients;
        this.properties = new HashMap<>(properties);
        this.withoutIdempotence =
                withoutIdempotence.<Map<String, ?>>map(HashMap::new).orElse(null);
        this.tried = withoutIdempotence.isEmpty();
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
        return send(message, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
        return tried ? open().send(message, callback) : sendFirst(message, callback);
    }

    private Future<RecordMetadata> sendFirst(ProducerRecord<byte[], byte[]> message, Callback callback) {
        synchronized (trying) {
            if (!tried) {
                Producer<byte[], byte[]> idempotent = open();
                Trial trial = new Trial(callback);
                Future<RecordMetadata> sent = idempotent.send(message, trial);
                idempotent.flush();
                if (!trial.refused) {
                    tried = true;
                    return sent;
                }
                fallBack(idempotent);
            }
        }
        return open().send(message, callback);
    }

    private void fallBack(Producer<byte[], byte[]> refused) {
        LOG.warn(
                "The brokers do not let a producer write idempotently; it goes on without that, and with one request at a"
                        + " time, which is slower. Grant its principal IdempotentWrite on the cluster, or set"
                        + " producer.override.enable.idempotence=false client.id={}",
                properties.get(ProducerConfig.CLIENT_ID_CONFIG));
        refused.close();
        synchronized (this) {
            if (!closed) {
                opened = clients.producer(withoutIdempotence);
            }
        }
        tried = true;
    }

    /** Tells everything but a refusal on. */
    private static final class Trial implements Callback {
        private final Callback callback;
        private volatile boolean refused;

        Trial(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception error) {
            if (error instanceof ClusterAuthorizationException) {
                refused = true;
            } else if (callback != null) {
                callback.onCompletion(metadata, error);
            }
        }
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
