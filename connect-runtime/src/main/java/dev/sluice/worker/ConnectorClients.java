package dev.sluice.worker;

import dev.sluice.config.ClientProperties;
import dev.sluice.config.ConnectorSettings;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.LazyProducer;
import dev.sluice.model.TaskId;
import dev.sluice.plugin.Isolated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;

/**
 * Makes the Kafka clients of connectors and tasks, with the settings that their connector may override (KIP-458).
 */
public final class ConnectorClients {
    /** Of Kafka's producer. */
    private static final long DEFAULT_TRANSACTION_TIMEOUT_MS = 60_000;

    private final KafkaClients kafka;
    private final ClientProperties properties;
    private final Isolated<ConnectorClientConfigOverridePolicy> policy;

    /**
     * @param policy says which settings a connector may override; asked each time
     */
    public ConnectorClients(
            KafkaClients kafka, ClientProperties properties, Isolated<ConnectorClientConfigOverridePolicy> policy) {
        this.kafka = kafka;
        this.properties = properties;
        this.policy = policy;
    }

    /**
     * Whose clients are made.
     *
     * @param settings the connector's config
     * @param type     source or sink
     * @param pluginClass the connector's class
     */
    record Owner(ConnectorSettings settings, ConnectorType type, Class<? extends Connector> pluginClass) {}

    /** The bare clients, for stores. */
    KafkaClients kafka() {
        return kafka;
    }

    /** Connects when the task first sends something. */
    Producer<byte[], byte[]> taskProducer(TaskId id, Owner owner) {
        Map<String, String> overrides = overrides(owner, "producer.override.", ClientType.PRODUCER);
        return new LazyProducer(
                kafka,
                properties.taskProducer(id, overrides),
                properties.taskProducerWithoutIdempotence(id, overrides));
    }

    /** As {@link #taskProducer}, for a task that writes exactly once. */
    Producer<byte[], byte[]> transactionalTaskProducer(TaskId id, Owner owner) {
        return new LazyProducer(
                kafka,
                properties.transactionalTaskProducer(id, overrides(owner, "producer.override.", ClientType.PRODUCER)),
                Optional.empty());
    }

    /** The {@code transaction.timeout.ms} of that producer. */
    long transactionTimeoutMs(TaskId id, Owner owner) {
        Object configured = properties
                .transactionalTaskProducer(id, overrides(owner, "producer.override.", ClientType.PRODUCER))
                .get("transaction.timeout.ms");
        return configured == null
                ? DEFAULT_TRANSACTION_TIMEOUT_MS
                : Long.parseLong(configured.toString().trim());
    }

    Producer<byte[], byte[]> deadLetterProducer(TaskId id, Owner owner) {
        return kafka.producer(
                properties.deadLetterProducer(id, overrides(owner, "producer.override.", ClientType.PRODUCER)));
    }

    Consumer<byte[], byte[]> taskConsumer(TaskId id, Owner owner) {
        return kafka.consumer(properties.taskConsumer(id, overrides(owner, "consumer.override.", ClientType.CONSUMER)));
    }

    /** The consumer group of a sink's tasks. */
    String consumerGroup(TaskId anyTask, Owner owner) {
        return (String) properties
                .taskConsumer(anyTask, overrides(owner, "consumer.override.", ClientType.CONSUMER))
                .get("group.id");
    }

    Admin admin(String clientId, Owner owner) {
        return kafka.admin(adminProperties(clientId, owner));
    }

    Map<String, Object> adminProperties(String clientId, Owner owner) {
        return properties.connectorAdmin(clientId, overrides(owner, "admin.override.", ClientType.ADMIN));
    }

    /** For the reader of a source connector's offsets; {@code suffix} ends its client id. */
    Map<String, Object> offsetsConsumerProperties(String suffix, Owner owner, boolean committedOnly) {
        return properties.offsetsConsumer(
                owner.settings().name(),
                suffix,
                overrides(owner, "consumer.override.", ClientType.CONSUMER),
                committedOnly);
    }

    /** Whether the connector's producers write to the cluster that holds the worker's own topics. */
    boolean writesToWorkersCluster(Owner owner) {
        TaskId any = new TaskId(owner.settings().name(), 0);
        return properties.writesToWorkersCluster(
                properties.taskProducer(any, overrides(owner, "producer.override.", ClientType.PRODUCER)));
    }

    private Map<String, String> overrides(Owner owner, String prefix, ClientType type) {
        Map<String, String> overrides = owner.settings().withPrefix(prefix);
        List<ConfigValue> verdicts = policy.call(asked -> asked.validate(new ConnectorClientConfigRequest(
                owner.settings().name(), owner.type(), owner.pluginClass(), new HashMap<>(overrides), type)));
        List<String> refused = verdicts.stream()
                .filter(verdict -> !verdict.errorMessages().isEmpty())
                .map(verdict -> prefix + verdict.name() + ": " + String.join("; ", verdict.errorMessages()))
                .toList();
        if (!refused.isEmpty()) {
            throw new ConnectException("Connector '" + owner.settings().name()
                    + "' overrides client settings that connector.client.config.override.policy does not allow: "
                    + String.join(", ", refused));
        }
        return overrides;
    }
}
