package dev.sluice.store.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.concurrent.JvmThreads;
import dev.sluice.kafka.MemoryCluster;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.KafkaTopicLogs;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorChange;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaConfigStoreTest {
    private static final Map<String, String> CONFIG = new TreeMap<>(Map.of("name", "c", "tasks.max", "1"));

    private final MemoryCluster cluster = new MemoryCluster();
    private final List<ConfigEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> moments = Collections.synchronizedList(new ArrayList<>());
    private final List<KafkaConfigStore> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(KafkaConfigStore::close);
    }

    @Test
    void createsTheTopicWithOnePartitionAndStartsEmpty() {
        KafkaConfigStore store = start(false);

        assertEquals(1, cluster.partitions("configs"));
        assertEquals(-1, store.snapshot().offset());
    }

    @Test
    void refusesATopicWithMorePartitions() {
        cluster.createTopic("configs", 2, Map.of("cleanup.policy", "compact"));

        ConfigException error = assertThrows(ConfigException.class, () -> start(false));

        assertTrue(error.getMessage().contains("config.storage.topic"), error.getMessage());
        assertTrue(error.getMessage().contains("2 partitions"), error.getMessage());
    }

    @Test
    void changesSeveralConnectorsTogether() {
        for (boolean transactional : List.of(false, true)) {
            KafkaConfigStore store = start(transactional);
            store.claimWritePrivileges();
            store.putConnectorConfig("gone", CONFIG, Optional.empty());
            store.changeConnectors(List.of(
                    new ConnectorChange("a", Optional.of(CONFIG), Optional.of(TargetState.PAUSED)),
                    new ConnectorChange("b", Optional.of(CONFIG), Optional.empty()),
                    new ConnectorChange("gone", Optional.empty(), Optional.empty())));

            assertEquals(java.util.Set.of("a", "b"), store.snapshot().connectors());
            assertEquals(Optional.of(TargetState.PAUSED), store.snapshot().targetState("a"));
        }
    }

    @Test
    void writesTheRecordsThatApachesWorkerWrites() {
        KafkaConfigStore store = start(false);

        store.putSessionKey(new SessionKey(new SecretKeySpec(new byte[] {1, 2, 3}, "HmacSHA256"), 1_700_000_000_000L));
        store.putConnectorConfig("c", CONFIG, Optional.of(TargetState.STOPPED));
        store.putTaskConfigs("c", List.of(Map.of("task.class", "T"), Map.of("task.class", "U")));
        store.putTaskCountRecord("c", 2);
        store.putTargetState("c", TargetState.STARTED);
        store.putRestartRequest(new RestartRequest("c", false, true));
        store.putLoggerLevel("org.x", "DEBUG");
        store.removeConnectorConfig("c");

        assertEquals(
                List.of(
                        "session-key={\"key\":\"AQID\",\"algorithm\":\"HmacSHA256\",\"creation-timestamp\":1700000000000}",
                        "target-state-c={\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}",
                        "connector-c={\"properties\":{\"name\":\"c\",\"tasks.max\":\"1\"}}",
                        "task-c-0={\"properties\":{\"task.class\":\"T\"}}",
                        "task-c-1={\"properties\":{\"task.class\":\"U\"}}",
                        "commit-c={\"tasks\":2}",
                        "tasks-fencing-c={\"task-count\":2}",
                        "target-state-c={\"state\":\"STARTED\",\"state.v2\":\"STARTED\"}",
                        "restart-connector-c={\"include-tasks\":true,\"only-failed\":false}",
                        "logger-cluster-org.x={\"level\":\"DEBUG\"}",
                        "connector-c=null",
                        "target-state-c=null"),
                written());
    }

    @Test
    void tellsWhatWasDoneToAConnectorNowAndBeforeTheStart() {
        List<Map<String, String>> twoTasks = List.of(Map.of("task.class", "T"), Map.of("task.class", "T"));
        KafkaConfigStore first = start(false);
        first.putConnectorConfig("c", CONFIG, Optional.empty());
        first.putConnectorConfig("c", Map.of("name", "c", "tasks.max", "2", "topic", "t"), Optional.empty());
        first.putTaskConfigs("c", twoTasks);
        first.putTargetState("c", TargetState.PAUSED);
        first.putRestartRequest(new RestartRequest("c", false, true));
        first.removeConnectorConfig("c");
        List<String> done = List.of(
                new ConfigMoment.Created().toString(),
                new ConfigMoment.Changed(java.util.Set.of("tasks.max", "topic")).toString(),
                new ConfigMoment.Committed(2).toString(),
                new ConfigMoment.Targeted(TargetState.PAUSED).toString(),
                new ConfigMoment.RestartAsked(new RestartRequest("c", false, true)).toString(),
                new ConfigMoment.Deleted().toString());
        assertEquals(done, List.copyOf(moments));
        moments.clear();
        events.clear();

        start(false);

        assertEquals(done.stream().map(each -> "before: " + each).toList(), List.copyOf(moments));
        assertEquals(List.of(), List.copyOf(events), "nothing is to be done about it any more");
    }

    @Test
    void seesAWriteWhenItReturns() {
        KafkaConfigStore store = start(false);

        store.putConnectorConfig("c", CONFIG, Optional.empty());
        store.putTaskConfigs("c", List.of(Map.of("a", "1")));

        assertEquals(Optional.of(CONFIG), store.snapshot().config("c"));
        assertEquals(1, store.snapshot().taskCount("c"));
        assertEquals(3, store.snapshot().offset());
    }

    @Test
    void twoWorkersComeToTheSameSnapshot() throws Exception {
        KafkaConfigStore writer = start(false);
        KafkaConfigStore reader = start(false);

        writer.putConnectorConfig("c", CONFIG, Optional.empty());
        writer.putTaskConfigs("c", List.of());

        assertEquals(writer.snapshot(), reader.refresh(Duration.ofSeconds(10)));
    }

    @Test
    void aWorkerFromWhichCompactionHasHiddenTheLastRecordsKnowsAsMuchAsOneThatSawThem() throws Exception {
        KafkaConfigStore store = start(false);
        store.putConnectorConfig("c", CONFIG, Optional.empty());
        ConfigSnapshot before = store.snapshot();

        assertEquals(before, store.catchUp(before.offset(), Duration.ofSeconds(10)));
        assertEquals(before.at(7), store.catchUp(7, Duration.ofSeconds(10)));
        assertEquals(before.at(7), store.snapshot());
        assertEquals(before.at(7), store.catchUp(3, Duration.ofSeconds(10)));
    }

    @Test
    void whatWasThereBeforeTheStartIsNoEvent() throws Exception {
        KafkaConfigStore before = start(false);
        before.putConnectorConfig("c", CONFIG, Optional.empty());
        before.putRestartRequest(new RestartRequest("c", false, false));
        before.putLoggerLevel("org.x", "DEBUG");
        before.refresh(Duration.ofSeconds(10));
        events.clear();

        KafkaConfigStore after = start(false);
        after.putLoggerLevel("org.y", "INFO");
        after.refresh(Duration.ofSeconds(10));
        before.refresh(Duration.ofSeconds(10));

        assertTrue(after.snapshot().contains("c"));
        assertEquals(
                List.of(
                        new ConfigEvent.LoggerLevelSet("org.y", "INFO"),
                        new ConfigEvent.LoggerLevelSet("org.y", "INFO")),
                events);
    }

    @Test
    void aWriteThatFailsSaysWhatAndWhy() {
        KafkaConfigStore store = start(false);
        cluster.failSends(new RecordTooLargeException("too large"));

        ConnectException error =
                assertThrows(ConnectException.class, () -> store.putConnectorConfig("c", CONFIG, Optional.empty()));

        assertTrue(error.getMessage().contains("config of connector c"), error.getMessage());
        assertTrue(error.getMessage().contains("too large"), error.getMessage());
    }

    @Test
    void aFailedTaskConfigKeepsTheCommitBack() {
        KafkaConfigStore store = start(false);
        store.putConnectorConfig("c", CONFIG, Optional.empty());
        cluster.failSends(new RecordTooLargeException("too large"));

        assertThrows(ConnectException.class, () -> store.putTaskConfigs("c", List.of(Map.of("a", "1"))));

        assertFalse(written().contains("commit-c={\"tasks\":1}"));
    }

    @Test
    void aLeaderWritesNothingBeforeItHasClaimedTheRight() {
        KafkaConfigStore store = start(true);

        assertThrows(PrivilegedWriteException.class, () -> store.putConnectorConfig("c", CONFIG, Optional.empty()));
        store.putTargetState("c", TargetState.PAUSED);

        assertEquals(1, written().size());
    }

    @Test
    void aNewLeaderFencesTheOldOneWhichCanClaimTheRightBack() {
        KafkaConfigStore old = start(true);
        KafkaConfigStore next = start(true);
        old.claimWritePrivileges();
        old.putConnectorConfig("c", CONFIG, Optional.empty());
        next.claimWritePrivileges();

        assertThrows(PrivilegedWriteException.class, () -> old.removeConnectorConfig("c"));
        next.putTaskConfigs("c", List.of(Map.of("a", "1")));
        old.claimWritePrivileges();
        old.putTaskCountRecord("c", 1);

        assertEquals(Optional.of(1), old.snapshot().states().get("c").fencedTaskCount());
        assertEquals(1, old.snapshot().taskCount("c"));
    }

    @Test
    void aLeaderWhoseProducerCannotBeMadeClaimsAgain() {
        KafkaConfigStore store = start(true);
        cluster.failProducers(new KafkaException("no resolvable bootstrap urls"));

        PrivilegedWriteException failed = assertThrows(PrivilegedWriteException.class, store::claimWritePrivileges);
        assertFalse(failed.isUnclaimed(), "who hears of it claims again");
        store.claimWritePrivileges();
        store.putConnectorConfig("c", CONFIG, Optional.empty());

        assertTrue(store.snapshot().contains("c"));
    }

    @Test
    void refreshFailsWhenTheStoreIsClosed() {
        KafkaConfigStore store = start(false);
        store.close();

        assertThrows(ConnectException.class, () -> store.refresh(Duration.ofSeconds(1)));
    }

    @Test
    void aStoreInMemoryComesToTheSameStates() {
        KafkaConfigStore topic = start(false);
        MemoryConfigStore memory = new MemoryConfigStore((after, changes) -> {});

        for (ConfigStore store : List.of(topic, memory)) {
            store.putConnectorConfig("c", CONFIG, Optional.of(TargetState.PAUSED));
            store.putTaskConfigs("c", List.of(Map.of("a", "1")));
            store.putConnectorConfig("d", CONFIG, Optional.empty());
            store.removeConnectorConfig("d");
        }

        assertEquals(topic.snapshot(), memory.snapshot());
    }

    private KafkaConfigStore start(boolean transactional) {
        TopicSettings topic = new TopicSettings("config.storage.topic", "configs", 1, (short) 1, Map.of());
        KafkaConfigStore store = new KafkaConfigStore(
                new KafkaTopicLogs(cluster, cluster.topicAdmin()),
                cluster,
                new ConfigStoreSettings(
                        topic,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        transactional ? Optional.of(Map.of("transactional.id", "leader")) : Optional.empty()),
                new ConfigListener() {
                    @Override
                    public void onChange(ConfigSnapshot after, List<ConfigEvent> changes) {
                        events.addAll(changes);
                    }

                    @Override
                    public void onMoments(List<ConfigMoment> more, boolean loading) {
                        more.forEach(each -> moments.add((loading ? "before: " : "") + each.deed()));
                    }
                },
                (name, cause) -> {},
                new JvmThreads());
        open.add(store);
        store.start();
        return store;
    }

    private List<String> written() {
        return cluster.records("configs").stream()
                .map(record -> text(record.key()) + "=" + text(record.value()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
