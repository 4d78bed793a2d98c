package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads committed records sees each record of a source once, whatever happens to workers (KIP-618). */
class ExactlyOnceIT {
    private static EmbeddedKafka kafka;

    @TempDir
    private static Path plugins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startKafka() throws Exception {
        PluginJar.transactions(plugins);
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static Map<String, String> enabled(String group) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        properties.put("plugin.path", plugins.toString());
        properties.put("exactly.once.source.support", "enabled");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        properties.put("session.timeout.ms", "6000");
        properties.put("heartbeat.interval.ms", "500");
        return properties;
    }

    private static Map<String, String> source(String topic, int tasks, String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class",
                "TransactionSource",
                "exactly.once.support",
                "required",
                "topic",
                topic,
                "tasks.max",
                Integer.toString(tasks)));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private static Map<String, List<String>> committed(String topic) {
        return TopicContent.committed(kafka.bootstrapServers(), topic);
    }

    /** Waits until each task has committed this many records more than it had. */
    private static void awaitMore(String topic, Map<String, List<String>> before, int tasks, int more) {
        Await.until("each task has committed " + more + " more records to " + topic, () -> {
            Map<String, List<String>> now = committed(topic);
            return now.size() == tasks
                    && now.entrySet().stream()
                            .allMatch(task -> task.getValue().size()
                                    >= before.getOrDefault(task.getKey(), List.of())
                                                    .size()
                                            + more);
        });
    }

    private static void assertEachOnce(Map<String, List<String>> committed) {
        committed.forEach((task, numbers) -> assertEquals(
                LongStream.range(0, numbers.size()).mapToObj(Long::toString).toList(), numbers, "task " + task));
    }

    private static int count(Map<String, List<String>> records) {
        return records.values().stream().mapToInt(List::size).sum();
    }

    /** The workers that run a connector's tasks. */
    private static TreeSet<String> owners(Rest rest, String connector) {
        TreeSet<String> owners = new TreeSet<>();
        for (JsonNode task :
                rest.get("/connectors/" + connector + "/status").json().path("tasks")) {
            owners.add(task.get("state").asText() + "@" + task.get("worker_id").asText());
        }
        return owners;
    }

    @Test
    void aKilledWorkersOpenTransactionIsLeftOutAndItsTasksGoOnBehindTheLastOne() throws Exception {
        Map<String, String> properties = enabled("killed");
        try (DistributionProcess first = DistributionProcess.start(directory.resolve("first"), properties)
                        .awaitReady();
                SluiceWorker second = SluiceWorker.start(properties)) {
            Rest rest = new Rest(second.url());
            Rest.settled(() -> rest.put(
                    "/connectors/kill/config",
                    source("kill", 4, "transaction.boundary", "interval", "transaction.boundary.interval.ms", "1500")));
            awaitMore("kill", Map.of(), 4, 10);
            assertEquals(2, owners(rest, "kill").size(), "both workers have tasks");

            first.kill();
            TreeSet<String> onlySecond =
                    new TreeSet<>(List.of("RUNNING@" + second.url().getAuthority()));
            Await.until("the second has taken over", () -> owners(rest, "kill").equals(onlySecond));
            Map<String, List<String>> before = committed("kill");
            awaitMore("kill", before, 4, 100);
            Map<String, List<String>> after = committed("kill");

            assertEachOnce(after);
            assertTrue(
                    count(TopicContent.written(kafka.bootstrapServers(), "kill")) > count(after),
                    "the kill did not come in the middle of a transaction");
        }
    }

    @Test
    void aWorkerThatSleptLongerThanItsSessionWritesNothingMoreOfWhatOthersHaveTakenOver() throws Exception {
        Map<String, String> properties = enabled("frozen");
        try (DistributionProcess first = DistributionProcess.start(directory.resolve("first"), properties)
                        .awaitReady();
                SluiceWorker second = SluiceWorker.start(properties)) {
            Rest rest = new Rest(second.url());
            Rest.settled(() -> rest.put("/connectors/freeze/config", source("freeze", 4)));
            awaitMore("freeze", Map.of(), 4, 10);
            assertEquals(2, owners(rest, "freeze").size(), "both workers have tasks");

            first.signal("STOP");
            TreeSet<String> onlySecond =
                    new TreeSet<>(List.of("RUNNING@" + second.url().getAuthority()));
            Await.until(
                    "the second has taken over", () -> owners(rest, "freeze").equals(onlySecond));
            awaitMore("freeze", committed("freeze"), 4, 50);
            first.signal("CONT");
            Await.until("the first has tasks again", () -> owners(rest, "freeze")
                    .equals(new TreeSet<>(
                            List.of("RUNNING@" + second.url().getAuthority(), "RUNNING@" + first.workerId()))));
            awaitMore("freeze", committed("freeze"), 4, 100);

            assertEachOnce(committed("freeze"));
        }
    }

    @Test
    void theTasksOwnBoundariesHoldAndAnAbortedTransactionsOffsetsCount() throws Exception {
        Map<String, String> properties = enabled("requested");
        properties.put("connect.protocol", "compatible");
        try (SluiceWorker worker = SluiceWorker.start(properties)) {
            Rest rest = new Rest(worker.url());
            Map<String, String> config = source(
                    "requested",
                    1,
                    "transaction.boundary",
                    "connector",
                    "limit",
                    "200",
                    "offsets.storage.topic",
                    "own");
            rest.put("/connectors/requested/config", config);
            // Of each fifty, the last ten are aborted.
            List<String> expected = new ArrayList<>(LongStream.range(0, 190)
                    .filter(n -> n % 50 < 40)
                    .mapToObj(Long::toString)
                    .toList());
            Await.until(
                    "all transactions are over",
                    () -> expected.equals(committed("requested").get("0")));
            config.put("limit", "220");
            rest.put("/connectors/requested/config", config);
            LongStream.range(200, 220).mapToObj(Long::toString).forEach(expected::add);
            Await.until(
                    "the task has gone on behind the aborted transaction",
                    () -> expected.equals(committed("requested").get("0")));
            assertEquals("compact", kafka.topicSetting("own", "cleanup.policy"));
            assertFalse(committed("own").isEmpty());
        }
    }

    @Test
    void fewerAndMoreTasksAreFencedBeforeTheyStart() throws Exception {
        Map<String, String> properties = enabled("rounds");
        properties.put("connect.protocol", "compatible");
        try (SluiceWorker worker = SluiceWorker.start(properties)) {
            Rest rest = new Rest(worker.url());
            rest.put("/connectors/rounds/config", source("rounds", 3));
            awaitMore("rounds", Map.of(), 3, 20);
            rest.put("/connectors/rounds/config", source("rounds", 1));
            Await.until(
                    "one task runs",
                    () -> owners(rest, "rounds").size() == 1
                            && rest.get("/connectors/rounds/status")
                                            .json()
                                            .path("tasks")
                                            .size()
                                    == 1);
            awaitMore("rounds", committed("rounds"), 3, 0);
            rest.put("/connectors/rounds/config", source("rounds", 2));
            rest.awaitRunning("rounds", 2);

            assertEquals(
                    List.of("{\"task-count\":3}", "{\"task-count\":1}", "{\"task-count\":2}"),
                    committed("rounds-configs").get("tasks-fencing-rounds"));
            assertEachOnce(committed("rounds"));
            assertEquals(204, rest.put("/connectors/rounds/fence", Map.of()).status());
            assertEquals(404, rest.put("/connectors/nobody/fence", Map.of()).status());
        }
    }
}
