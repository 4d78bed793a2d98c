package org.apache.kafka.connect.util;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Describes and creates topics, and looks up where they end. Safe for use by several threads. */
public class TopicAdmin implements AutoCloseable {

    /** Leaves the number of partitions to the broker. */
    public static final int NO_PARTITIONS = -1;

    /** Leaves the replication factor to the broker. */
    public static final short NO_REPLICATION_FACTOR = -1;

    /** That nothing was created or found. */
    public static final TopicCreationResponse EMPTY_CREATION = new TopicCreationResponse(Set.of(), Set.of());

    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);

    private final Admin admin;
    private final dev.sluice.kafka.TopicAdmin topics;

    /** Makes an admin client of these properties, and closes it in the end. */
    public TopicAdmin(Map<String, Object> adminConfig) {
        this(adminConfig, Admin.create(adminConfig));
    }

    /**
     * Uses an admin client, and closes it in the end.
     *
     * @param adminConfig the properties that the client was made with
     */
    public TopicAdmin(Map<String, Object> adminConfig, Admin adminClient) {
        this.admin = adminClient;
        this.topics = new dev.sluice.kafka.TopicAdmin(adminClient, adminConfig);
    }

    /** Begins the description of a topic. */
    public static NewTopicBuilder defineTopic(String topicName) {
        return new NewTopicBuilder(topicName);
    }

    /**
     * Creates a topic, see {@link #createOrFindTopics}.
     *
     * @return whether it was created; false if it was there already, or if nobody can tell
     */
    public boolean createTopic(NewTopic topic) {
        return topic != null && createOrFindTopics(topic).isCreated(topic.name());
    }

    /** Creates topics, see {@link #createOrFindTopics}; tells which were created. */
    public Set<String> createTopics(NewTopic... topics) {
        return createOrFindTopics(topics).createdTopics();
    }

    /**
     * Creates a topic, and tries again while there are too few brokers for its replicas, or requests time out.
     *
     * @param timeoutMs   how long to try
     * @param backOffMs   how long to wait between two tries
     * @return the topic's name if it was created
     * @throws TimeoutException if it could not be created in time
     */
    public Set<String> createTopicsWithRetry(NewTopic topic, long timeoutMs, long backOffMs, Time time) {
        long deadlineMs = time.milliseconds() + timeoutMs;
        while (true) {
            try {
                return createTopics(topic);
            } catch (ConnectException e) {
                if (!maySucceedLater(e)) {
                    throw e;
                }
                if (time.milliseconds() + backOffMs > deadlineMs) {
                    throw new TimeoutException(
                            "Topic " + topic.name() + " could not be created within " + timeoutMs + " ms", e);
                }
                LOG.info("Cannot create a topic yet, trying again topic={} reason={}", topic.name(), e.getMessage());
                time.sleep(backOffMs);
            }
        }
    }

    private static boolean maySucceedLater(ConnectException failure) {
        return failure.getCause() instanceof InvalidReplicationFactorException
                || failure.getCause() instanceof TimeoutException;
    }

    /** Creates a topic, see {@link #createOrFindTopics}; tells whether it is there now. */
    public boolean createOrFindTopic(NewTopic topic) {
        return topic != null && createOrFindTopics(topic).isCreatedOrExisting(topic.name());
    }

    /**
     * Creates topics. Those that the client may not create, or that brokers cannot create by request, are in neither set of
     * the answer: they may be there, or be created when they are first used.
     *
     * @param topics nulls are left out; of those with the same name the last one counts
     * @throws ConnectException if one cannot be created
     */
    public TopicCreationResponse createOrFindTopics(NewTopic... topics) {
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        for (NewTopic topic : topics == null ? new NewTopic[0] : topics) {
            if (topic != null) {
                wanted.put(topic.name(), topic);
            }
        }
        if (wanted.isEmpty()) {
            return EMPTY_CREATION;
        }
        Set<String> created = new HashSet<>();
        Set<String> existing = new HashSet<>();
        admin.createTopics(wanted.values(), new CreateTopicsOptions().validateOnly(false))
                .values()
                .forEach((name, creation) -> {
                    KafkaException failure = answer(creation).failure();
                    if (failure == null) {
                        created.add(name);
                    } else if (failure instanceof TopicExistsException) {
                        existing.add(name);
                    } else if (failure instanceof UnsupportedVersionException
                            || failure instanceof AuthorizationException) {
                        LOG.debug("Cannot create a topic, so it may be there topic={}", name, failure);
                    } else {
                        throw new ConnectException(
                                "Cannot create topic " + name + ": " + failure.getMessage(), failure);
                    }
                });
        return new TopicCreationResponse(created, existing);
    }

    /** What a request has come to: a value, or why there is none. */
    private record Answer<T>(T value, KafkaException failure) {}

    private <T> Answer<T> answer(KafkaFuture<T> future) {
        try {
            return new Answer<>(topics.await(future), null);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return new Answer<>(null, e);
        }
    }

    /**
     * Describes topics.
     *
     * @return those that exist, by name
     * @throws ConnectException if one cannot be described for another reason
     */
    public Map<String, TopicDescription> describeTopics(String... topics) {
        Map<String, TopicDescription> descriptions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(Set.of(topics)).topicNameValues().entrySet()) {
            Answer<TopicDescription> answer = answer(topic.getValue());
            KafkaException failure = answer.failure();
            if (failure == null) {
                descriptions.put(topic.getKey(), answer.value());
            } else if (!(failure instanceof UnknownTopicOrPartitionException)) {
                throw new ConnectException(
                        "Cannot describe topic " + topic.getKey() + ": " + failure.getMessage(), failure);
            }
        }
        return descriptions;
    }

    /** The properties of a topic; null if it does not exist or nobody can tell, see {@link #describeTopicConfigs}. */
    public Config describeTopicConfig(String topic) {
        return describeTopicConfigs(topic).get(topic);
    }

    /**
     * The properties of topics, with their defaults.
     *
     * @return by name; null for a topic that does not exist, and no entry for one whose properties the client may not see
     *         or brokers cannot tell
     * @throws org.apache.kafka.connect.errors.RetriableException if a request timed out
     * @throws ConnectException if something else went wrong
     */
    public Map<String, Config> describeTopicConfigs(String... topics) {
        Map<String, Config> configs = new HashMap<>();
        Set<ConfigResource> resources = new HashSet<>();
        for (String topic : topics) {
            if (topic != null && !topic.isBlank()) {
                resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic.trim()));
            }
        }
        if (resources.isEmpty()) {
            return configs;
        }
        admin.describeConfigs(resources).values().forEach((resource, config) -> {
            String topic = resource.name();
            Answer<Config> answer = answer(config);
            KafkaException failure = answer.failure();
            if (failure == null) {
                configs.put(topic, answer.value());
            } else if (failure instanceof UnknownTopicOrPartitionException) {
                configs.put(topic, null);
            } else if (failure instanceof AuthorizationException || failure instanceof UnsupportedVersionException) {
                LOG.debug("Cannot look at a topic's properties topic={}", topic, failure);
            } else {
                String message = "Cannot look at the properties of topic " + topic + ": " + failure.getMessage();
                throw failure instanceof TimeoutException
                        ? new org.apache.kafka.connect.errors.RetriableException(message, failure)
                        : new ConnectException(message, failure);
            }
        });
        return configs;
    }

    /** The parts of a topic's {@code cleanup.policy}; empty if it does not exist or nobody can tell. */
    public Set<String> topicCleanupPolicy(String topic) {
        Config config = describeTopicConfig(topic);
        ConfigEntry policy = config == null ? null : config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy == null || policy.value() == null) {
            return Set.of();
        }
        return Arrays.stream(policy.value().split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks that a topic is compacted and nothing else.
     *
     * @param workerTopicConfig the key that names the topic, for the message
     * @param topicPurpose      what is kept in it, for the message
     * @return false if nobody can tell
     * @throws ConfigException if it is not
     */
    public boolean verifyTopicCleanupPolicyOnlyCompact(String topic, String workerTopicConfig, String topicPurpose) {
        Set<String> policy = topicCleanupPolicy(topic);
        if (policy.isEmpty()) {
            LOG.info("Cannot look at the clean-up policy of a topic topic={} key={}", topic, workerTopicConfig);
            return false;
        }
        if (policy.equals(Set.of(TopicConfig.CLEANUP_POLICY_COMPACT))) {
            return true;
        }
        throw new ConfigException("Topic '" + topic + "' of key '" + workerTopicConfig + "' has cleanup.policy="
                + String.join(",", policy) + ", with which " + topicPurpose
                + " may be lost; set the topic's cleanup.policy to compact");
    }

    /**
     * As {@link #endOffsets}, and tries again while that may help.
     *
     * @param timeoutDuration how long to try
     * @param retryBackoffMs  how long to wait between two tries
     * @throws ConnectException if all tries have failed, or one in a way that no other can help
     */
    public Map<TopicPartition, Long> retryEndOffsets(
            Set<TopicPartition> partitions, Duration timeoutDuration, long retryBackoffMs) {
        Timer timer = Time.SYSTEM.timer(timeoutDuration);
        while (true) {
            try {
                return endOffsets(partitions);
            } catch (RetriableException e) {
                timer.update();
                if (timer.remainingMs() <= retryBackoffMs) {
                    throw new ConnectException("Cannot look up where topics end: " + e.getMessage(), e);
                }
                timer.sleep(retryBackoffMs);
            }
        }
    }

    /**
     * The offset after the last record of each partition.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if another try may help
     * @throws ConnectException                                  if it will not
     */
    public Map<TopicPartition, Long> endOffsets(Set<TopicPartition> partitions) {
        return partitions.isEmpty() ? Map.of() : topics.endOffsets(partitions);
    }

    @Override
    public void close() {
        topics.close();
    }

    /** Closes the client, and gives calls in flight this long to end. */
    public void close(Duration timeout) {
        admin.close(timeout);
    }

    /** Which topics were created, and which were there already. */
    public static class TopicCreationResponse {
        private final Set<String> created;
        private final Set<String> existing;

        public TopicCreationResponse(Set<String> createdTopicNames, Set<String> existingTopicNames) {
            this.created = Set.copyOf(createdTopicNames);
            this.existing = Set.copyOf(existingTopicNames);
        }

        public Set<String> createdTopics() {
            return created;
        }

        public Set<String> existingTopics() {
            return existing;
        }

        public boolean isCreated(String topicName) {
            return created.contains(topicName);
        }

        public boolean isExisting(String topicName) {
            return existing.contains(topicName);
        }

        public boolean isCreatedOrExisting(String topicName) {
            return isCreated(topicName) || isExisting(topicName);
        }

        public int createdTopicsCount() {
            return created.size();
        }

        public int existingTopicsCount() {
            return existing.size();
        }

        public int createdOrExistingTopicsCount() {
            return createdTopicsCount() + existingTopicsCount();
        }

        /** Whether nothing was created or found. */
        public boolean isEmpty() {
            return createdOrExistingTopicsCount() == 0;
        }

        @Override
        public String toString() {
            return "TopicCreationResponse{created=" + created + ", existing=" + existing + "}";
        }
    }

    /** Describes a topic to be created. What is not said is left to the broker. */
    public static class NewTopicBuilder {

        private final String name;
        private int partitions = NO_PARTITIONS;
        private short replicationFactor = NO_REPLICATION_FACTOR;
        private final Map<String, String> configs = new HashMap<>();

        NewTopicBuilder(String name) {
            this.name = name;
        }

        /** Sets the number of partitions; {@link TopicAdmin#NO_PARTITIONS} for the broker's default. */
        public NewTopicBuilder partitions(int numPartitions) {
            this.partitions = numPartitions;
            return this;
        }

        /** Leaves the number of partitions to the broker. */
        public NewTopicBuilder defaultPartitions() {
            return partitions(NO_PARTITIONS);
        }

        /** Sets the replication factor; {@link TopicAdmin#NO_REPLICATION_FACTOR} for the broker's default. */
        public NewTopicBuilder replicationFactor(short factor) {
            this.replicationFactor = factor;
            return this;
        }

        /** Leaves the replication factor to the broker. */
        public NewTopicBuilder defaultReplicationFactor() {
            return replicationFactor(NO_REPLICATION_FACTOR);
        }

        /** Has the topic compacted. */
        public NewTopicBuilder compacted() {
            configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            return this;
        }

        /** Sets topic properties, in addition to those that are set; a null value takes one back. */
        public NewTopicBuilder config(Map<String, Object> properties) {
            properties.forEach((key, value) -> {
                if (value == null) {
                    configs.remove(key);
                } else {
                    configs.put(key, value.toString());
                }
            });
            return this;
        }

        /** The description as the admin client takes it. */
        public NewTopic build() {
            return new NewTopic(
                            name,
                            partitions == NO_PARTITIONS ? Optional.empty() : Optional.of(partitions),
                            replicationFactor == NO_REPLICATION_FACTOR
                                    ? Optional.empty()
                                    : Optional.of(replicationFactor))
                    .configs(Map.copyOf(configs));
        }
    }
}
