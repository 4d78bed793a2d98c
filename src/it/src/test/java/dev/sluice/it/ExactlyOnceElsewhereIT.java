package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exactly-once sources whose records go to another cluster than the worker's own topics (KIP-618). */
@Timeout(600)
class ExactlyOnceElsewhereIT {
    @TempDir
    private static Path plugins;

    private static EmbeddedKafka home;
    private static EmbeddedKafka other;

    @BeforeAll
    static void startKafka() throws Exception {
        PluginJar.transactions(plugins);
        home = EmbeddedKafka.start();
        other = EmbeddedKafka.startRestartable();
    }

    @AfterAll
    static void stopKafka() {
        try {
            home.close();
        } finally {
            other.close();
        }
    }

    private static Map<String, String> worker(String group) {
        Map<String, String> properties = WorkerProperties.of(home.bootstrapServers(), group);
        properties.put("plugin.path", plugins.toString());
        properties.put("exactly.once.source.support", "enabled");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        return properties;
    }

    private static Map<String, String> source(String topic, String... more) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "TransactionSource");
        config.put("exactly.once.support", "required");
        config.put("topic", topic);
        config.put("tasks.max", "2");
        for (String client : List.of("producer", "consumer", "admin")) {
            config.put(client + ".override.bootstrap.servers", other.bootstrapServers());
        }
        config.putAll(ScriptedWorker.map(more));
        return config;
    }

    private static Map<String, List<String>> committed(String topic) {
        return TopicContent.committed(other.bootstrapServers(), topic);
    }

    private static void awaitMore(String topic, int more) {
        Map<String, List<String>> before = committed(topic);
        Await.until("each task has committed " + more + " more records", () -> {
            Map<String, List<String>> now = committed(topic);
            return now.size() == 2
                    && now.entrySet().stream()
                            .allMatch(task -> task.getValue().size()
                                    >= before.getOrDefault(task.getKey(), List.of())
                                                    .size()
                                            + more);
        });
    }

    private static void assertEachOnce(String topic) {
        committed(topic)
                .forEach((task, numbers) -> assertEquals(
                        LongStream.range(0, numbers.size())
                                .mapToObj(Long::toString)
                                .toList(),
                        numbers,
                        "task " + task));
    }

    private static TreeSet<String> topics(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            return new TreeSet<>(admin.listTopics().names().get());
        }
    }

    @Test
    void recordsAndOffsetsAreInOneTransactionThereThroughABrokersRestartAndARebalance() throws Exception {
        other.createTopics(Map.of("through", 1));
        try (SluiceWorker first = SluiceWorker.start(worker("through"))) {
            Rest rest = new Rest(first.url());
            Rest.settled(() -> rest.put(
                    "/connectors/through/config",
                    source("through", "offsets.storage.topic", "through-own", "transaction.boundary", "poll")));
            awaitMore("through", 50);

            other.outage(1_000);
            awaitMore("through", 50);
            rest.awaitRunning("through", 2);
            try (SluiceWorker second = SluiceWorker.start(worker("through"))) {
                String there = second.url().getAuthority();
                Await.until("a task has moved to the second worker", () -> rest.get("/connectors/through/status")
                        .json()
                        .path("tasks")
                        .findValuesAsText("worker_id")
                        .contains(there));
                awaitMore("through", 50);
            }
            rest.awaitRunning("through", 2);
            awaitMore("through", 50);

            assertEachOnce("through");
            assertEquals("compact", other.topicSetting("through-own", "cleanup.policy"));
            assertFalse(topics(home).contains("through-own"));
        }
    }

    @Test
    void withoutATopicOfItsOwnTheOffsetsAreInOneOfTheWorkersNameThere() throws Exception {
        other.createTopics(Map.of("same-name", 1));
        try (SluiceWorker worker = SluiceWorker.start(worker("same"))) {
            Rest rest = new Rest(worker.url());
            Map<String, String> config = source("same-name", "limit", "100");
            Rest.settled(() -> rest.put("/connectors/same/config", config));
            Await.until(
                    "all is written",
                    () -> committed("same-name").values().stream()
                                    .mapToInt(List::size)
                                    .sum()
                            == 200);
            config.put("limit", "150");
            Rest.settled(() -> rest.put("/connectors/same/config", config));

            Await.until(
                    "it has gone on",
                    () -> committed("same-name").values().stream()
                                    .mapToInt(List::size)
                                    .sum()
                            >= 300);
            assertEachOnce("same-name");
            assertEquals(new TreeSet<>(List.of("same-name", "same-offsets")), withoutInternal(topics(other), "same"));
        }
    }

    private static TreeSet<String> withoutInternal(TreeSet<String> topics, String prefix) {
        topics.removeIf(topic -> !topic.startsWith(prefix));
        return topics;
    }
}
