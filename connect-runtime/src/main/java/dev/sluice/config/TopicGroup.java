package dev.sluice.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a source connector's topics of one group are created (KIP-158).
 *
 * @param name              the group's name; {@code default} takes every topic
 * @param include           topics that belong to the group, matched against the whole name
 * @param exclude           topics that do not, although they are included
 * @param partitions        how many a new topic gets; -1 for the brokers' default
 * @param replicationFactor how many replicas each gets; -1 for the brokers' default
 * @param configs           further settings of a new topic
 */
public record TopicGroup(
        String name,
        Pattern include,
        Pattern exclude,
        int partitions,
        short replicationFactor,
        Map<String, String> configs) {

    /** Whether the group takes this topic. */
    public boolean takes(String topic) {
        return include.matcher(topic).matches() && !exclude.matcher(topic).matches();
    }
}
