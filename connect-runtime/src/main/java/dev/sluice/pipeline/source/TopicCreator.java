package dev.sluice.pipeline.source;

import dev.sluice.config.TopicGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that a source task writes to, as its connector's groups say (KIP-158). Used by the task's thread
 * only.
 */
public final class TopicCreator {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    private final Admin admin;
    private final List<TopicGroup> groups;
    private final Set<String> present = new HashSet<>();
    private String last;

    /**
     * @param admin  not closed by this; null only where there are no groups
     * @param groups in the order in which they are tried, the default group last; none leaves creation to the brokers
     */
    public TopicCreator(Admin admin, List<TopicGroup> groups) {
        this.admin = admin;
        this.groups = List.copyOf(groups);
    }

    /** Leaves the creation of topics to the brokers. */
    public static TopicCreator none() {
        return new TopicCreator(null, List.of());
    }

    /**
     * Makes sure that a topic is there.
     *
     * @throws org.apache.kafka.connect.errors.RetriableException if another attempt may help
     * @throws ConnectException if not
     */
    void ensure(String topic) {
        if (groups.isEmpty() || topic.equals(last)) {
            return;
        }
        if (!present.contains(topic)) {
            if (!exists(topic)) {
                create(topic);
            }
            present.add(topic);
        }
        last = topic;
    }

    private boolean exists(String topic) {
        try {
            admin.describeTopics(Set.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failure("Cannot find out whether topic '" + topic + "' exists", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void create(String topic) {
        TopicGroup group = groups.stream()
                .filter(candidate -> candidate.takes(topic))
                .findFirst()
                .orElse(groups.get(groups.size() - 1));
        NewTopic wanted = new NewTopic(
                        topic,
                        group.partitions() < 0 ? Optional.empty() : Optional.of(group.partitions()),
                        group.replicationFactor() < 0 ? Optional.empty() : Optional.of(group.replicationFactor()))
                .configs(group.configs());
        try {
            admin.createTopics(Set.of(wanted)).all().get();
            LOG.info(
                    "Created topic topic={} group={} partitions={} replication.factor={}",
                    topic,
                    group.name(),
                    group.partitions(),
                    group.replicationFactor());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure(
                        "Cannot create topic '" + topic + "' as topic.creation." + group.name()
                                + " says; create it, correct those keys, or grant the right to create topics",
                        e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ConnectException failure(String message, Throwable cause) {
        return cause instanceof RetriableException
                ? new org.apache.kafka.connect.errors.RetriableException(message, cause)
                : new ConnectException(message, cause);
    }

    private static ConnectException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ConnectException("Interrupted while looking after a topic", cause);
    }
}
