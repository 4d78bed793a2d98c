package dev.sluice.config;

import dev.sluice.model.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Properties of every Kafka client that the worker makes: what the worker file sets without a prefix and with one, what
 * the product forces, and what a connector overrides (KIP-458).
 */
public final class ClientProperties {
    private static final String BYTES_SERIALIZER = "org.apache.kafka.common.serialization.ByteArraySerializer";
    private static final String BYTES_DESERIALIZER = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

    private static final Logger LOG = LoggerFactory.getLogger(ClientProperties.class);

    private final WorkerConfig worker;
    private final String clusterId;

    /**
     * @param clusterId id of the Kafka cluster, a label for metric reporters; empty while it is not known
     */
    public ClientProperties(WorkerConfig worker, String clusterId) {
        this.worker = worker;
        this.clusterId = clusterId;
    }

    /** What every client of the worker's own topics starts from: the worker file's unprefixed settings. */
    public Map<String, Object> unprefixed() {
        Map<String, Object> props = new HashMap<>(worker.properties());
        props.remove("config.providers");
        addMetricsContext(props);
        return props;
    }

    /** How the client ids of those clients begin. */
    public String internalClientIdBase() {
        String group = worker.isStandalone() ? "connect" : worker.groupId();
        return group + "-" + (worker.clientId().isEmpty() ? "" : worker.clientId() + "-");
    }

    /** The group member. */
    public Map<String, Object> groupMember(String workerId) {
        Map<String, Object> props = unprefixed();
        props.put("client.id", worker.clientId().isEmpty() ? "connect-" + workerId : worker.clientId());
        return props;
    }

    /**
     * The producer of a source task. Where neither the worker nor the connector says otherwise it is set up for
     * throughput, see {@link ThroughputDefaults}.
     *
     * @param overrides the connector's {@code producer.override.*}, prefix removed
     */
    public Map<String, Object> taskProducer(TaskId id, Map<String, String> overrides) {
        Map<String, Object> props = producer("connector-producer-" + id, overrides);
        ThroughputDefaults.add(props);
        return props;
    }

    /**
     * What to make a source task's producer with where brokers do not let it write idempotently: without idempotence,
     * and with one request in flight at a time so that records stay in their order.
     *
     * @return empty where idempotence, or the lack of it, is configured
     */
    public Optional<Map<String, Object>> taskProducerWithoutIdempotence(TaskId id, Map<String, String> overrides) {
        Map<String, Object> props = producer("connector-producer-" + id, overrides);
        if (props.containsKey("enable.idempotence")) {
            return Optional.empty();
        }
        props.put("enable.idempotence", "false");
        ThroughputDefaults.add(props);
        return Optional.of(props);
    }

    /**
     * The producer of a source task that writes exactly once (KIP-618): as {@link #taskProducer}, but transactional
     * whatever anybody has configured.
     */
    public Map<String, Object> transactionalTaskProducer(TaskId id, Map<String, String> overrides) {
        Map<String, Object> props = producer("connector-producer-" + id, overrides);
        Map<String, Object> configured = new HashMap<>(props);
        force(props, configured, "enable.idempotence", "true");
        force(props, configured, "transactional.id", transactionalId(worker.groupId(), id));
        ThroughputDefaults.add(props);
        return props;
    }

    /** Sets what exactly-once support cannot do without, and says so if that is not what was configured. */
    private static void force(Map<String, Object> props, Map<String, Object> configured, String key, String value) {
        props.put(key, value);
        Object other = configured.get(key);
        if (other != null && !other.toString().strip().equals(value)) {
            LOG.warn(
                    "A client setting is ignored, as exactly-once source support needs another value"
                            + " client={} key={} ignored={} used={}",
                    props.get("client.id"),
                    key,
                    other,
                    value);
        }
    }

