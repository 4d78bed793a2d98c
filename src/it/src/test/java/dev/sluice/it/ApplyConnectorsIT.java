package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of connectors is applied as one change, through whichever worker. */
class ApplyConnectorsIT {
    private static final int CONNECTORS = 30;
    private static final Pattern OWN_CONNECTORS = Pattern.compile("this worker runs (\\d+) connectors");

    @TempDir
    private Path directory;

    @Test
    void aSetIsAppliedAsOneChangeAndOneRebalance() throws Exception {
        PluginJar.offsets(directory);
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                Admin admin = kafka.admin()) {
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "apply");
            properties.put("plugin.path", directory.toString());
            properties.put("scheduled.rebalance.max.delay.ms", "0");
            try (SluiceWorker one = SluiceWorker.start(properties);
                    SluiceWorker two = SluiceWorker.start(properties)) {
                for (SluiceWorker worker : List.of(one, two)) {
                    dryRunChangesNothing(new Rest(worker.url()));
                }
                Rest rest = new Rest(two.url());
                CoordinatorCalls.awaitMembers(admin, "apply", 2);
                assertEquals(
                        Map.of("create", CONNECTORS), actions(apply(new Rest(one.url()), "", set(CONNECTORS, "1"))));
                awaitAllRunning(rest, CONNECTORS);
                assertOneRebalanceSharedThem(new Rest(one.url()), rest);

                assertEquals(Map.of("unchanged", CONNECTORS), actions(apply(rest, "", set(CONNECTORS, "1"))));
                assertEquals(
                        Map.of("update", 10, "delete", CONNECTORS - 10),
                        actions(apply(rest, "?prune=true", set(10, "2"))));
                Await.until("the others are gone", () -> {
                    JsonNode names = rest.get("/connectors").json();
                    return names.size() == 10;
                });
                awaitAllRunning(rest, 10);
                invalidSetsChangeNothing(rest);
            }
        }
    }

    private static void dryRunChangesNothing(Rest rest) {
        JsonNode outcome = apply(rest, "?dryRun=true", set(2, "1")).json();
        assertTrue(outcome.get("dry_run").asBoolean());
        assertEquals(
                "{\"before\":null,\"after\":\"1\"}",
                outcome.at("/connectors/0/diff/note").toString());
        assertEquals("[]", rest.get("/connectors").body());
    }

    private static void invalidSetsChangeNothing(Rest rest) {
        Rest.Answer answer = Rest.settled(() -> rest.post(
                "/connectors/apply",
                "[{\"name\":\"good\",\"config\":" + config("1") + "},"
                        + "{\"name\":\"bad\",\"config\":{\"connector.class\":\"OffsetSource\",\"tasks.max\":\"many\"}}]",
                Map.of()));
        assertEquals(400, answer.status(), answer.body());
        assertTrue(answer.json().get("message").asText().contains("Connector bad"), answer.body());
        assertEquals(404, rest.get("/connectors/good").status());
    }

    private static Rest.Answer apply(Rest rest, String query, String set) {
        Rest.Answer answer = Rest.settled(() -> rest.post("/connectors/apply" + query, set, Map.of()));
        assertEquals(200, answer.status(), answer.body());
        return answer;
    }

    private static Map<String, Integer> actions(Rest.Answer answer) {
        Map<String, Integer> actions = new TreeMap<>();
        answer.json()
                .get("connectors")
                .forEach(connector -> actions.merge(connector.get("action").asText(), 1, Integer::sum));
        return actions;
    }

    private static String config(String note) {
        return "{\"connector.class\":\"OffsetSource\",\"tasks.max\":\"1\",\"topic\":\"apply-numbers\",\"note\":\""
                + note + "\"}";
    }

    private static String set(int connectors, String note) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < connectors; i++) {
            entries.add("{\"name\":\"c" + i + "\",\"config\":" + config(note) + "}");
        }
        return entries.stream().collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * The rebalance that gave the workers their first connectors gave them all. What a status says of its generation
     * does not tell this: a connector that is slow to start names the next one, which brings the tasks.
     */
    private static void assertOneRebalanceSharedThem(Rest one, Rest two) {
        JsonNode first = firstWithConnectors(one);
        JsonNode second = firstWithConnectors(two);
        assertEquals(first.get("generation"), second.get("generation"), () -> first + " and " + second);
        assertEquals(CONNECTORS, connectors(first) + connectors(second), () -> first + " and " + second);
    }

    private static JsonNode firstWithConnectors(Rest worker) {
        JsonNode events = worker.get("/events?limit=1000").json().get("events");
        for (JsonNode event : events) {
            if (event.get("kind").asText().equals("rebalance") && connectors(event) > 0) {
                return event;
            }
        }
        throw new AssertionError("no rebalance brought connectors: " + events);
    }

    private static int connectors(JsonNode rebalance) {
        Matcher matcher = OWN_CONNECTORS.matcher(rebalance.get("reason").asText());
        assertTrue(matcher.find(), rebalance::toString);
        return Integer.parseInt(matcher.group(1));
    }

    private static void awaitAllRunning(Rest rest, int count) {
        Await.until(count + " connectors run, each with its task", () -> {
            int running = 0;
            for (JsonNode connector : rest.get("/connectors?expand=status").json()) {
                running += connector.at("/status/connector/state").asText().equals("RUNNING")
                                && connector
                                        .at("/status/tasks/0/state")
                                        .asText()
                                        .equals("RUNNING")
                        ? 1
                        : 0;
            }
            return running == count;
        });
    }
}
