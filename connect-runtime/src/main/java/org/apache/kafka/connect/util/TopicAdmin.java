package org.apache.kafka.connect.util;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.connect.errors.ConnectException;

/** Describes and creates topics, and looks up where they end. Safe for use by several threads. */
public class TopicAdmin implements AutoCloseable {

    /** Leaves the number of partitions to the broker. */
    public static final int NO_PARTITIONS = -1;

    /** Leaves the replication factor to the broker. */
    public static final short NO_REPLICATION_FACTOR = -1;

    private final Admin admin;
    private final dev.sluice.kafka.TopicAdmin offsets;

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
        this.offsets = new dev.sluice.kafka.TopicAdmin(adminClient, adminConfig);
    }

    /** Begins the description of a topic. */
    public static NewTopicBuilder defineTopic(String topicName) {
        return new NewTopicBuilder(topicName);
    }

    /**
     * Creates a topic.
     *
     * @return whether it was created; false if it was there already
     * @throws ConnectException if it cannot be created
     */
    public boolean createTopic(NewTopic topic) {
        try {
            admin.createTopics(Set.of(topic)).values().get(topic.name()).get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new ConnectException(
                    "Cannot create topic " + topic.name() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * The offset after the last record of each partition.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if another try may help
     * @throws ConnectException                                  if it will not
     */
    public Map<TopicPartition, Long> endOffsets(Set<TopicPartition> partitions) {
        return partitions.isEmpty() ? Map.of() : offsets.endOffsets(partitions);
    }

    @Override
    public void close() {
        offsets.close();
    }

    /** Closes the client, and gives calls in flight this long to end. */
    public void close(Duration timeout) {
        admin.close(timeout);
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
