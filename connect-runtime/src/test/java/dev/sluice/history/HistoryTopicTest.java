package dev.sluice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.MemoryCluster;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.KafkaTopicLogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HistoryTopicTest {
    private static final TopicSettings SETTINGS =
            new TopicSettings("metrics.history.topic", "metrics", 1, (short) 1, Map.of("cleanup.policy", "delete"));

    private final MemoryCluster cluster = new MemoryCluster();

    private HistoryTopic topic(String startId, HistoryStore store) {
        return new HistoryTopic(
                SETTINGS,
                cluster.topicAdmin(),
                new KafkaTopicLogs(cluster, cluster.topicAdmin()),
                new InternalClientProperties(Map.of(), "g-", false),
                store,
                startId);
    }

    private static HistoryStore store() {
        return new HistoryStore(1 << 20, 10_000, () -> 1_000);
    }

    private static Report report(String startId, long sequence) {
        return new Report(
                startId,
                sequence,
                1_000,
                List.of(new Measurement(SeriesKey.worker("w"), Map.of(Field.TASKS, sequence))));
    }

    private static List<Long> tasks(HistoryStore store) {
        List<Long> found = new ArrayList<>();
        store.scan(key -> true, 0, 2_000, (key, minute, values, fields) -> found.add(values[Field.TASKS.index()]));
        return found;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void workersReadWhatOthersAndEarlierStartsHaveReported() throws Exception {
        HistoryStore first = store();
        HistoryStore second = store();
        try (HistoryTopic one = topic("one", first);
                HistoryTopic two = topic("two", second)) {
            one.start();
            two.start();
            assertTrue(one.awaitLoaded(30_000));
            one.write(report("one", 1));
            await(() -> tasks(second).equals(List.of(1L)));
            two.write(report("two", 2));
            await(() -> tasks(first).equals(List.of(2L)));
        }
        assertEquals("delete", cluster.topicConfigs("metrics").get("cleanup.policy"));
        HistoryStore later = store();
        try (HistoryTopic restarted = topic("three", later)) {
            restarted.start();
            assertTrue(restarted.awaitLoaded(30_000));
            assertEquals(List.of(1L, 2L), tasks(later));
        }
    }

    @Test
    void whatIsReportedBeforeTheTopicIsOpenIsWrittenLater() {
        try (HistoryTopic topic = topic("one", store())) {
            topic.write(report("one", 1));
            topic.write(report("one", 2));
            topic.start();
            await(() -> cluster.topicConfigs("metrics") != null
                    && cluster.records("metrics").size() == 2);
        }
    }

    @Test
    void aWorkerThatMayNotHaveTheTopicGoesOn() throws Exception {
        cluster.failAdminCalls(new TopicAuthorizationException("no"));
        try (HistoryTopic topic = topic("one", store())) {
            topic.start();
            assertTrue(topic.awaitLoaded(30_000), "nobody waits for what cannot be had");
            topic.write(report("one", 1));
        }
    }

    @Test
    void whatWasReportedBeforeTheTopicWasOpenGetsThereWhenAWorkerStopsSoonAfterItsStart() {
        HistoryTopic topic = topic("one", store());
        topic.start();
        topic.write(report("one", 1));

        topic.close();

        assertEquals(1, cluster.records("metrics").size());
    }
}
