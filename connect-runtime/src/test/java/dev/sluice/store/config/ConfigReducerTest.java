package dev.sluice.store.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConnectorState;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReducerTest {
    private final ConfigTopic topic = new ConfigTopic();

    @Test
    void aConnectorIsStartedUnlessARecordSaysOtherwise() {
        topic.connector("c");

        assertEquals(Optional.of(TargetState.STARTED), state("c").targetState());
        assertEquals(List.of(new ConfigEvent.ConnectorAdded("c")), topic.fold().events());
    }

    @Test
    void anInitialStateBeforeTheConfigCountsAndIsNoChange() {
        topic.add("target-state-c", "{\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"}")
                .connector("c");

        assertEquals(Optional.of(TargetState.STOPPED), state("c").targetState());
        assertEquals(List.of(new ConfigEvent.ConnectorAdded("c")), topic.fold().events());
    }

    @Test
    void aCommitMakesTheTaskConfigsBeforeItEffective() {
        topic.connector("c").task("c", 0, "a").task("c", 1, "b").commit("c", 2);

        ConnectorState state = state("c");
        assertEquals(Optional.of(2), state.taskCount());
        assertEquals(Map.of("v", "b"), state.taskConfigs().get(1));
        assertEquals(1, state.generation());
        assertEquals(state.config(), state.appliedConfig());
        assertTrue(state.pendingFencing());
        assertFalse(state.inconsistent());
        assertTrue(topic.fold().events().contains(new ConfigEvent.TasksCommitted("c", Set.of(0, 1))));
    }

    @Test
    void taskConfigsWithoutACommitMeanNothing() {
        topic.connector("c").task("c", 0, "a").commit("c", 1).task("c", 0, "b");

        assertEquals(Map.of("v", "a"), state("c").taskConfigs().get(0));
    }

    @Test
    void aCommitOfFewerTasksKeepsTheOthersConfigs() {
        topic.connector("c").task("c", 0, "a").task("c", 1, "b").commit("c", 2);
        topic.task("c", 0, "x").commit("c", 1);

        assertEquals(Map.of("v", "b"), state("c").taskConfigs().get(1));
        assertEquals(Set.of(new TaskId("c", 0)), topic.fold().view().snapshot().tasks("c"));
        assertEquals(2, state("c").generation());
    }

    @Test
    void anIncompleteCommitIsInconsistentUntilACompleteOneFollows() {
        topic.connector("c").task("c", 0, "a").commit("c", 1).task("c", 1, "b").commit("c", 2);

        assertTrue(state("c").inconsistent());
        assertEquals(Optional.of(2), state("c").taskCount());
        assertEquals(Map.of(0, Map.of("v", "a")), state("c").taskConfigs());
        assertEquals(1, state("c").generation());
        assertEquals(Set.of(), topic.fold().view().snapshot().tasks("c"));
        assertTrue(topic.fold().events().contains(new ConfigEvent.TasksCommitted("c", Set.of())));

        topic.task("c", 0, "x").task("c", 1, "y").commit("c", 2);

        assertFalse(state("c").inconsistent());
        assertEquals(Map.of("v", "y"), state("c").taskConfigs().get(1));
    }

    @Test
    void anIncompleteCommitUsesUpWhatWasDeferred() {
        topic.connector("c").task("c", 1, "b").commit("c", 2).task("c", 0, "a").commit("c", 2);

        assertTrue(state("c").inconsistent());
    }

    /** As a producer does that had no answer to the first one. */
    @Test
    void aCommitThatIsWrittenTwiceChangesNothing() {
        topic.connector("c").task("c", 0, "a").task("c", 1, "b").commit("c", 2);
        int generation = state("c").generation();
        topic.commit("c", 2);

        assertFalse(state("c").inconsistent());
        assertEquals(generation, state("c").generation());
        assertEquals(2, topic.fold().view().snapshot().tasks("c").size());
    }

    @Test
    void extraTaskConfigsLeftByCompactionAreNoHarm() {
        topic.connector("c").task("c", 2, "old").task("c", 0, "a").commit("c", 1);

        assertFalse(state("c").inconsistent());
        assertEquals(Set.of(0, 2), state("c").taskConfigs().keySet());
    }

    @Test
    void anEmptyCommitCountsAsAGenerationOnlyIfThereWereTaskConfigsOnce() {
        topic.connector("c").commit("c", 0);
        assertEquals(0, state("c").generation());
        assertEquals(state("c").config(), state("c").appliedConfig());

        topic.task("c", 0, "a").commit("c", 1).commit("c", 0);
        assertEquals(2, state("c").generation());
    }

    @Test
    void theAppliedConfigIsThatOfTheLastCompleteCommit() {
        topic.connector("c").task("c", 0, "a").commit("c", 1);
        topic.add("connector-c", "{\"properties\":{\"name\":\"c\",\"new\":null}}");

        assertEquals(Optional.of(Map.of("name", "c")), state("c").appliedConfig());
        assertTrue(state("c").config().orElseThrow().containsKey("new"));
    }

    @Test
    void taskConfigsOfADeletedConnectorAreNotTakenForThoseOfItsSuccessor() {
        topic.task("c", 0, "zombie").commit("c", 1).connector("c");

        assertEquals(Map.of(), state("c").taskConfigs());
        assertEquals(Optional.empty(), state("c").taskCount());
    }

    @Test
    void taskConfigsThatCompactionHasPutBeforeTheirConnectorAreKnownToBeMissing() {
        topic.task("c", 0, "a").commit("c", 1).connector("c");
        assertTrue(state("c").inconsistent());

        topic.task("c", 0, "a").commit("c", 1);
        assertFalse(state("c").inconsistent());
    }

    @Test
    void removingAConnectorKeepsWhatFencingNeeds() {
        topic.connector("c").task("c", 0, "a").commit("c", 1).add("tasks-fencing-c", "{\"task-count\":1}");
        topic.task("c", 0, "pending").add("connector-c", null).add("target-state-c", null);

        ConnectorState state = state("c");
        assertEquals(Optional.empty(), state.config());
        assertEquals(Optional.empty(), state.taskCount());
        assertEquals(Map.of(), state.taskConfigs());
        assertEquals(Optional.empty(), state.appliedConfig());
        assertEquals(Optional.empty(), state.targetState());
        assertEquals(Optional.of(1), state.fencedTaskCount());
        assertEquals(1, state.generation());
        assertTrue(topic.fold().events().contains(new ConfigEvent.ConnectorRemoved("c")));
        topic.connector("c").commit("c", 0);
        assertEquals(1, state("c").generation());
    }

    @Test
    void aCommitAfterAFencingRecordNeedsFencing() {
        topic.connector("c").commit("c", 0).add("tasks-fencing-c", "{\"task-count\":3}");
        assertFalse(state("c").pendingFencing());

        topic.commit("c", 0);
        assertTrue(state("c").pendingFencing());
        assertEquals(Optional.of(3), state("c").fencedTaskCount());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"state\":\"PAUSED\"} | PAUSED",
                "{\"state\":\"PAUSED\",\"state.v2\":\"STOPPED\"} | STOPPED",
                "{\"state\":\"PAUSED\",\"state.v2\":null} | PAUSED",
                "{\"state\":\"PAUSED\",\"state.v2\":7} | PAUSED",
                "{\"state\":\"PAUSED\",\"state.v2\":\"NEWER\"} | STARTED",
                "{\"state\":\"paused\"} | STARTED",
                "{} | STARTED",
                "[] | STARTED"
            })
    void readsTargetStatesOfOldAndNewWorkers(String value, TargetState expected) {
        topic.connector("c").add("target-state-c", value);

        assertEquals(Optional.of(expected), state("c").targetState());
    }

    @Test
    void aTargetStateIsAChangeOnlyIfItDiffersAndTheConnectorExists() {
        topic.add("target-state-c", "{\"state\":\"PAUSED\"}").connector("c");
        topic.add("target-state-c", "{\"state\":\"PAUSED\"}").add("target-state-c", "{\"state\":\"STARTED\"}");

        assertEquals(
                List.of(new ConfigEvent.ConnectorAdded("c"), new ConfigEvent.TargetStateChanged("c")),
                topic.fold().events());
    }

    @Test
    void withoutItsTargetStateAnExistingConnectorIsStartedAgainQuietly() {
        topic.connector("c").add("target-state-c", "{\"state\":\"PAUSED\"}").add("target-state-c", null);

        assertEquals(Optional.of(TargetState.STARTED), state("c").targetState());
        assertEquals(2, topic.fold().events().size());
    }

    @Test
    void readsRestartsLoggersAndSessionKeys() {
        topic.add("restart-connector-a-b", "{\"include-tasks\":true,\"only-failed\":\"yes\"}")
                .add("logger-cluster-org.x", "{\"level\":\"DEBUG\"}")
                .add(
                        "session-key",
                        "{\"key\":\"AQID\",\"algorithm\":\"HmacSHA256\",\"creation-timestamp\":1700000000000}");

        ConfigReducer.Folded folded = topic.fold();
        assertEquals(
                List.of(
                        new ConfigEvent.RestartRequested(new RestartRequest("a-b", false, true)),
                        new ConfigEvent.LoggerLevelSet("org.x", "DEBUG")),
                folded.events().subList(0, 2));
        assertEquals(
                1_700_000_000_000L,
                folded.view().snapshot().sessionKey().orElseThrow().creationTimestampMs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"include-tasks\":true,\"only-failed\":\"yes\"} | true | false | only-failed",
                "{\"include-tasks\":1,\"only-failed\":true} | false | true | include-tasks",
                "{\"only-failed\":true} | false | true | include-tasks",
                "{\"include-tasks\":null,\"only-failed\":[]} | false | false | only-failed"
            })
    void aRestartWithFieldsThatAreNoBooleansCountsWithTheirDefaultsAndADoubt(
            String value, boolean includeTasks, boolean onlyFailed, String named) {
        topic.add("restart-connector-c", value);

        ConfigReducer.Folded folded = topic.fold();
        assertEquals(
                List.of(new ConfigEvent.RestartRequested(new RestartRequest("c", onlyFailed, includeTasks))),
                folded.events());
        assertEquals(List.of(), folded.skipped());
        assertEquals(1, folded.doubts().size());
        assertTrue(folded.doubts().get(0).reason().contains(named));
    }

    @Test
    void aRestartWithBothFieldsLeavesNoDoubt() {
        topic.add("restart-connector-c", "{\"include-tasks\":true,\"only-failed\":false}");

        assertEquals(List.of(), topic.fold().doubts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "unknown | {}",
                "connector-c | []",
                "connector-c | {\"properties\":[]}",
                "connector-c | {\"properties\":{\"a\":{}}}",
                "task-c | {\"properties\":{}}",
                "task-c-x | {\"properties\":{}}",
                "task-c-0 | NULL",
                "commit-c | {\"tasks\":\"2\"}",
                "commit-c | NULL",
                "tasks-fencing-c | {\"tasks\":2}",
                "session-key | NULL",
                "session-key | {\"key\":\"!\",\"algorithm\":\"HmacSHA256\",\"creation-timestamp\":1}",
                "session-key | {\"key\":\"AQID\",\"algorithm\":\"HmacSHA256\"}",
                "restart-connector-c | NULL",
                "logger-cluster-x | NULL"
            })
    void aRecordThatMeansNothingIsSkippedAndCounts(String key, String value) {
        topic.gap(5).add(key, value);

        ConfigReducer.Folded folded = topic.fold();
        assertEquals(6, folded.view().snapshot().offset());
        assertEquals(Map.of(), folded.view().snapshot().states());
        assertEquals(List.of(), folded.events());
        assertEquals(5, folded.skipped().get(0).offset());
    }

    @Test
    void aRecordThatIsNotJsonDoesNotCount() {
        topic.connector("c").gap(3).add("connector-d", "{broken");

        ConfigReducer.Folded folded = topic.fold();
        assertEquals(1, folded.view().snapshot().offset());
        assertEquals(4, folded.skipped().get(0).offset());
    }

    @Test
    void numbersAndBooleansInConfigsAreTakenAsText() {
        topic.add("connector-c", "{\"properties\":{\"tasks.max\":2,\"flag\":true,\"none\":null}}");

        Map<String, String> expected = new HashMap<>();
        expected.put("tasks.max", "2");
        expected.put("flag", "true");
        expected.put("none", null);
        assertEquals(Optional.of(expected), state("c").config());
    }

    @Test
    void taskKeysOfConnectorsWithDashesAreUnderstood() {
        topic.connector("a-b-0").task("a-b-0", 1, "y").task("a-b-0", 0, "x").commit("a-b-0", 2);

        assertEquals(Map.of("v", "y"), state("a-b-0").taskConfigs().get(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyBatchesGiveTheSameViewAndEvents(long seed) {
        Random random = new Random(seed);
        for (int record = 0; record < 300; record++) {
            addRandom(random);
        }
        ConfigReducer.Folded whole = topic.fold();

        ConfigView view = ConfigView.EMPTY;
        List<ConfigEvent> events = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> left = topic.records();
        while (!left.isEmpty()) {
            int batch = Math.min(left.size(), 1 + random.nextInt(7));
            ConfigView before = view;
            String beforeText = before.toString();
            ConfigReducer.Folded folded = ConfigReducer.fold(before, left.subList(0, batch));
            assertEquals(beforeText, before.toString(), "a fold must not change the view before it");
            view = folded.view();
            events.addAll(folded.events());
            left = left.subList(batch, left.size());
        }

        assertEquals(whole.view().snapshot().states(), view.snapshot().states());
        assertEquals(whole.view().snapshot().offset(), view.snapshot().offset());
        assertEquals(whole.view().deferred(), view.deferred());
        assertEquals(whole.events(), events);
    }

    private void addRandom(Random random) {
        String name = "c" + random.nextInt(3);
        switch (random.nextInt(10)) {
            case 0, 1 -> topic.connector(name);
            case 2 -> topic.add("connector-" + name, random.nextBoolean() ? null : "{}");
            case 3, 4, 5 -> topic.task(name, random.nextInt(3), Integer.toString(random.nextInt()));
            case 6, 7 -> topic.commit(name, random.nextInt(4));
            case 8 -> topic.add("target-state-" + name, random.nextBoolean() ? null : "{\"state\":\"PAUSED\"}");
            case 9 -> topic.gap(random.nextInt(2)).add("tasks-fencing-" + name, "{\"task-count\":1}");
            default -> throw new AssertionError();
        }
    }

    private ConnectorState state(String connector) {
        return topic.fold().view().snapshot().states().get(connector);
    }
}
