package dev.sluice.store.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.concurrent.TestClock;
import dev.sluice.kafka.MemoryCluster;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaStatusStoreTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TaskId TASK = new TaskId("a-b", 1);

    private final MemoryCluster cluster = new MemoryCluster();
    private final KafkaStatusStore store = TestStatusStore.over(cluster, Clock.systemUTC());

    @BeforeEach
    void start() {
        store.start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void writesTheRecordsThatApachesWorkerWrites() {
        store.put("c", new Status(RunState.RUNNING, "w1:8083", 4, Optional.empty(), Optional.of("1.4")));
        store.put(TASK, new Status(RunState.FAILED, "w1:8083", 4, Optional.of("t"), Optional.empty()));
        store.putTopic(new TopicUse("t1", "c", 0, 1_700_000_000_000L));
        store.removeConnector("c", store.moment());
        store.remove(TASK, store.moment());
        store.removeTopic("c", "t1");
        store.flush();

        assertEquals(
                List.of(
                        "status-connector-c={\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"w1:8083\","
                                + "\"generation\":4,\"version\":\"1.4\"}",
                        "status-task-a-b-1={\"state\":\"FAILED\",\"trace\":\"t\",\"worker_id\":\"w1:8083\","
                                + "\"generation\":4,\"version\":null}",
                        "status-topic-t1:connector-c={\"topic\":{\"name\":\"t1\",\"connector\":\"c\",\"task\":0,"
                                + "\"discoverTimestamp\":1700000000000}}",
                        "status-connector-c=null",
                        "status-task-a-b-1=null",
                        "status-topic-t1:connector-c=null"),
                written());
    }

    @Test
    void readsBackWhatWasWritten() {
        store.put("a-b", status(RunState.PAUSED, "w1", 1));
        store.put(TASK, status(RunState.RUNNING, "w1", 1));
        store.putTopic(new TopicUse("t1", "a-b", 0, 5));
        await(() -> store.knowsTopic("a-b", "t1") && store.task(TASK).isPresent());

        assertEquals(Optional.of(status(RunState.PAUSED, "w1", 1)), store.connector("a-b"));
        assertEquals(Map.of(1, status(RunState.RUNNING, "w1", 1)), store.tasks("a-b"));
        assertEquals(Set.of("a-b"), store.connectors());
        assertEquals(List.of(new TopicUse("t1", "a-b", 0, 5)), List.copyOf(store.topics("a-b")));
    }

    @Test
    void whatAWorkerSaysItKnowsAtOnceThoughNoBrokerTakesItDown() {
        cluster.failSends(new RecordTooLargeException("too large"), new RecordTooLargeException("too large"));
        long before = store.version("a-b");
        store.put("a-b", status(RunState.PAUSED, "w1", 1));
        store.put(TASK, status(RunState.RUNNING, "w1", 1));

        assertEquals(Optional.of(status(RunState.PAUSED, "w1", 1)), store.connector("a-b"));
        assertEquals(Optional.of(status(RunState.RUNNING, "w1", 1)), store.task(TASK));
        assertEquals(Map.of(1, status(RunState.RUNNING, "w1", 1)), store.tasks("a-b"));
        assertEquals(Set.of("a-b"), store.connectors());
        assertTrue(store.version("a-b") > before);
    }

    @Test
    void ownWordsOutlastOlderRecordsAndEndWithLaterOnes() {
        cluster.failSends(new RecordTooLargeException("too large"));
        store.put(TASK, status(RunState.FAILED, "w1", 7));
        append("status-task-a-b-1", value(RunState.RUNNING, "w1", 6));
        append("status-connector-mark", value(RunState.RUNNING, "w2", 7));
        await(() -> store.connector("mark").isPresent());
        assertEquals(RunState.FAILED, store.task(TASK).orElseThrow().state());

        append("status-task-a-b-1", value(RunState.RUNNING, "w2", 8));
        await(() -> store.task(TASK).orElseThrow().workerId().equals("w2"));
    }

    @Test
    void ownWordsEndWithTheRemovalOfTheStatus() {
        cluster.failSends(new RecordTooLargeException("too large"));
        store.put("c", status(RunState.FAILED, "w1", 7));
        append("status-connector-c", null);
        await(() -> store.connector("c").isEmpty());
        assertEquals(Set.of(), store.connectors());
    }

    @Test
    void ownWordsEndWhenTheyAreNotWrittenAnyMoreBecauseTheConnectorIsGone() {
        for (int failure = 0; failure < 50; failure++) {
            cluster.failSends(new NotLeaderOrFollowerException("moving"));
        }
        store.put(TASK, status(RunState.UNASSIGNED, "w1", 7));
        append("status-connector-a-b", null);

        await(() -> store.task(TASK).isEmpty());
    }

    @Test
    void aSafePutGivesWayToAWorkerOfALaterGeneration() {
        other(TASK, RunState.RUNNING, "w2", 7);

        store.putSafe(TASK, status(RunState.FAILED, "w1", 6));
        store.put(new TaskId("x", 0), status(RunState.RUNNING, "w1", 6));
        store.flush();

        assertEquals(2, written().size());
        assertTrue(written().get(1).startsWith("status-task-x-0"));
    }

    @Test
    void aSafePutIsWrittenByTheSameWorkerAndInALaterGeneration() {
        TaskId second = new TaskId("a-b", 2);
        other(TASK, RunState.RUNNING, "w1", 7);
        other(second, RunState.RUNNING, "w1", 7);
        store.putSafe(TASK, status(RunState.PAUSED, "w1", 6));
        store.putSafe(second, status(RunState.FAILED, "w2", 7));
        store.flush();

        assertEquals(4, written().size());
    }

    @Test
    void aLateUnassignedDoesNotHideThatATaskRunsElsewhere() {
        other(TASK, RunState.RUNNING, "w2", 7);
        append("status-task-a-b-1", value(RunState.UNASSIGNED, "w1", 7));
        append("status-connector-mark", value(RunState.RUNNING, "w1", 7));
        await(() -> store.connector("mark").isPresent());

        assertEquals(RunState.RUNNING, store.task(TASK).orElseThrow().state());

        append("status-task-a-b-1", value(RunState.UNASSIGNED, "w1", 8));
        await(() -> store.task(TASK).orElseThrow().state() == RunState.UNASSIGNED);
    }

    @Test
    void theOwnerHasTheLastWordWhenAnotherWorkerGivesItsTaskUpLate() {
        store.put(TASK, status(RunState.RUNNING, "w2", 7));
        store.flush();

        append("status-task-a-b-1", value(RunState.UNASSIGNED, "w1", 6));
        await(() -> written().size() == 3);
        store.flush();

        assertEquals(written().get(0), written().get(2));
        assertEquals(3, written().size());
    }

    @Test
    void whoRunsAConnectorContradictsWhoHadItBefore() {
        store.put("c", status(RunState.RUNNING, "w2", 7));
        store.flush();

        append("status-connector-c", value(RunState.UNASSIGNED, "w1", 6));
        await(() -> written().size() == 3);

        assertEquals(written().get(0), written().get(2));
    }

    @Test
    void whoRunsAConnectorContradictsAFarewellThatCameInALaterGeneration() {
        store.put("c", status(RunState.RUNNING, "w2", 7));
        store.flush();

        append("status-connector-c", value(RunState.UNASSIGNED, "w1", 8));
        await(() -> written().size() == 3);

        assertEquals(written().get(0), written().get(2));
    }

    @Test
    void theOwnerContradictsARemovalThatWasMeantForItsPredecessor() {
        store.put(TASK, status(RunState.RUNNING, "w2", 7));
        store.put("c", status(RunState.RUNNING, "w2", 7));
        store.flush();
        cluster.append("status", bytes("status-task-a-b-1"), null, 0);
        cluster.append("status", bytes("status-connector-c"), null, 0);
        await(() -> written().size() == 6);

        assertEquals(written().subList(0, 2), written().subList(4, 6));
    }

    @Test
    void whatIsRepeatedDoesNotComeAfterWhatIsSaidAtTheSameMoment() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        CountDownLatch between = new CountDownLatch(1);
        Clock clock = new TestClock(() -> {
            meanwhile.getAndSet(() -> {}).run();
            return 1_000;
        });
        try (KafkaStatusStore owner = TestStatusStore.over(cluster, clock)) {
            owner.start();
            owner.put(TASK, status(RunState.RUNNING, "w2", 7));
            owner.flush();
            meanwhile.set(() -> {
                owner.put(TASK, status(RunState.FAILED, "w2", 7));
                between.countDown();
            });
            append("status-task-a-b-1", value(RunState.UNASSIGNED, "w1", 6));
            await(() -> between.getCount() == 0);
            append("status-connector-mark", value(RunState.RUNNING, "w3", 7));
            await(() -> owner.connector("mark").isPresent());
            owner.flush();

            List<String> ofTask = written().stream()
                    .filter(line -> line.startsWith("status-task-a-b-1="))
                    .toList();
            assertTrue(ofTask.get(ofTask.size() - 1).contains("FAILED"), ofTask.toString());
        }
    }

    @Test
    void aRemovalAfterTheOwnersLastWordStands() {
        store.put(TASK, status(RunState.RUNNING, "w2", 7));
        store.flush();
        cluster.append("status", bytes("status-task-a-b-1"), null, Long.MAX_VALUE);
        await(() -> store.task(TASK).isEmpty());
        store.flush();

        assertEquals(2, written().size());
    }

    @Test
    void nobodyRepeatsAnothersWordNorItsOwnFarewell() {
        other(TASK, RunState.RUNNING, "w2", 7);
        append("status-task-a-b-1", value(RunState.UNASSIGNED, "w1", 6));
        store.put("c", status(RunState.RUNNING, "w1", 7));
        TaskId own = new TaskId("c", 0);
        store.put(own, status(RunState.RUNNING, "w1", 7));
        store.put(own, status(RunState.UNASSIGNED, "w1", 7));
        store.flush();
        append("status-connector-mark", value(RunState.RUNNING, "w2", 7));
        await(() -> store.connector("mark").isPresent());
        store.flush();

        assertEquals(6, written().size());
    }

    @Test
    void aConnectorsTombstoneForgetsItsTasks() {
        other(TASK, RunState.RUNNING, "w2", 7);
        append("status-connector-a-b", null);
        await(() -> store.task(TASK).isEmpty());

        assertEquals(Set.of(), store.connectors());
    }

    @Test
    void aWriteIsTriedAgainWhenThatCanHelp() {
        cluster.failSends(new NotLeaderOrFollowerException("moving"), new NotLeaderOrFollowerException("moving"));
        store.put(TASK, status(RunState.RUNNING, "w1", 1));

        await(() -> written().size() == 1);
    }

    @Test
    void aWriteIsTriedAgainThoughALaterGenerationHasBegun() {
        cluster.failSends(new NotLeaderOrFollowerException("moving"));
        store.put(TASK, status(RunState.RUNNING, "w1", 1));
        store.put(new TaskId("x", 0), status(RunState.RUNNING, "w1", 2));

        await(() -> written().size() == 2);
    }

    @Test
    void aSupersededWriteIsNotTriedAgain() {
        cluster.failSends(new NotLeaderOrFollowerException("moving"));
        store.put(TASK, status(RunState.RUNNING, "w1", 1));
        store.put(TASK, status(RunState.PAUSED, "w1", 1));
        store.flush();
        cluster.failSends(new NotLeaderOrFollowerException("moving"));
        store.put("mark", status(RunState.RUNNING, "w1", 1));
        // The mark's second try comes after the first write's would.
        await(() -> written().stream().anyMatch(record -> record.startsWith("status-connector-mark=")));

        assertEquals(
                1, written().stream().filter(r -> r.startsWith("status-task-")).count());
        assertEquals(RunState.PAUSED, store.task(TASK).orElseThrow().state());
    }

    @Test
    void aWriteThatCannotSucceedIsDropped() {
        cluster.failSends(new RecordTooLargeException("too large"));
        store.put(TASK, status(RunState.FAILED, "w1", 1));
        store.flush();

        assertEquals(List.of(), written());
        assertEquals(0, cluster.failuresLeft());
    }

    @Test
    void aTopicIsWrittenOnceHoweverOftenItIsUsed() {
        for (int use = 0; use < 100; use++) {
            store.putTopic(new TopicUse("t1", "c", 0, use));
        }
        store.flush();

        assertEquals(1, written().size());
    }

    @Test
    void recordsThatMeanNothingAreSkipped() {
        append("other", "{}");
        append("status-connector-c", "{\"state\":\"DANCING\",\"generation\":1}");
        append("status-connector-c", "{\"state\":\"RUNNING\",\"generation\":\"1\"}");
        append("status-connector-c", "{broken");
        append("status-task-1", value(RunState.RUNNING, "w", 1));
        append("status-task-c-x", value(RunState.RUNNING, "w", 1));
        append("status-topic-t", "{}");
        append("status-topic-t:connector-c", "{\"topic\":{\"task\":\"0\"}}");
        append("status-connector-mark", value(RunState.RUNNING, "w1", 7));
        await(() -> store.connector("mark").isPresent());

        assertEquals(Set.of("mark"), store.connectors());
        assertFalse(store.knowsTopic("c", "t"));
    }

    private void other(TaskId task, RunState state, String worker, int generation) {
        append("status-task-" + task, value(state, worker, generation));
        await(() -> store.task(task).isPresent());
    }

    private void append(String key, String value) {
        cluster.append("status", bytes(key), value == null ? null : bytes(value));
    }

    private List<String> written() {
        return cluster.records("status").stream()
                .map(record -> text(record.key()) + "=" + text(record.value()))
                .toList();
    }

    private static String value(RunState state, String worker, int generation) {
        return "{\"state\":\"" + state + "\",\"trace\":null,\"worker_id\":\"" + worker + "\",\"generation\":"
                + generation + "}";
    }

    private static Status status(RunState state, String worker, int generation) {
        return Status.of(state, worker, generation, Optional.empty());
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, "it does not come true");
            Thread.onSpinWait();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
