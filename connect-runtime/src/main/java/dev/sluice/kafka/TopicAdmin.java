package dev.sluice.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the worker asks of a cluster through one admin client. Calls block, for {@code default.api.timeout.ms} at most
 * unless they say otherwise. Safe for use by several threads, as the client is.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;
    private static final long FIRST_END_OFFSETS_MS = Duration.ofMinutes(15).toMillis();
    private static final long MAX_PAUSE_MS = Duration.ofSeconds(10).toMillis();

    private final Admin admin;
    private final Pacing pacing;
    private final long timeoutMs;
    private final long retryBackoffMs;

    /**
     * @param admin      the client; closed with this object
     * @param properties those that the client was made with; {@code default.api.timeout.ms} and
     *                   {@code retry.backoff.ms} of them bound the retries here
     */
    public TopicAdmin(Admin admin, Map<String, ?> properties) {
        this(admin, properties, Pacing.system());
    }

    TopicAdmin(Admin admin, Map<String, ?> properties, Pacing pacing) {
        this.admin = admin;
        this.pacing = pacing;
        this.timeoutMs = milliseconds(properties, CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000);
        this.retryBackoffMs = milliseconds(
                properties, CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, CommonClientConfigs.DEFAULT_RETRY_BACKOFF_MS);
    }

    /**
     * Creates the topic as a compacted one if it is missing, and checks that an existing one is compacted and nothing
     * else. Tries again for {@code default.api.timeout.ms} while the cluster has too few brokers or does not answer.
     * Where the cluster does not let this worker look or create, the topic is taken to exist or to be created on first
     * use.
     *
     * @return how many partitions the topic has, where the cluster says so
     * @throws ConfigException  if the topic's {@code cleanup.policy} is not exactly {@code compact}
     * @throws ConnectException if the topic can be neither found nor created
     */
    public OptionalInt ensureInternalTopic(TopicSettings settings) {
        long deadlineMs = pacing.nowMs() + timeoutMs;
        while (true) {
            try {
                Optional<OptionalInt> found = find(settings);
                if (found.isPresent()) {
                    return found.get();
                }
                create(settings);
                return settings.partitions() > 0 ? OptionalInt.of(settings.partitions()) : OptionalInt.empty();
            } catch (TopicExistsException e) {
                LOG.debug("Another worker created the topic first topic={}", settings.topic());
                pauseOrGiveUp(settings, deadlineMs, e);
            } catch (InvalidReplicationFactorException | TimeoutException e) {
                LOG.info(
                        "Cannot create or find an internal topic yet, trying again topic={} reason={}",
                        settings.topic(),
                        e.getMessage());
                pauseOrGiveUp(settings, deadlineMs, e);
            }
        }
    }

    /**
     * Creates a topic that need not be compacted if it is missing; an existing one is taken as it is. Where brokers are
     * too few for the replication factor, they choose it.
     *
     * @param settings its {@code configs} are the topic's only ones
     * @throws KafkaException if it is missing and cannot be created, or not by this worker
     */
    public void createIfMissing(TopicSettings settings) {
        try {
            create(settings, settings.replicationFactor());
        } catch (InvalidReplicationFactorException e) {
            create(settings, (short) -1);
        }
    }

    private void create(TopicSettings settings, short replicationFactor) {
        NewTopic topic = new NewTopic(
                        settings.topic(),
                        Optional.of(settings.partitions()),
                        replicationFactor < 0 ? Optional.empty() : Optional.of(replicationFactor))
                .configs(settings.configs());
        try {
            await(admin.createTopics(List.of(topic)).values().get(settings.topic()));
            LOG.info("Created a topic topic={} key={}", settings.topic(), settings.key());
        } catch (TopicExistsException e) {
            LOG.debug("The topic is there topic={}", settings.topic());
        }
    }

    /**
     * The offset after the last record of each partition, records of open transactions included.
     *
     * @throws RetriableException if another try may help
     * @throws ConnectException   if it will not
     */
    public Map<TopicPartition, Long> endOffsets(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsResult result = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                ends.put(partition, await(result.partitionResult(partition)).offset());
            } catch (RetriableException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                throw new ConnectException(
                        "Cannot look up the end of " + partition
                                + "; the worker's principal needs DESCRIBE on the topic, and the topic has to exist",
                        e);
            }
        }
        return ends;
    }

    /** As {@link #endOffsets}, but keeps trying for 15 minutes, as a worker that starts may be ahead of its brokers. */
    public Map<TopicPartition, Long> endOffsetsPatiently(Set<TopicPartition> partitions) {
        long deadlineMs = pacing.nowMs() + FIRST_END_OFFSETS_MS;
        long pauseMs = retryBackoffMs;
        while (true) {
            try {
                return endOffsets(partitions);
            } catch (RetriableException e) {
                if (pacing.nowMs() + pauseMs > deadlineMs) {
                    throw new ConnectException("Cannot look up the ends of " + new TreeSet<>(names(partitions)), e);
                }
                LOG.warn("Cannot look up the end of a topic yet, trying again reason={}", e.getMessage());
                pause(pauseMs);
                pauseMs = Math.min(Math.max(1, pauseMs) * 2, MAX_PAUSE_MS);
            }
        }
    }

    /**
     * The id of the cluster.
     *
     * @throws ConnectException if no broker of {@code bootstrap.servers} answers in time or lets this worker in
     */
    public String clusterId() {
        try {
            return await(admin.describeCluster().clusterId());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new ConnectException(
                    "Cannot reach the Kafka cluster; check bootstrap.servers and the worker's security settings", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /** Looks the topic up and checks it; empty if it has to be created. */
    private Optional<OptionalInt> find(TopicSettings settings) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
        var description = admin.describeTopics(List.of(settings.topic()))
                .topicNameValues()
                .get(settings.topic());
        var config = admin.describeConfigs(List.of(resource)).values().get(resource);
        OptionalInt partitions;
        try {
            partitions = OptionalInt.of(await(description).partitions().size());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (AuthorizationException | UnsupportedVersionException e) {
            if (!mayExistAfterTrying(settings)) {
                return Optional.of(OptionalInt.empty());
            }
            partitions = OptionalInt.empty();
        }
        checkCleanupPolicy(settings, config);
        return Optional.of(partitions);
    }

    /** For a topic that cannot be seen: whether trying to create it shows that it was there already. */
    private boolean mayExistAfterTrying(TopicSettings settings) {
        try {
            create(settings);
            return false;
        } catch (TopicExistsException e) {
            return true;
        }
    }

    private void create(TopicSettings settings) {
        Map<String, String> configs = new HashMap<>(settings.configs());
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT);
        NewTopic topic = new NewTopic(
                        settings.topic(),
                        settings.partitions() < 0 ? Optional.empty() : Optional.of(settings.partitions()),
                        settings.replicationFactor() < 0 ? Optional.empty() : Optional.of(settings.replicationFactor()))
                .configs(configs);
        try {
            await(admin.createTopics(List.of(topic)).values().get(settings.topic()));
            LOG.info("Created an internal topic topic={} key={}", settings.topic(), settings.key());
        } catch (TopicExistsException | InvalidReplicationFactorException | TimeoutException | InterruptException e) {
            throw e;
        } catch (AuthorizationException | UnsupportedVersionException e) {
            LOG.info(
                    "Not allowed to create an internal topic, taking it to exist topic={} key={} reason={}",
                    settings.topic(),
                    settings.key(),
                    e.getMessage());
        } catch (InvalidConfigurationException e) {
            throw new ConnectException(
                    "The cluster refuses the topic configs of " + describe(settings) + ": " + e.getMessage()
                            + "; correct the keys that begin with "
                            + settings.key().replaceFirst("topic$", ""),
                    e);
        } catch (KafkaException e) {
            throw new ConnectException("Cannot create " + describe(settings) + ": " + e.getMessage(), e);
        }
    }

    private void checkCleanupPolicy(TopicSettings settings, KafkaFuture<Config> config) {
        ConfigEntry entry;
        try {
            entry = await(config).get(TopicConfig.CLEANUP_POLICY_CONFIG);
        } catch (AuthorizationException | UnsupportedVersionException | UnknownTopicOrPartitionException e) {
            LOG.info(
                    "Cannot read the cleanup.policy of an internal topic, taking it to be compact topic={} reason={}",
                    settings.topic(),
                    e.getMessage());
            return;
        }
        if (entry == null || entry.value() == null) {
            return;
        }
        Set<String> policies = new TreeSet<>();
        for (String policy : entry.value().split(",")) {
            policies.add(policy.strip().toLowerCase(Locale.ROOT));
        }
        if (!policies.equals(Set.of(COMPACT))) {
            throw new ConfigException(
                    settings.key(),
                    settings.topic(),
                    "The topic has cleanup.policy=" + entry.value()
                            + ", but must have cleanup.policy=" + COMPACT
                            + ", or what the worker stores in it would be lost in time. Set the topic's cleanup.policy to "
                            + COMPACT + ", or name another topic");
        }
    }

    private void pauseOrGiveUp(TopicSettings settings, long deadlineMs, KafkaException cause) {
        if (pacing.nowMs() + retryBackoffMs > deadlineMs) {
            throw new ConnectException(
                    "Cannot create or find " + describe(settings) + " within " + timeoutMs + " ms: "
                            + cause.getMessage()
                            + "; check that enough brokers are up for its replication factor of "
                            + settings.replicationFactor(),
                    cause);
        }
        pause(retryBackoffMs);
    }

    private void pause(long ms) {
        try {
            pacing.pause(ms);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The future's value, or the Kafka exception that it failed with; waits for {@code default.api.timeout.ms}. */
    public <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("No answer from the cluster within " + timeoutMs + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException(e.getCause());
        }
    }

    private static Set<String> names(Set<TopicPartition> partitions) {
        Set<String> names = new TreeSet<>();
        partitions.forEach(partition -> names.add(partition.topic()));
        return names;
    }

    private static String describe(TopicSettings settings) {
        return "topic '" + settings.topic() + "' (" + settings.key() + ")";
    }

    private static long milliseconds(Map<String, ?> properties, String key, long otherwise) {
        Object value = properties.get(key);
        return value == null ? otherwise : Long.parseLong(value.toString().strip());
    }
}
