package dev.sluice.store.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A worker that starts later reads what compaction has left. What it comes to may lack task configs, but then it has to
 * know that it does: a connector whose tasks are gone without anybody noticing would never run again (KAFKA-17719).
 */
class ConfigCompactionTest {
    private static final int STEPS = 40;

    private final ConfigTopic topic = new ConfigTopic();
    private final Map<String, Integer> versions = new HashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatCompactionHasTakenIsEitherNotNeededOrKnownToBeMissing(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            happen("c" + random.nextInt(3), random);
        }
        ConfigSnapshot whole = topic.fold().view().snapshot();

        for (int cleaned = 0; cleaned <= topic.records().size(); cleaned++) {
            ConfigSnapshot left = ConfigReducer.fold(ConfigView.EMPTY, compacted(cleaned, random.nextBoolean()))
                    .view()
                    .snapshot();
            assertAgrees(whole, left);
        }
    }

    private static void assertAgrees(ConfigSnapshot whole, ConfigSnapshot left) {
        assertEquals(whole.offset(), left.offset());
        assertEquals(whole.connectors(), left.connectors());
        for (String connector : whole.connectors()) {
            ConnectorState expected = whole.states().get(connector);
            ConnectorState actual = left.states().get(connector);
            assertEquals(expected.config(), actual.config());
            assertEquals(expected.targetState(), actual.targetState());
            assertEquals(expected.fencedTaskCount(), actual.fencedTaskCount());
            if (!actual.inconsistent()) {
                assertEquals(whole.tasks(connector), left.tasks(connector), "tasks of " + connector);
                left.tasks(connector)
                        .forEach(task -> assertEquals(
                                expected.taskConfigs().get(task.task()),
                                actual.taskConfigs().get(task.task()),
                                "config of " + task));
            }
            assertTrue(
                    actual.inconsistent()
                            || whole.tasks(connector).isEmpty()
                            || !left.tasks(connector).isEmpty(),
                    connector + " has lost its tasks");
        }
    }

    /** As a leader writes, which may die between any two records; it writes a connector's tasks only if there is one. */
    private void happen(String name, Random random) {
        switch (random.nextInt(7)) {
            case 0, 1 -> configure(name);
            case 2, 3 -> {
                if (versions.containsKey(name)) {
                    putTasks(name, random.nextInt(4), random.nextInt(5) > 0, random);
                }
            }
            case 4 -> topic.add("target-state-" + name, "{\"state\":\"PAUSED\"}");
            case 5 -> {
                if (versions.remove(name) != null) {
                    topic.add("connector-" + name, null).add("target-state-" + name, null);
                }
            }
            case 6 -> {
                if (versions.containsKey(name)) {
                    topic.add("tasks-fencing-" + name, "{\"task-count\":" + random.nextInt(4) + "}");
                }
            }
            default -> throw new IllegalStateException("No such event");
        }
    }

    private void configure(String name) {
        int version = versions.merge(name, 1, Integer::sum);
        topic.add("connector-" + name, "{\"properties\":{\"name\":\"" + name + "\",\"v\":\"" + version + "\"}}");
    }

    private void putTasks(String name, int count, boolean completely, Random random) {
        for (int task = 0; task < count; task++) {
            if (completely || random.nextBoolean()) {
                topic.task(name, task, Integer.toString(random.nextInt()));
            }
        }
        if (completely) {
            topic.commit(name, count);
        }
    }

    /** Compacts the records before an index; those after it are in the segment that is being written. */
    private List<ConsumerRecord<byte[], byte[]>> compacted(int cleaned, boolean dropsTombstones) {
        List<ConsumerRecord<byte[], byte[]>> all = topic.records();
        Map<String, Integer> latest = new HashMap<>();
        for (int index = 0; index < cleaned; index++) {
            latest.put(key(all.get(index)), index);
        }
        List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            boolean superseded = index < cleaned && latest.get(key(all.get(index))) != index;
            // The last record of a topic is never in a segment that is cleaned.
            boolean expired = dropsTombstones
                    && index < cleaned
                    && index < all.size() - 1
                    && all.get(index).value() == null;
            if (!superseded && !expired) {
                left.add(all.get(index));
            }
        }
        return left;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