    /**
     * The consumer of a source connector's offsets, where they are kept in a topic that the worker does not read itself.
     *
     * @param suffix        ends its client id
     * @param committedOnly whether it must not read what is in an open or aborted transaction; otherwise that is the
     *                      default only
     */
    public Map<String, Object> offsetsConsumer(
            String connector, String suffix, Map<String, String> overrides, boolean committedOnly) {
        Map<String, Object> props = taskConsumer(new TaskId(connector, 0), overrides);
        props.replace("client.id", "connector-consumer-" + connector + "-0", "connector-consumer-" + suffix);
        props.remove("group.id");
        if (committedOnly) {
            force(props, new HashMap<>(props), "isolation.level", "read_committed");
        } else {
            props.putIfAbsent("isolation.level", "read_committed");
        }
        return props;
    }

    /** Whether a producer with these properties writes to the cluster that holds the worker's own topics. */
    public boolean writesToWorkersCluster(Map<String, ?> producer) {
        return servers(producer.get("bootstrap.servers")).equals(servers(worker.bootstrapServers()));
    }

    private static Set<String> servers(Object list) {
        Set<String> servers = new TreeSet<>();
        for (String server : String.valueOf(list).split(",")) {
            servers.add(server.strip());
        }
        return servers;
    }

    /** The transactional id of an exactly-once task's producer, the same whichever worker of a group runs the task. */
    public static String transactionalId(String groupId, TaskId id) {
        return groupId + "-" + id;
    }

    /** The producer of a task's dead letter queue: seldom used, so it needs no more rights than it must. */
    public Map<String, Object> deadLetterProducer(TaskId id, Map<String, String> overrides) {
        Map<String, Object> props = producer("connector-dlq-producer-" + id, overrides);
        props.putIfAbsent("enable.idempotence", "false");
        props.putIfAbsent("max.in.flight.requests.per.connection", "1");
        return props;
    }

    private Map<String, Object> producer(String clientId, Map<String, String> overrides) {
        Map<String, Object> props = new HashMap<>();
        props.put("bootstrap.servers", worker.bootstrapServers());
        props.put("key.serializer", BYTES_SERIALIZER);
        props.put("value.serializer", BYTES_SERIALIZER);
        props.put("max.block.ms", Long.toString(Long.MAX_VALUE));
        props.put("acks", "all");
        props.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
        props.put("client.id", clientId);
        props.putAll(worker.withPrefix("producer."));
        addMetricsContext(props);
        props.putAll(overrides);
        return props;
    }

    /**
     * The consumer of a sink task.
     *
     * @param overrides the connector's {@code consumer.override.*}, prefix removed
     */
    public Map<String, Object> taskConsumer(TaskId id, Map<String, String> overrides) {
        Map<String, Object> props = new HashMap<>();
        props.put("group.id", "connect-" + id.connector());
        props.put("client.id", "connector-consumer-" + id);
        props.put("bootstrap.servers", worker.bootstrapServers());
        props.put("enable.auto.commit", "false");
        props.put("auto.offset.reset", "earliest");
        props.put("key.deserializer", BYTES_DESERIALIZER);
        props.put("value.deserializer", BYTES_DESERIALIZER);
        props.putAll(worker.withPrefix("consumer."));
        addMetricsContext(props);
        props.putAll(overrides);
        return props;
    }

    /**
     * An admin client on a connector's behalf.
     *
     * @param clientId  its default id
     * @param overrides the connector's {@code admin.override.*}, prefix removed
     */
    public Map<String, Object> connectorAdmin(String clientId, Map<String, String> overrides) {
        Map<String, Object> props = new HashMap<>();
        props.put("bootstrap.servers", worker.bootstrapServers());
        props.put("client.id", clientId);
        worker.properties().forEach((key, value) -> {
            if (!key.startsWith("admin.") && !key.startsWith("producer.") && !key.startsWith("consumer.")) {
                props.put(key, value);
            }
        });
        props.remove("config.providers");
        props.putAll(worker.withPrefix("admin."));
        props.putAll(overrides);
        addMetricsContext(props);
        return props;
    }

    private void addMetricsContext(Map<String, Object> props) {
        worker.properties().forEach((key, value) -> {
            if (key.startsWith("metrics.context.")) {
                props.put(key, value);
            }
        });
        if (!clusterId.isEmpty()) {
            props.put("metrics.context.connect.kafka.cluster.id", clusterId);
        }
        worker.groupLabel().ifPresent(group -> props.put("metrics.context.connect.group.id", group));
    }
}
