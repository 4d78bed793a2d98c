package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups in which not all workers are alike: on their way to exactly-once support and back, and of both makes. */
class ExactlyOnceUpgradeIT {
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

    private static Map<String, String> properties(String group, String support) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        properties.put("plugin.path", plugins.toString());
        properties.put("exactly.once.source.support", support);
        properties.put("heartbeat.interval.ms", "300");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        return properties;
    }

    private static Map<String, String> source(String topic, int tasks) {
        return new HashMap<>(
                Map.of("connector.class", "TransactionSource", "topic", topic, "tasks.max", Integer.toString(tasks)));
    }

    private static Map<String, List<String>> committed(String topic) {
        return TopicContent.committed(kafka.bootstrapServers(), topic);
    }

    private static void awaitMore(String topic, int tasks) {
        Map<String, List<String>> before = committed(topic);
        Await.until("each task has committed more records to " + topic, () -> {
            Map<String, List<String>> now = committed(topic);
            return now.entrySet().stream()
                            .filter(task -> task.getValue().size()
                                    > before.getOrDefault(task.getKey(), List.of())
                                                    .size()
                                            + 20)
                            .count()
                    >= tasks;
        });
    }

    /** The workers of which each runs a task; none unless all tasks run. */
    private static TreeSet<String> owners(Rest rest, String connector, int tasks) {
        TreeSet<String> owners = new TreeSet<>();
        int running = 0;
        for (JsonNode task :
                rest.get("/connectors/" + connector + "/status").json().path("tasks")) {
            assertNotEquals("FAILED", task.get("state").asText(), task.toString());
            if (task.get("state").asText().equals("RUNNING")) {
                running++;
                owners.add(task.get("worker_id").asText());
            }
        }
        return running == tasks ? owners : new TreeSet<>();
    }

    @Test
    void aGroupMovesToExactlyOnceAndBackWorkerByWorkerAndLosesNothing() {
        SluiceWorker first = SluiceWorker.start(properties("upgrade", "disabled"));
        SluiceWorker second = SluiceWorker.start(properties("upgrade", "disabled"));
        try {
            Rest rest = new Rest(first.url());
            Rest.settled(() -> rest.put("/connectors/upgrade/config", source("upgrade", 2)));
            awaitMore("upgrade", 2);
            for (String support : List.of("preparing", "enabled", "preparing", "disabled")) {
                first.stop();
                first = SluiceWorker.start(properties("upgrade", support));
                awaitBothAtWork(first, second);
                second.stop();
                second = SluiceWorker.start(properties("upgrade", support));
                awaitBothAtWork(first, second);
            }
        } finally {
            first.stop();
            second.stop();
        }
        committed("upgrade")
                .forEach((task, numbers) -> assertEquals(
                        LongStream.range(0, numbers.stream().distinct().count())
                                .boxed()
                                .toList(),
                        numbers.stream().map(Long::valueOf).distinct().sorted().toList(),
                        "task " + task));
    }

    private static void awaitBothAtWork(SluiceWorker first, SluiceWorker second) {
        Rest rest = new Rest(first.url());
        TreeSet<String> both =
                new TreeSet<>(List.of(first.url().getAuthority(), second.url().getAuthority()));
        Await.until("both workers run a task", () -> owners(rest, "upgrade", 2).equals(both));
        awaitMore("upgrade", 2);
    }

    @Test
    void leadersOfBothMakesFenceForTasksOfBothMakes() throws Exception {
        Map<String, String> properties = properties("makes", "enabled");
        try (ApacheWorkerProcess leader = ApacheWorkerProcess.start(directory.resolve("leader"), properties);
                SluiceWorker ours = SluiceWorker.start(properties)) {
            Rest rest = new Rest(ours.url());
            Rest.settled(() -> rest.put("/connectors/makes/config", source("makes", 4)));
            awaitAll(rest, 4, ours.url().getAuthority(), leader.workerId());
            Rest.settled(() -> rest.put("/connectors/makes/config", source("makes", 3)));
            awaitAll(rest, 3, ours.url().getAuthority(), leader.workerId());
            leader.terminate();
            awaitAll(rest, 3, ours.url().getAuthority());

            try (ApacheWorkerProcess follower = ApacheWorkerProcess.start(directory.resolve("follower"), properties)) {
                awaitAll(rest, 3, ours.url().getAuthority(), follower.workerId());
                Rest.settled(() -> rest.put("/connectors/makes/config", source("makes", 4)));
                awaitAll(rest, 4, ours.url().getAuthority(), follower.workerId());
            }
        }
        committed("makes")
                .forEach((task, numbers) -> assertEquals(
                        LongStream.range(0, numbers.size())
                                .mapToObj(Long::toString)
                                .toList(),
                        numbers,
                        "task " + task));
    }

    private static void awaitAll(Rest rest, int tasks, String... workers) {
        Await.until("the tasks run on " + List.of(workers), () -> owners(rest, "makes", tasks)
                .equals(new TreeSet<>(List.of(workers))));
        awaitMore("makes", tasks);
    }
}
