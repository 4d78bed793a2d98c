package dev.sluice.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The properties of the clients that read and write the worker's own three topics: everything that stands in the
 * worker's file, and over it what each client must have for the stores to be right.
 *
 * @param worker        all worker properties, resolved, with the {@code metrics.context.} labels
 * @param clientIdBase  how the client ids begin: {@code <group.id>-} or {@code <group.id>-<client.id>-}
 * @param readCommitted whether config and offsets are read without the records of open or aborted transactions, which
 *                      exactly-once source support needs (KIP-618)
 */
public record InternalClientProperties(Map<String, ?> worker, String clientIdBase, boolean readCommitted) {
    private static final Logger LOG = LoggerFactory.getLogger(InternalClientProperties.class);
    /** What a write to the config topic may take in all; a producer that blocks longer would break that promise. */
    private static final String CONFIG_WRITE_LIMIT_MS = "30000";

    private static final String METRICS_WRITE_LIMIT_MS = "5000";
    /** Below the 1 MB that brokers and producers take at once, unless somebody has changed that. */
    private static final String BULK_BATCH_BYTES = "900000";

    public InternalClientProperties {
        worker = Map.copyOf(worker);
    }

    /** For the one admin client that all internal topics share. */
    public Map<String, Object> sharedAdmin() {
        return base("shared-admin");
    }

    /** For what any worker writes to the config topic, and for the leader's writes where they need no transaction. */
    public Map<String, Object> configProducer() {
        Map<String, Object> properties = patientProducer("configs");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, CONFIG_WRITE_LIMIT_MS);
        return properties;
    }

    /** For one large write to the config topic: what is sent before a flush goes out together. */
    public Map<String, Object> configBulkProducer() {
        Map<String, Object> properties = patientProducer("configs-bulk");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, CONFIG_WRITE_LIMIT_MS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BULK_BATCH_BYTES);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, CONFIG_WRITE_LIMIT_MS);
        return properties;
    }

    /**
     * For the leader's transactional writes to the config topic.
     *
     * @param transactionalId {@code connect-cluster-<group.id>}, shared by all workers of the group so that a new leader
     *                        fences the old one
     */
    public Map<String, Object> configLeaderProducer(String transactionalId) {
        Map<String, Object> properties = base("configs-leader");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "5");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, CONFIG_WRITE_LIMIT_MS);
        return properties;
    }

    public Map<String, Object> configConsumer() {
        return consumer("configs", readCommitted);
    }

    public Map<String, Object> offsetsProducer() {
        return patientProducer("offsets");
    }

    public Map<String, Object> offsetsConsumer() {
        return consumer("offsets", readCommitted);
    }

    /** Without retries of its own: the status store retries only what is still true. */
    public Map<String, Object> statusProducer() {
        Map<String, Object> properties = producer("statuses");
        properties.put(ProducerConfig.RETRIES_CONFIG, "0");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        return properties;
    }

    public Map<String, Object> statusConsumer() {
        return consumer("statuses", false);
    }

    /** For what is measured, once a minute. It outlasts brokers that are away, in order and as far as its buffer goes. */
    public Map<String, Object> metricsProducer() {
        Map<String, Object> properties = patientProducer("metrics");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, METRICS_WRITE_LIMIT_MS);
        return properties;
    }

    public Map<String, Object> metricsConsumer() {
        return consumer("metrics", false);
    }

    private Map<String, Object> patientProducer(String purpose) {
        Map<String, Object> properties = producer(purpose);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        return properties;
    }

    private Map<String, Object> producer(String purpose) {
        Map<String, Object> properties = base(purpose);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        return properties;
    }

    private Map<String, Object> consumer(String purpose, boolean committedOnly) {
        Map<String, Object> properties = base(purpose);
        // The worker's group is not one of consumers; with its id, a consumer would look for a coordinator in vain.
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        if (committedOnly) {
            Object other = properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            if (other != null && !other.toString().equals("read_committed")) {
                LOG.warn(
                        "Ignoring isolation.level for the consumer of an internal topic,"
                                + " as exactly-once source support needs read_committed client={} ignored={}",
                        properties.get(CommonClientConfigs.CLIENT_ID_CONFIG),
                        other);
            }
        }
        return properties;
    }

    private Map<String, Object> base(String purpose) {
        Map<String, Object> properties = new HashMap<>(worker);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientIdBase + purpose);
        return properties;
    }
}
