package dev.sluice.pipeline.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.config.ConnectorSettings;
import dev.sluice.config.TopicGroup;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {
    private final Set<String> existing = new HashSet<>();
    private final List<NewTopic> created = new ArrayList<>();
    private final Deque<RuntimeException> describeFailures = new ArrayDeque<>();
    private final Deque<RuntimeException> createFailures = new ArrayDeque<>();
    private int describes;

    private static <T> KafkaFuture<T> failed(RuntimeException failure) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(failure);
        return future;
    }

    private static final class Described extends DescribeTopicsResult {
        Described(String topic, KafkaFuture<TopicDescription> answer) {
            super(null, Map.of(topic, answer));
        }
    }

    private static final class Created extends CreateTopicsResult {
        Created(String topic, KafkaFuture<TopicMetadataAndConfig> answer) {
            super(Map.of(topic, answer));
        }
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "describeTopics":
                            return describe((String)
                                    ((Collection<?>) arguments[0]).iterator().next());
                        case "createTopics":
                            return create((NewTopic)
                                    ((Collection<?>) arguments[0]).iterator().next());
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private DescribeTopicsResult describe(String topic) {
        describes++;
        RuntimeException failure = describeFailures.poll();
        if (failure == null && !existing.contains(topic)) {
            failure = new UnknownTopicOrPartitionException();
        }
        return new Described(
                topic,
                failure == null
                        ? KafkaFuture.completedFuture(new TopicDescription(topic, false, List.of()))
                        : failed(failure));
    }

    private CreateTopicsResult create(NewTopic topic) {
        RuntimeException failure = createFailures.poll();
        if (failure == null) {
            created.add(topic);
        }
        return new Created(topic.name(), failure == null ? KafkaFuture.completedFuture(null) : failed(failure));
    }

    private static List<TopicGroup> groups(Map<String, String> keys) {
        Map<String, String> config = new HashMap<>(keys);
        config.put("name", "c");
        config.put("connector.class", "C");
        return ConnectorSettings.source(config).topicGroups().orElseThrow();
    }

    private TopicCreator creator(Map<String, String> keys) {
        Map<String, String> config = new HashMap<>(keys);
        config.put("topic.creation.default.partitions", "3");
        config.put("topic.creation.default.replication.factor", "-1");
        return new TopicCreator(admin(), groups(config));
    }

    @Test
    void aTopicThatExistsIsLeftAloneAndLookedUpOnce() {
        existing.add("orders");
        TopicCreator creator = creator(Map.of());

        creator.ensure("orders");
        creator.ensure("orders");
        existing.add("other");
        creator.ensure("other");
        creator.ensure("orders");

        assertEquals(List.of(), created);
        assertEquals(2, describes);
    }

    @Test
    void aMissingTopicIsCreatedAsItsFirstGroupSays() {
        TopicCreator creator = creator(Map.of(
                "topic.creation.groups", "compacted, audit",
                "topic.creation.compacted.include", "state-.*, table-.*",
                "topic.creation.compacted.exclude", ".*-audit",
                "topic.creation.compacted.cleanup.policy", "compact",
                "topic.creation.audit.include", ".*-audit",
                "topic.creation.audit.partitions", "1",
                "topic.creation.audit.replication.factor", "2"));

        creator.ensure("table-1");
        creator.ensure("table-1-audit");
        creator.ensure("events");

        assertEquals("table-1", created.get(0).name());
        assertEquals(3, created.get(0).numPartitions(), "inherited from the default group");
        assertEquals(Map.of("cleanup.policy", "compact"), created.get(0).configs());
        assertEquals(1, created.get(1).numPartitions());
        assertEquals((short) 2, created.get(1).replicationFactor());
        assertEquals(3, created.get(2).numPartitions());
        assertEquals((short) -1, created.get(2).replicationFactor(), "the brokers' default");
    }

    @Test
    void somebodyElseMayHaveCreatedItMeanwhile() {
        createFailures.add(new TopicExistsException("there"));

        TopicCreator creator = creator(Map.of());
        creator.ensure("orders");

        assertEquals(1, describes);
    }

    @Test
    void aTimeoutIsWorthAnotherAttempt() {
        describeFailures.add(new TimeoutException("slow"));
        TopicCreator creator = creator(Map.of());
        assertThrows(RetriableException.class, () -> creator.ensure("orders"));

        creator.ensure("orders");

        assertEquals(1, created.size());
    }

    @Test
    void aMissingRightFailsTheTask() {
        describeFailures.add(new TopicAuthorizationException("no"));
        TopicCreator creator = creator(Map.of());

        ConnectException failure = assertThrows(ConnectException.class, () -> creator.ensure("orders"));

        assertFalse(failure instanceof RetriableException);
    }

    @Test
    void theDefaultGroupMustBeComplete() {
        ConfigException failure =
                assertThrows(ConfigException.class, () -> groups(Map.of("topic.creation.default.partitions", "1")));

        assertEquals(true, failure.getMessage().contains("topic.creation.default.replication.factor"));
    }
}
