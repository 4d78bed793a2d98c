package dev.sluice.store.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a worker knows must not depend on the order in which it reads the partitions of the status topic. Each key is
 * taken to have a partition of its own.
 */
class StatusOrderTest {
    private final List<Written> history = new ArrayList<>();

    /** A record as a worker wrote it; without a state it is a tombstone. */
    private record Written(String key, RunState state, String worker, int generation, long timestampMs) {}

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @Test
    void aConnectorThatWasMadeAgainHasItsTasksWhateverIsReadFirst() {
        says("status-connector-c", RunState.RUNNING, "w1", 1, 1_000);
        says("status-task-c-0", RunState.RUNNING, "w1", 2, 1_100);
        says("status-task-c-1", RunState.RUNNING, "w2", 2, 1_100);
        removes("status-connector-c", 9_000);
        says("status-connector-c", RunState.RUNNING, "w2", 5, 9_500);
        says("status-task-c-0", RunState.RUNNING, "w1", 6, 9_900);

        assertEachOrderGives(Map.of(0, 6));
    }

    @Test
    void aRemovedConnectorHasNoTasksWhateverIsReadFirst() {
        says("status-connector-c", RunState.RUNNING, "w1", 1, 1_000);
        says("status-task-c-0", RunState.RUNNING, "w1", 2, 1_100);
        says("status-task-c-1", RunState.UNASSIGNED, "w2", 3, 8_999);
        removes("status-connector-c", 9_000);

        assertEachOrderGives(Map.of());
    }

    @Test
    void generationsTellWhereTheClockOfWhoRemovedTheConnectorIsAhead() {
        says("status-connector-c", RunState.RUNNING, "w1", 1, 1_000);
        says("status-task-c-0", RunState.RUNNING, "w1", 2, 1_100);
        says("status-task-c-1", RunState.RUNNING, "w1", 2, 1_100);
        says("status-connector-c", RunState.UNASSIGNED, "w1", 3, 8_000);
        removes("status-connector-c", 300_000);
        says("status-connector-c", RunState.RUNNING, "w2", 4, 9_500);
        says("status-task-c-0", RunState.RUNNING, "w1", 5, 9_900);

        assertEachOrderGives(Map.of(0, 5));
    }

    @Test
    void theSuccessorsGenerationTellsWhereCompactionHasTakenWhatTheRemovedConnectorSaid() {
        says("status-task-c-1", RunState.RUNNING, "w1", 2, 1_100);
        removes("status-connector-c", 300_000);
        says("status-connector-c", RunState.RUNNING, "w2", 4, 9_500);
        says("status-task-c-0", RunState.RUNNING, "w1", 5, 9_900);

        assertEachOrderGives(Map.of(0, 5));
    }

    @Test
    void clocksTellWhereTheGroupWasFoundedAnewAndCountsGenerationsFromOne() {
        says("status-connector-c", RunState.RUNNING, "w1", 70, 1_000);
        says("status-task-c-0", RunState.RUNNING, "w1", 71, 1_100);
        removes("status-connector-c", 9_000);
        says("status-connector-c", RunState.RUNNING, "w1", 2, 9_500);
        says("status-task-c-0", RunState.RUNNING, "w1", 3, 9_900);

        assertEachOrderGives(Map.of(0, 3));
    }

    /** Connectors come and go; every task speaks once it runs, on clocks that are up to two seconds apart. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyOrderGivesTheTruth(long seed) {
        Random random = new Random(seed);
        long[] clocks = {0, random.nextInt(4_000) - 2_000, random.nextInt(4_000) - 2_000};
        long nowMs = 1_000_000;
        int generation = 1;
        Map<Integer, Integer> truth = new TreeMap<>();
        for (int life = 0; life < 3; life++) {
            truth.clear();
            int owner = random.nextInt(3);
            says("status-connector-c", RunState.RUNNING, "w" + owner, ++generation, nowMs + clocks[owner]);
            int taskCount = random.nextInt(4);
            generation++;
            for (int task = 0; task < taskCount; task++) {
                nowMs += random.nextInt(50);
                int runner = random.nextInt(3);
                says("status-task-c-" + task, RunState.RUNNING, "w" + runner, generation, nowMs + clocks[runner]);
                truth.put(task, generation);
            }
            if (life < 2) {
                // It lives longer than clocks are apart; between removal and creation there is no such pause.
                nowMs += 5_000;
                says("status-connector-c", RunState.UNASSIGNED, "w" + owner, ++generation, nowMs + clocks[owner]);
                nowMs += random.nextInt(50);
                removes("status-connector-c", nowMs + clocks[random.nextInt(3)]);
                nowMs += random.nextInt(50);
            }
        }

        for (int order = 0; order < 50; order++) {
            List<List<Written>> partitions = partitions();
            List<Written> read = new ArrayList<>();
            while (!partitions.isEmpty()) {
                List<Written> partition = partitions.get(random.nextInt(partitions.size()));
                read.add(partition.remove(0));
                partitions.removeIf(List::isEmpty);
            }
            assertEquals(truth, generations(read), () -> "read in this order: " + read);
        }
    }

    private void says(String key, RunState state, String worker, int generation, long timestampMs) {
        history.add(new Written(key, state, worker, generation, timestampMs));
    }

    private void removes(String key, long timestampMs) {
        history.add(new Written(key, null, null, 0, timestampMs));
    }

    private List<List<Written>> partitions() {
        SortedMap<String, List<Written>> byKey = new TreeMap<>();
        history.forEach(each ->
                byKey.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each));
        return new ArrayList<>(byKey.values());
    }

    private void assertEachOrderGives(Map<Integer, Integer> generations) {
        readOn(partitions(), new ArrayList<>(), generations);
    }

    private static void readOn(List<List<Written>> left, List<Written> read, Map<Integer, Integer> expected) {
        boolean done = true;
        for (List<Written> partition : left) {
            if (!partition.isEmpty()) {
                done = false;
                Written next = partition.remove(0);
                read.add(next);
                readOn(left, read, expected);
                read.remove(read.size() - 1);
                partition.add(0, next);
            }
        }
        if (done) {
            assertEquals(expected, generations(read), () -> "read in this order: " + read);
        }
    }

    /** Reads records in this order; gives the generations of the tasks' statuses. */
    private static Map<Integer, Integer> generations(List<Written> read) {
        StatusCache cache = new StatusCache();
        read.forEach(each -> StatusRecords.read(each.key(), value(each), each.timestampMs(), cache));
        Map<Integer, Integer> generations = new TreeMap<>();
        cache.tasks("c").forEach((task, status) -> {
            generations.put(task, status.generation());
            assertEquals(Optional.of(status), cache.task(new TaskId("c", task)));
        });
        return generations;
    }

    private static byte[] value(Written written) {
        if (written.state() == null) {
            return null;
        }
        Status status = Status.of(written.state(), written.worker(), written.generation(), Optional.empty());
        return StatusRecords.value(status);
    }
}
