package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two workers one lacks a plugin: what lands there fails and says why, everything else runs. */
class PluginSetsIT {
    private static final int TASKS = 4;

    @TempDir
    private Path directory;

    @Test
    void tasksFailAloneWhereTheirPluginIsMissing() throws Exception {
        Path plugins = directory.resolve("plugins");
        PluginJar.sequence(plugins);
        SequenceJournal journal = new SequenceJournal(directory.resolve("journal"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            Map<String, String> poor = WorkerProperties.of(kafka.bootstrapServers(), "sets");
            poor.put("scheduled.rebalance.max.delay.ms", "0");
            Map<String, String> rich = new java.util.HashMap<>(poor);
            rich.merge("plugin.path", plugins.toString(), (given, more) -> given + "," + more);
            try (SluiceWorker complete = SluiceWorker.start(rich)) {
                Rest one = new Rest(complete.url());
                assertEquals(
                        201,
                        one.put("/connectors/counter/config", journal.source("set-numbers", TASKS))
                                .status());
                one.awaitRunning("counter", TASKS);
                try (SluiceWorker lacking = SluiceWorker.start(poor)) {
                    Rest two = new Rest(lacking.url());
                    String missing = lacking.url().getAuthority();
                    Await.until("tasks have landed on the worker without the plugin", () -> landed(two, missing));
                    checkStatus(one.get("/connectors/counter/status").json(), missing);
                    othersRun(one, two);
                    validationNamesTheClass(two, journal);
                }
                Await.until("the worker with the plugin runs what failed elsewhere", () -> {
                    JsonNode status = one.get("/connectors/counter/status").json();
                    int running = 0;
                    for (JsonNode task : status.path("tasks")) {
                        running += task.get("state").asText().equals("RUNNING") ? 1 : 0;
                    }
                    return running == TASKS;
                });
            }
        }
        assertEquals(java.util.List.of(), journal.overlaps());
    }

    /** Half of the tasks have been taken over by the other worker, and cannot run there. */
    private static boolean landed(Rest rest, String worker) {
        JsonNode status = rest.get("/connectors/counter/status").json();
        int failed = 0;
        int running = 0;
        for (JsonNode task : status.path("tasks")) {
            boolean there = task.get("worker_id").asText().equals(worker);
            failed += there && task.get("state").asText().equals("FAILED") ? 1 : 0;
            running += !there && task.get("state").asText().equals("RUNNING") ? 1 : 0;
        }
        return failed == TASKS / 2 && running == TASKS / 2;
    }

    private static void checkStatus(JsonNode status, String worker) {
        for (JsonNode task : status.path("tasks")) {
            if (task.get("worker_id").asText().equals(worker)) {
                String trace = task.get("trace").asText();
                assertTrue(trace.contains("example.SequenceSource"), trace);
                assertTrue(trace.contains("plugin.path"), trace);
            }
        }
    }

    /** A connector that both workers can run is taken by either. */
    private void othersRun(Rest one, Rest two) throws Exception {
        Path file = Files.writeString(directory.resolve("in.txt"), "a line\n");
        for (Rest rest : new Rest[] {one, two}) {
            String name = rest == one ? "lines-of-one" : "lines-of-two";
            Rest.Answer answer = rest.put(
                    "/connectors/" + name + "/config",
                    Map.of("connector.class", "FileStreamSource", "file", file.toString(), "topic", name));
            assertEquals(201, answer.status(), answer.body());
            one.awaitRunning(name, 1);
        }
    }

    private static void validationNamesTheClass(Rest lacking, SequenceJournal journal) {
        Rest.Answer create = lacking.put("/connectors/more/config", journal.source("set-numbers", 1));
        assertEquals(400, create.status(), create.body());
        String message = create.json().get("message").asText();
        assertTrue(message.contains("example.SequenceSource"), message);
        assertTrue(message.contains("plugin.path"), message);
        Rest.Answer config = lacking.get("/connector-plugins/example.SequenceSource/config");
        assertEquals(404, config.status(), config.body());
        assertTrue(config.json().get("message").asText().contains("example.SequenceSource"), config.body());
    }
}
