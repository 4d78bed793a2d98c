package dev.sluice.kafka;

import java.util.Map;

/**
 * An internal topic as it is created where it is missing.
 *
 * @param key               the config key that names the topic, for messages, such as {@code config.storage.topic}
 * @param topic             the topic's name
 * @param partitions        how many partitions it gets; -1 leaves that to the broker
 * @param replicationFactor how many replicas each gets; -1 leaves that to the broker
 * @param configs           further topic configs; {@code cleanup.policy} is always {@code compact}
 */
public record TopicSettings(
        String key, String topic, int partitions, short replicationFactor, Map<String, String> configs) {

    public TopicSettings {
        configs = Map.copyOf(configs);
    }
}
