package dev.sluice.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAdminTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final TopicAdmin admin = cluster.topicAdmin();

    @Test
    void createsAMissingTopicCompactedWhateverTheFurtherConfigsSay() {
        OptionalInt partitions =
                admin.ensureInternalTopic(settings(25, Map.of("cleanup.policy", "delete", "min.insync.replicas", "2")));

        assertEquals(OptionalInt.of(25), partitions);
        assertEquals(25, cluster.partitions("t"));
        assertEquals(Map.of("cleanup.policy", "compact", "min.insync.replicas", "2"), cluster.topicConfigs("t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "COMPACT", " Compact ", "compact,compact"})
    void acceptsAnExistingCompactedTopic(String policy) {
        cluster.createTopic("t", 3, Map.of("cleanup.policy", policy));

        assertEquals(OptionalInt.of(3), admin.ensureInternalTopic(settings(25, Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "compact,delete", ""})
    void refusesAnExistingTopicThatIsNotOnlyCompacted(String policy) {
        cluster.createTopic("t", 3, Map.of("cleanup.policy", policy));

        ConfigException error =
                assertThrows(ConfigException.class, () -> admin.ensureInternalTopic(settings(25, Map.of())));

        assertTrue(error.getMessage().contains("offset.storage.topic"), error.getMessage());
        assertTrue(error.getMessage().contains("cleanup.policy=" + policy), error.getMessage());
    }

    @Test
    void triesAgainWhileThereAreTooFewBrokers() {
        // Looking up the topic, looking up its configs, creating it.
        cluster.failAdminCalls(
                new TimeoutException("busy"),
                new TimeoutException("busy"),
                new InvalidReplicationFactorException("1 broker"));

        admin.ensureInternalTopic(settings(5, Map.of()));

        assertEquals(5, cluster.partitions("t"));
        assertEquals(0, cluster.failuresLeft());
    }

    @Test
    void givesUpWithTheReasonWhenTheTimeIsOver() {
        for (int call = 0; call < 3_000; call++) {
            cluster.failAdminCalls(new InvalidReplicationFactorException("only 1 broker"));
        }

        ConnectException error =
                assertThrows(ConnectException.class, () -> admin.ensureInternalTopic(settings(5, Map.of())));

        assertTrue(error.getMessage().contains("only 1 broker"), error.getMessage());
        assertTrue(error.getMessage().contains("'t' (offset.storage.topic)"), error.getMessage());
    }

    @Test
    void takesATopicToExistThatItMayNeitherSeeNorCreate() {
        cluster.failAdminCalls(
                new TopicAuthorizationException("no"),
                new TopicAuthorizationException("no"),
                new TopicAuthorizationException("no"));

        assertEquals(OptionalInt.empty(), admin.ensureInternalTopic(settings(5, Map.of())));
    }

    @Test
    void namesTheKeysOfTopicConfigsThatTheClusterRefuses() {
        cluster.createTopic("other", 1, Map.of());
        cluster.failAdminCalls(
                new org.apache.kafka.common.errors.UnknownTopicOrPartitionException(),
                new org.apache.kafka.common.errors.UnknownTopicOrPartitionException(),
                new InvalidConfigurationException("bad.key"));

        ConnectException error =
                assertThrows(ConnectException.class, () -> admin.ensureInternalTopic(settings(5, Map.of())));

        assertTrue(error.getMessage().contains("offset.storage."), error.getMessage());
        assertTrue(error.getMessage().contains("bad.key"), error.getMessage());
    }

    @Test
    void looksUpEndsAgainWhenAskedToBePatient() {
        cluster.createTopic("t", 1, Map.of());
        cluster.append("t", new byte[] {1}, new byte[] {1});
        cluster.failAdminCalls(new TimeoutException("busy"), new TimeoutException("busy"));
        TopicPartition partition = new TopicPartition("t", 0);

        assertEquals(Map.of(partition, 1L), admin.endOffsetsPatiently(Set.of(partition)));
    }

    private static TopicSettings settings(int partitions, Map<String, String> configs) {
        return new TopicSettings("offset.storage.topic", "t", partitions, (short) 1, configs);
    }
}
