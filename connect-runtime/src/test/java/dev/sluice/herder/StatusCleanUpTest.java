package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.concurrent.TestClock;
import dev.sluice.kafka.MemoryCluster;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.store.status.KafkaStatusStore;
import dev.sluice.store.status.MemoryStatusStore;
import dev.sluice.store.status.TestStatusStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StatusCleanUpTest {
    private static final String RUNNING =
            "{\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"a:8083\",\"generation\":3}";

    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final MemoryStatusStore statuses = new MemoryStatusStore();

    @Test
    void removesWhatIsNotConfigured() {
        configs.putConnectorConfig("kept", Map.of("name", "kept"), Optional.empty());
        configs.putTaskConfigs("kept", List.of(Map.of()));
        statuses.put("kept", running());
        statuses.put("gone", running());
        statuses.put(new TaskId("kept", 0), running());
        statuses.put(new TaskId("kept", 1), running());
        statuses.put(new TaskId("gone", 0), running());

        StatusCleanUp.run(statuses, configs::snapshot);

        assertEquals(Set.of("kept"), statuses.connectors());
        assertEquals(Set.of(0), statuses.tasks("kept").keySet());
    }

    @Test
    void keepsWhatIsConfiguredAndSaidWhileItLooks() {
        statuses.put("gone", running());

        StatusCleanUp.run(statuses, () -> {
            ConfigSnapshot before = configs.snapshot();
            configs.putConnectorConfig("new", Map.of("name", "new"), Optional.empty());
            configs.putTaskConfigs("new", List.of(Map.of()));
            statuses.put("new", running());
            statuses.put(new TaskId("new", 0), running());
            return before;
        });

        assertEquals(Set.of("new"), statuses.connectors());
        assertEquals(Set.of(0), statuses.tasks("new").keySet());
    }

    @Test
    void keepsWhatIsSaidOfASuccessorWhileItLooks() {
        statuses.put("again", running());
        statuses.put(new TaskId("again", 0), running());

        StatusCleanUp.run(statuses, () -> {
            ConfigSnapshot before = configs.snapshot();
            statuses.put("again", running());
            statuses.put(new TaskId("again", 0), running());
            return before;
        });

        assertEquals(Set.of("again"), statuses.connectors());
        assertEquals(Set.of(0), statuses.tasks("again").keySet());
    }

    @Test
    void aSuccessorThatSpeaksWhileItLooksHasTheLastWordInTheTopic() throws Exception {
        MemoryCluster cluster = new MemoryCluster();
        AtomicLong time = new AtomicLong(1_000);
        try (KafkaStatusStore store = TestStatusStore.over(cluster, new TestClock(time::get))) {
            store.start();
            store.put("c", running());
            store.put(new TaskId("c", 0), running());

            StatusCleanUp.run(store, () -> {
                ConfigSnapshot before = configs.snapshot();
                time.incrementAndGet();
                store.put("c", running());
                store.put(new TaskId("c", 0), running());
                return before;
            });
            store.flush();

            Map<String, Boolean> present = new TreeMap<>();
            cluster.records("status")
                    .forEach(record ->
                            present.put(new String(record.key(), StandardCharsets.UTF_8), record.value() != null));
            assertEquals(Map.of("status-connector-c", true, "status-task-c-0", true), present);
            assertEquals(Optional.of(running()), store.task(new TaskId("c", 0)));
        }
    }

    @Test
    void leavesTheRemainsOfATaskToItsSuccessor() throws Exception {
        MemoryCluster cluster = new MemoryCluster();
        try (KafkaStatusStore store = TestStatusStore.over(cluster, Clock.systemUTC())) {
            store.start();
            for (int task = 0; task < 2; task++) {
                cluster.append("status", bytes("status-task-c-" + task), bytes(RUNNING), 1);
            }
            cluster.append("status", bytes("status-connector-c"), null, 2);
            while (store.remains().size() < 2) {
                Thread.onSpinWait();
            }
            configs.putConnectorConfig("c", Map.of("name", "c"), Optional.empty());
            configs.putTaskConfigs("c", List.of(Map.of()));

            StatusCleanUp.run(store, configs::snapshot);
            store.flush();

            List<String> removed = cluster.records("status").stream()
                    .skip(3)
                    .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .toList();
            assertEquals(List.of("status-task-c-1"), removed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Status running() {
        return new Status(RunState.RUNNING, "a:8083", 3, Optional.empty(), Optional.empty());
    }
}
