package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers move records and stop; two others tell exactly what was moved, and all that clients of Confluent Cloud's
 * Metrics API ask for.
 */
@Timeout(600)
class TelemetryIT {
    private static final int LINES = 250;
    private static final String BASE = "/v2/metrics/cloud/";
    private static final String PREFIX = "io.confluent.kafka.connect/";
    private static final Map<String, String> AUTHORIZED = Map.of(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString("KEY:secret".getBytes(StandardCharsets.UTF_8)));
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer ey.token");
    private static final String GROUP_BY_ID = ",\"group_by\":[\"resource.connector.id\"]";

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static List<SluiceWorker> workers = List.of();
    private static long bytes;

    @BeforeAll
    static void moveAndRestart() throws Exception {
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Map.of("counted", 3));
        start();
        Rest rest = new Rest(workers.get(0).url());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append("line ").append(i).append('\n');
        }
        bytes = lines.toString().getBytes(StandardCharsets.UTF_8).length - (long) LINES;
        Path from = Files.writeString(directory.resolve("from.txt"), lines);
        Path to = directory.resolve("to.txt");
        Rest.settled(() -> rest.put(
                "/connectors/counts-source/config",
                Map.of("connector.class", "FileStreamSource", "file", from.toString(), "topic", "counted")));
        Rest.settled(() -> rest.put(
                "/connectors/counts-sink/config",
                Map.of(
                        "connector.class", "FileStreamSink",
                        "file", to.toString(),
                        "topics", "counted",
                        "tasks.max", "2",
                        "metrics.connector.id", "lcc-a1b2c3")));
        Await.until(
                "all lines have arrived",
                () -> Files.exists(to) && Files.readAllLines(to).size() == LINES);
        stop();
        start();
    }

    /** The second of them wants to know who asks. */
    private static void start() {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "telemetry");
        properties.put("metrics.api.kafka.id", "lkc-x1y2z3");
        List<SluiceWorker> started = new ArrayList<>();
        started.add(SluiceWorker.start(properties));
        properties.put("metrics.api.credentials", "OLDKEY:old, KEY:secret");
        properties.put("metrics.api.tokens", "ey.token");
        started.add(SluiceWorker.start(properties));
        workers = started;
    }

    private static void stop() {
        workers.forEach(SluiceWorker::stop);
        workers = List.of();
    }

    @AfterAll
    static void end() {
        stop();
        kafka.close();
    }

    private static Rest.Answer query(SluiceWorker worker, String metric, String more) {
        Instant start = Instant.now().minus(20, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        String body = "{\"aggregations\":[{\"metric\":\"" + PREFIX + metric + "\",\"agg\":\"SUM\"}],"
                + "\"intervals\":[\"" + start + "/PT30M\"]" + more + "}";
        return new Rest(worker.url()).post(BASE + "query", body, AUTHORIZED);
    }

    private static double value(JsonNode answer, String id) {
        for (JsonNode row : answer.get("data")) {
            if (row.path("resource.connector.id").asText().equals(id)) {
                return row.get("value").asDouble();
            }
        }
        throw new AssertionError("no " + id + " in " + answer);
    }

    @Test
    void whatWasMovedIsToldExactlyByEveryWorkerAfterARestartOfAll() {
        for (SluiceWorker worker : workers) {
            for (String metric : List.of("sent_records", "sent_bytes", "received_records", "received_bytes")) {
                Rest.Answer answer = query(worker, metric, ",\"granularity\":\"ALL\",\"limit\":1000" + GROUP_BY_ID);
                assertEquals(200, answer.status(), answer.body());
                boolean sent = metric.startsWith("sent");
                double expected = (double) (metric.endsWith("records") ? LINES : bytes);
                assertEquals(sent ? expected : 0.0, value(answer.json(), "counts-source"), metric);
                assertEquals(sent ? 0.0 : expected, value(answer.json(), "lcc-a1b2c3"), metric);
            }
        }
    }

    @Test
    void whatWasDoneBeforeTheRestartIsKnownAfterIt() {
        for (SluiceWorker worker : workers) {
            String events =
                    new Rest(worker.url()).get("/connectors/counts-sink/events").body();
            assertTrue(events.contains("the config was written"), events);
            assertTrue(events.contains("the connector made the configs of 2 tasks"), events);
        }
    }

    @Test
    void theHistoryIsKeptInATopicThatForgets() throws Exception {
        assertEquals("delete", kafka.topicSetting("telemetry-status-metrics", "cleanup.policy"));
        assertEquals("604800000", kafka.topicSetting("telemetry-status-metrics", "retention.ms"));
    }

    @Test
    void whoAsksHasToBeKnownWhereAWorkerWantsToKnow() {
        Rest closed = new Rest(workers.get(1).url());
        Rest.Answer refused = closed.get(BASE + "descriptors/metrics");
        assertEquals(401, refused.status());
        assertEquals(
                "Invalid credentials", refused.json().at("/errors/0/detail").asText());
        assertEquals("401", refused.json().at("/errors/0/status").asText());
        assertEquals(200, closed.get("/connectors").status(), "Connect's own API is another matter");
        for (String wrong : List.of("Basic S0VZOndyb25n", "Basic !", "Bearer KEY", "Basic T0xES0VZOnNlY3JldA==")) {
            assertEquals(
                    401,
                    closed.post(BASE + "query", "{}", Map.of("Authorization", wrong))
                            .status(),
                    wrong);
        }
        assertEquals(400, closed.post(BASE + "query", "{}", AUTHORIZED).status());
        assertEquals(400, closed.post(BASE + "query", "{}", TOKEN).status());
    }

    @Test
    void errorsHaveTheShapeOfTheApi() {
        Rest rest = new Rest(workers.get(0).url());
        assertEquals(404, rest.get("/v2/metrics/dataflow/export").status());
        assertEquals(404, rest.get(BASE + "nothing").status());
        assertEquals(
                "404", rest.get(BASE + "nothing").json().at("/errors/0/status").asText());
        Rest.Answer broken = rest.post(BASE + "query", "{", Map.of());
        assertEquals(400, broken.status());
        assertTrue(broken.json().at("/errors/0/detail").isTextual(), broken.body());
        Rest.Answer unknown = query(
                workers.get(0),
                "sent_records",
                ",\"granularity\":\"ALL\",\"filter\":{\"field\":\"resource.connector.id\",\"op\":\"EQ\","
                        + "\"value\":\"lcc-gone\"}");
        assertEquals(403, unknown.status(), unknown.body());
    }

    @Test
    void whatThereIsToAskForIsListed() {
        Rest rest = new Rest(workers.get(0).url());
        JsonNode metrics = rest.get(BASE + "descriptors/metrics?page_size=1000").json();
        assertEquals(
                metrics.at("/meta/pagination/total_size").asInt(),
                metrics.get("data").size());
        assertEquals(
                0,
                rest.get(BASE + "descriptors/metrics?resource_type=ksql")
                        .json()
                        .get("data")
                        .size());
        assertTrue(rest.get(BASE + "descriptors/resources").body().contains("\"schema_registry\""));
        Rest.Answer states = rest.post(
                BASE + "attributes",
                "{\"metric\":\"" + PREFIX + "connector_status\",\"group_by\":[\"metric.plugin_type\"],"
                        + "\"intervals\":[\"PT1H/now\"]}",
                Map.of());
        assertEquals(200, states.status(), states.body());
        JsonNode ids = rest.get("/connectors?expand=id").json();
        assertEquals("lcc-a1b2c3", ids.at("/counts-sink/id/id").asText());
        assertEquals("ID", ids.at("/counts-source/id/id_type").asText());
        JsonNode target = rest.get(BASE + "discovery?resource_type=connector").json();
        assertEquals(
                workers.get(0).url().getAuthority(), target.at("/0/targets/0").asText());
        assertEquals(
                "counts-source,lcc-a1b2c3",
                target.at("/0/labels/__param_resource_connector_id").asText());
    }

    /** Waits for a whole minute, as scrapers get no others. */
    @Test
    void prometheusScrapesWhatItIsToldToScrape() throws Exception {
        Rest rest = new Rest(workers.get(0).url());
        String path = BASE + "export?resource.connector.id=counts-source,lcc-a1b2c3";
        String wanted = "confluent_kafka_connect_connector_status{connector_id=\"lcc-a1b2c3\","
                + "connector_name=\"counts-sink\",status=\"RUNNING\",plugin_type=\"sink\"} 1.0 ";
        Optional<Path> binary = PrometheusProcess.binary();
        if (binary.isEmpty()) {
            Await.until(
                    "a whole minute is exported", () -> rest.get(path).body().contains(wanted));
            abort("There is no prometheus on the path (Debian's package of that name); scraped by hand only");
        }
        try (PrometheusProcess prometheus =
                PrometheusProcess.start(binary.get(), directory, workers.get(1).url(), "KEY", "secret")) {
            Await.until(
                    "Prometheus has both connectors",
                    () -> prometheus.sum("sum(confluent_kafka_connect_connector_status{status=\"RUNNING\"})") == 2.0);
            assertEquals(2.0, prometheus.sum("count(confluent_kafka_connect_sent_bytes{connector_name!=\"\"})"));
            assertEquals(0.0, prometheus.sum("sum(confluent_scrape_resource_access_error)"));
            assertEquals(1.0, prometheus.sum("min(up)"));
        }
        assertTrue(rest.get(path).body().contains(wanted));
    }
}
