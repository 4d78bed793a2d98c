package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a task does, it does to itself: its status says so, and everything else goes on. */
@Timeout(600)
class MisbehavingTasksIT {
    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Map.of("in", 1));
        worker = ScriptedWorker.start(kafka, directory, "misbehaving", "task.shutdown.graceful.timeout.ms", "700");
        worker.write("in", 0, "a");
        worker.source("good", "send", "endless", "topic", "good");
        worker.rest().awaitRunning("good", 1);
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            kafka.close();
        }
    }

    /** The task that misbehaves in no way still gets on: it polls and commits. */
    private static void assertOthersGoOn() {
        long polled = worker.status("good").at("/tasks/0/last_poll_ms").asLong();
        long committed = worker.status("good").at("/tasks/0/last_commit_ms").asLong();
        Await.until("the good task gets on", () -> {
            JsonNode task = worker.status("good").at("/tasks/0");
            return task.path("last_poll_ms").asLong() > polled
                    && task.path("last_commit_ms").asLong() > committed;
        });
        assertEquals("RUNNING", worker.status("good").at("/tasks/0/state").asText());
    }

    @Test
    void whateverATaskThrowsFailsItAloneWithATraceThatSaysWhat() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("fail", "java.lang.IllegalStateException: told to fail");
        named.put("overflow", "java.lang.StackOverflowError");
        named.put("memory", "java.lang.OutOfMemoryError: told to run out of memory");
        named.put("missing", "java.lang.NoClassDefFoundError: told/to/Miss");
        named.put("death", "java.lang.ThreadDeath");
        named.put("unprintable", "example.Script$Unprintable");
        named.keySet().forEach(what -> {
            worker.source("start-" + what, "on.start", what);
            worker.source("poll-" + what, "on.poll", what);
            worker.sink("put-" + what, "topics", "in", "on.put", what);
        });

        named.forEach((what, text) -> {
            for (String call : List.of("start", "poll", "put")) {
                String trace = worker.awaitTask(call + "-" + what, "FAILED")
                        .path("trace")
                        .asText();
                assertTrue(trace.contains(text), () -> call + " " + what + ": " + trace);
            }
        });
        assertOthersGoOn();
        named.keySet().forEach(what -> List.of("start", "poll", "put")
                .forEach(call -> assertEquals(
                        204,
                        worker.rest().delete("/connectors/" + call + "-" + what).status())));
    }

    @Test
    void aTaskThatNeverReturnsHoldsUpNobodyAndItsSuccessorsStatusStands() throws Exception {
        Path gate = directory.resolve("gate-" + System.nanoTime());
        List<String> names = new ArrayList<>();
        for (String call : List.of("start", "poll", "stop", "commit")) {
            worker.source("blocked-" + call, "send", "x", "topic", "blocked", "on." + call, "block:" + gate);
            names.add("blocked-" + call);
        }
        for (String call : List.of("start", "put", "stop")) {
            worker.sink("blocked-sink-" + call, "topics", "in", "on." + call, "block:" + gate);
            names.add("blocked-sink-" + call);
        }
        for (String name : names) {
            if (name.endsWith("stop")) {
                worker.awaitTask(name, "RUNNING");
            } else {
                Await.until(name + " blocks", () -> worker.journal(name).stream()
                        .anyMatch(line -> line.startsWith("blocked in ")));
            }
        }
        assertOthersGoOn();

        for (String name : names) {
            if (name.contains("-sink-")) {
                worker.sink(name, "topics", "in", "note", "replaced");
            } else {
                worker.source(name, "send", "endless", "topic", "blocked", "note", "replaced");
            }
        }
        for (String name : names) {
            Await.until(
                    "the successor of " + name + " runs",
                    () -> worker.rest()
                                    .get("/connectors/" + name + "/tasks")
                                    .body()
                                    .contains("replaced")
                            && progress(name) > 0);
        }
        Files.createFile(gate);
        for (String name : names) {
            Await.until(
                    "the old task of " + name + " has ended",
                    () -> worker.journal(name).stream()
                                    .filter("task stopped"::equals)
                                    .count()
                            >= 1);
        }

        assertOthersGoOn();
        for (String name : names) {
            assertEquals(
                    "RUNNING", worker.status(name).at("/tasks/0/state").asText(), () -> name + worker.status(name));
            assertEquals(204, worker.rest().delete("/connectors/" + name).status());
        }
    }

    private static long progress(String connector) {
        JsonNode task = worker.status(connector).at("/tasks/0");
        return task.path("state").asText().equals("RUNNING")
                ? task.path("last_poll_ms").asLong()
                : 0;
    }

    @Test
    void aThreadThatATaskLeavesBehindGetsNothingMoreOutOfItsContext() {
        worker.source("leaking", "leak", "yes");
        worker.awaitTask("leaking", "RUNNING");

        assertEquals(204, worker.rest().delete("/connectors/leaking").status());

        worker.awaitLine("leaking", "context refused after stop");
        assertOthersGoOn();
    }

    @Test
    void aWorkerStopsAlsoWithTasksThatDoNot() throws Exception {
        Path gate = directory.resolve("gate-of-shutdown");
        Path home = Files.createDirectory(directory.resolve("stopping"));
        ScriptedWorker stopping =
                ScriptedWorker.start(kafka, home, "stopping", "task.shutdown.graceful.timeout.ms", "700");
        stopping.source("stuck-poll", "on.poll", "block:" + gate);
        stopping.source("stuck-stop", "on.stop", "block:" + gate);
        stopping.sink("stuck-put", "topics", "in", "on.put", "block:" + gate);
        stopping.awaitLine("stuck-poll", "blocked in poll");
        stopping.awaitLine("stuck-put", "blocked in put");
        stopping.awaitTask("stuck-stop", "RUNNING");

        stopping.close();

        assertFalse(Files.exists(gate), "nobody has let them go");
        assertEquals(0, stopping.rest().get("/connectors").status(), "its REST API is gone");
        Files.createFile(gate);
    }
}
