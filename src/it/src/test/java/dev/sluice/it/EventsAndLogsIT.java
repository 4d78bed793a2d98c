package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happened, when and why, is told by any worker of a cluster; what is secret by none. */
@Timeout(600)
class EventsAndLogsIT {
    private static final String SECRET = "hunter22-of-the-vault";

    @TempDir
    private Path directory;

    @Test
    void anyWorkerTellsWhatHappenedAndKeepsSecrets() throws Exception {
        Path vault = Files.writeString(directory.resolve("vault.properties"), "pw=" + SECRET + "\n");
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            PluginJar.scripted(directory.resolve("plugins"));
            Map<String, String> properties = ScriptedWorker.properties(
                    kafka,
                    directory,
                    "telling",
                    "scheduled.rebalance.max.delay.ms",
                    "0",
                    "config.providers",
                    "file",
                    "config.providers.file.class",
                    "org.apache.kafka.common.config.provider.FileConfigProvider");
            try (DistributionProcess text = DistributionProcess.start(directory.resolve("one"), properties)
                            .awaitReady();
                    DistributionProcess json = DistributionProcess.start(
                                    directory.resolve("two"), properties, "-DSLUICE_LOG_FORMAT=json")
                            .awaitReady()) {
                Map<String, String> config = Map.of(
                        "connector.class", "ScriptedSource",
                        "topic", "told",
                        "on.poll", "tell",
                        "password", "${file:" + vault + ":pw}");
                Rest.settled(() -> text.rest().put("/connectors/c/config", config));
                for (ClusterWorker worker : List.of(text, json)) {
                    awaitTask(worker, "FAILED");
                    assertTheFailureIsTold(worker);
                }
                assertLinesAreObjects(json);

                String before = Instant.now().toString();
                Rest.settled(() -> json.rest()
                        .put("/connectors/c/config", Map.of("connector.class", "ScriptedSource", "topic", "told")));
                awaitTask(text, "RUNNING");
                assertTheChangeIsTold(json, before);
                assertWrongQuestionsAreAnswered(text);

                assertEquals(
                        204,
                        Rest.settled(() -> text.rest().delete("/connectors/c")).status());
                Await.until("the end of the connector is told", () -> events(json, "/connectors/c/events").stream()
                        .anyMatch(event -> event.path("reason").asText().equals("the connector was deleted")));
                for (ClusterWorker worker : List.of(text, json)) {
                    assertFalse(worker.output().contains(SECRET), "a log shows the secret");
                }
            }
        }
    }

    private static void awaitTask(ClusterWorker worker, String state) {
        Await.until("the task is " + state, () -> worker.rest()
                .get("/connectors/c/status")
                .json()
                .at("/tasks/0/state")
                .asText()
                .equals(state));
    }

    private static void assertTheFailureIsTold(ClusterWorker worker) {
        JsonNode status = worker.rest().get("/connectors/c/status").json();
        String trace = status.at("/tasks/0/trace").asText();
        assertTrue(trace.contains("cannot log in with [hidden]"), trace);

        List<JsonNode> events = events(worker, "/connectors/c/events?task=0");
        JsonNode failure = events.get(events.size() - 1);
        assertEquals("FAILED", failure.path("state").asText());
        assertTrue(failure.path("reason").asText().contains("cannot log in with [hidden]"), failure::toString);
        assertEquals(
                status.at("/tasks/0/worker_id").asText(),
                failure.path("worker_id").asText());

        Rest.Answer logs = worker.rest().get("/connectors/c/logs?task=0&level=ERROR");
        assertEquals(200, logs.status(), logs.body());
        assertTrue(logs.body().contains("cannot log in with [hidden]"), logs.body());
        assertTrue(logs.body().contains("cannot reach the vault with [hidden]"), logs.body());
        assertTrue(logs.body().contains("\"thread\":\"scripted-helper\""), logs.body());
        assertFalse(logs.body().contains(SECRET), logs.body());
        assertFalse(logs.json().has("missing"), logs.body());
        assertTrue(logs.json().path("lines").size() > 0, logs.body());
    }

    /** Each line of the log is a JSON object, but for what the JVM itself prints. */
    private static void assertLinesAreObjects(ClusterWorker worker) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line :
                worker.output().lines().filter(l -> l.startsWith("{")).toList()) {
            lines.add(mapper.readTree(line));
        }
        assertTrue(lines.size() > 5, worker.output());
        assertTrue(
                lines.stream().anyMatch(line -> line.path("message").asText().startsWith("Kafka Connect started")),
                worker.output());
        lines.forEach(
                line -> assertTrue(Instant.parse(line.path("time").asText()).toEpochMilli() > 0));
    }

    private static void assertTheChangeIsTold(ClusterWorker worker, String since) {
        Await.until("the new start is told", () -> events(worker, "/connectors/c/events?task=0&since=" + since).stream()
                .anyMatch(event -> event.path("state").asText().equals("RUNNING")));
        List<JsonNode> events = events(worker, "/connectors/c/events?since=" + since);
        JsonNode change = events.stream()
                .filter(event -> event.path("kind").asText().equals("config"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(events.toString()));
        assertEquals(
                "the config was changed: on.poll, password",
                change.path("reason").asText());
        assertTrue(
                events(worker, "/events").stream()
                        .anyMatch(event -> event.path("connector").asText().equals("c")),
                "the whole cluster's events have the connector's");
    }

    private static void assertWrongQuestionsAreAnswered(ClusterWorker worker) {
        assertEquals(404, worker.rest().get("/connectors/nobody/events").status());
        assertEquals(404, worker.rest().get("/connectors/nobody/logs").status());
        Rest.Answer wrong = worker.rest().get("/connectors/c/events?since=yesterday");
        assertEquals(400, wrong.status());
        assertTrue(wrong.body().contains("since is 'yesterday'"), wrong.body());
        assertEquals(400, worker.rest().get("/connectors/c/logs?level=LOUD").status());
        assertEquals(400, worker.rest().get("/events?limit=0").status());
    }

    private static List<JsonNode> events(ClusterWorker worker, String path) {
        List<JsonNode> events = new ArrayList<>();
        worker.rest().get(path).json().path("events").forEach(events::add);
        return events;
    }
}
