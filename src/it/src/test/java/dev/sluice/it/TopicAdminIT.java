package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.util.TopicAdmin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The admin client that published connectors make their topics with. */
@Timeout(300)
class TopicAdminIT {
    private static EmbeddedKafka kafka;
    private static TopicAdmin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.startSecured();
        Map<String, Object> properties = new HashMap<>(EmbeddedKafka.adminLogin());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        admin = new TopicAdmin(properties);
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    private static TopicAdmin ofUser() {
        Map<String, Object> properties = new HashMap<>(EmbeddedKafka.userLogin());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return new TopicAdmin(properties);
    }

    @Test
    void topicsAreCreatedOrFound() {
        NewTopic first = TopicAdmin.defineTopic("first").partitions(2).build();
        NewTopic second = TopicAdmin.defineTopic("second").partitions(1).build();

        assertTrue(admin.createTopic(first));
        assertFalse(admin.createTopic(first));
        assertTrue(admin.createOrFindTopic(first));
        assertEquals(Set.of("second"), admin.createTopics(first, null, second));

        TopicAdmin.TopicCreationResponse found = admin.createOrFindTopics(first, second);
        assertEquals(Set.of("first", "second"), found.existingTopics());
        assertTrue(found.isCreatedOrExisting("first") && !found.isCreated("first") && !found.isEmpty());
        assertEquals(2, found.createdOrExistingTopicsCount());
        assertTrue(admin.createOrFindTopics().isEmpty());

        assertEquals(Set.of("first"), admin.describeTopics("first", "missing").keySet());
        assertEquals(
                Map.of(new TopicPartition("first", 1), 0L),
                admin.retryEndOffsets(Set.of(new TopicPartition("first", 1)), Duration.ofSeconds(30), 100));
    }

    @Test
    void whatCannotBeCreatedIsSaid() {
        NewTopic tooMany = TopicAdmin.defineTopic("copies")
                .partitions(1)
                .replicationFactor((short) 3)
                .build();
        ConnectException refused = assertThrows(ConnectException.class, () -> admin.createTopic(tooMany));
        assertTrue(refused.getMessage().contains("copies"), refused::getMessage);
        assertThrows(TimeoutException.class, () -> admin.createTopicsWithRetry(tooMany, 30, 10, Time.SYSTEM));
    }

    @Test
    void cleanUpPoliciesAreChecked() {
        admin.createTopics(
                TopicAdmin.defineTopic("kept").partitions(1).compacted().build(),
                TopicAdmin.defineTopic("lost")
                        .partitions(1)
                        .config(Map.of("cleanup.policy", "compact,delete"))
                        .build());

        assertTrue(admin.verifyTopicCleanupPolicyOnlyCompact("kept", "my.topic", "my state"));
        ConfigException refused = assertThrows(
                ConfigException.class, () -> admin.verifyTopicCleanupPolicyOnlyCompact("lost", "my.topic", "my state"));
        assertTrue(refused.getMessage().contains("my.topic"), refused::getMessage);
        assertFalse(admin.verifyTopicCleanupPolicyOnlyCompact("missing", "my.topic", "my state"));
        assertEquals(Set.of("compact", "delete"), admin.topicCleanupPolicy("lost"));
        assertNull(admin.describeTopicConfig("missing"));
        assertEquals(
                "compact",
                admin.describeTopicConfigs("kept")
                        .get("kept")
                        .get("cleanup.policy")
                        .value());
    }

    @Test
    void whoMayNotCreateOrLookTakesItThatTheTopicIsThere() {
        assertTrue(admin.createTopic(
                TopicAdmin.defineTopic("others").partitions(1).compacted().build()));
        try (TopicAdmin user = ofUser()) {
            assertFalse(user.createTopic(
                    TopicAdmin.defineTopic("others").partitions(1).build()));
            assertFalse(user.createOrFindTopic(
                    TopicAdmin.defineTopic("theirs").partitions(1).build()));
            assertFalse(user.verifyTopicCleanupPolicyOnlyCompact("others", "my.topic", "my state"));
            assertThrows(ConnectException.class, () -> user.describeTopics("others"));
        }
    }
}
