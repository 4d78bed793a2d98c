package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.it.MixedCluster.Make;
import dev.sluice.it.dialogue.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Task configs travel from the worker that runs a connector to the leader in signed requests (KIP-507), from ours to
 * Apache's and back, while the leader replaces the key every few seconds.
 */
class SignedForwardingIT {
    private static final String GROUP = "signed";
    private static final int CONNECTORS = 4;
    private static final int ROTATIONS = 2;

    @TempDir
    private Path directory;

    private SequenceJournal journal;
    private TopicRecords configs;
    private int note;

    @Test
    void taskConfigsReachALeaderOfEitherMakeWhileKeysRotate() throws Exception {
        PluginJar.sequence(directory.resolve("plugins"));
        journal = new SequenceJournal(directory.resolve("journal"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            configs = new TopicRecords(kafka.bootstrapServers(), GROUP + "-configs");
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), GROUP);
            properties.put("plugin.path", directory.resolve("plugins").toString());
            properties.put("inter.worker.key.ttl.ms", "3000");
            properties.put("heartbeat.interval.ms", "500");
            properties.put("scheduled.rebalance.max.delay.ms", "0");
            try (MixedCluster cluster = new MixedCluster(directory, properties)) {
                cluster.start(Make.APACHE);
                create(cluster.worker(0).rest());
                cluster.start(Make.OURS);
                assertEquals(Make.APACHE, cluster.make(cluster.awaitLeader()));
                publishUntilKeysHaveRotated(cluster, 1);
                signaturesAreChecked(cluster.worker(0));
                signaturesAreChecked(cluster.worker(1));

                cluster.replace(0, Make.APACHE);
                assertEquals(Make.OURS, cluster.make(cluster.awaitLeader()));
                publishUntilKeysHaveRotated(cluster, 0);
                signaturesAreChecked(cluster.worker(0));
                signaturesAreChecked(cluster.worker(1));
                assertEquals(Make.OURS, cluster.make(1));
                ticketsAreTakenOnce(cluster.worker(1));
            }
            assertEquals(List.of(), journal.overlaps());
        }
    }

    private void create(Rest rest) {
        for (int number = 0; number < CONNECTORS; number++) {
            String path = "/connectors/c" + number + "/config";
            Map<String, String> config = journal.source("signed-numbers", 1);
            assertEquals(201, Rest.settled(() -> rest.put(path, config)).status());
        }
    }

    /** Changes configs of the connectors on a worker, until the leader has made several new keys meanwhile. */
    private void publishUntilKeysHaveRotated(MixedCluster cluster, int follower) {
        Rest rest = cluster.worker(follower).rest();
        Await.until("connectors run on the follower", () -> !runningOn(cluster.worker(follower))
                .isEmpty());
        int before = configs.values("session-key").size();
        Await.until("keys have been replaced while task configs were published", () -> {
            for (String connector : runningOn(cluster.worker(follower))) {
                String text = "note-" + note++;
                Map<String, String> config = new HashMap<>(journal.source("signed-numbers", 1));
                config.put("note", text);
                Rest.Answer answer = Rest.settled(() -> rest.put("/connectors/" + connector + "/config", config));
                assertEquals(200, answer.status(), answer.body());
                Await.until("the task of " + connector + " has " + text, () -> rest.get(
                                "/connectors/" + connector + "/tasks")
                        .body()
                        .contains('"' + text + '"'));
                rest.awaitRunning(connector, 1);
            }
            return configs.values("session-key").size() >= before + ROTATIONS;
        });
    }

    private static List<String> runningOn(ClusterWorker worker) {
        List<String> connectors = new ArrayList<>();
        JsonNode all = worker.rest().get("/connectors?expand=status").json();
        all.properties().forEach(entry -> {
            JsonNode connector = entry.getValue().at("/status/connector");
            boolean here = connector.path("worker_id").asText().equals(worker.workerId());
            if (here && connector.path("state").asText().equals("RUNNING")) {
                connectors.add(entry.getKey());
            }
        });
        return connectors;
    }

    private void signaturesAreChecked(ClusterWorker worker) throws Exception {
        Rest rest = worker.rest();
        String body = "[]";
        String path = "/connectors/nobody/tasks";
        byte[] wrongKey = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        assertEquals(400, rest.post(path, body, Map.of()).status(), "without a signature");
        assertEquals(403, rest.post(path, body, signed(wrongKey, body)).status(), "signed with a wrong key");
        assertEquals(
                403, rest.post(path, body, signed(currentKey(), body + " ")).status(), "a signature of another body");
        int[] last = new int[1];
        // The key may be replaced between reading and using it.
        Await.until("a request with the current key is taken", () -> {
            last[0] = rest.post(path + "?forward=false", body, signed(currentKey(), body))
                    .status();
            return last[0] != 403;
        });
        assertTrue(List.of(404, 409).contains(last[0]), "status " + last[0]);
        assertEquals(
                worker.leads() ? 404 : 409, last[0], "only the leader looks for the connector, and nobody forwards");
    }

    /** A request as workers of ours send it to each other is refused when it comes again, or is about something else. */
    private void ticketsAreTakenOnce(ClusterWorker worker) {
        RawHttp http = new RawHttp(URI.create("http://" + worker.workerId()));
        Await.until("a request is refused that was taken just before", () -> {
            String incarnation = http.send("GET", "/", List.of("X-Sluice-Incarnation: ?"), null)
                    .headers()
                    .get("x-sluice-incarnation")
                    .get(0);
            List<String> request = ticket(incarnation, Integer.toString(++note));
            int first =
                    http.send("POST", "/connectors/nobody/tasks", request, "[]").status();
            int other = http.send("POST", "/connectors/somebody/tasks", request, "[]")
                    .status();
            int again =
                    http.send("POST", "/connectors/nobody/tasks", request, "[]").status();
            // The key may have been replaced before the first one.
            return first == 404 && other == 403 && again == 403;
        });
    }

    /** The headers of an empty set of task configs for nobody. */
    private List<String> ticket(String incarnation, String number) throws Exception {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(signed);
        for (String part : List.of(incarnation, number, "POST", "nobody", "tasks")) {
            out.writeInt(part.length());
            out.writeBytes(part);
        }
        out.writeBytes("[]");
        List<String> headers =
                new ArrayList<>(List.of("X-Sluice-Incarnation: " + incarnation, "X-Sluice-Ticket: " + number));
        signed(currentKey(), signed.toString(StandardCharsets.UTF_8))
                .forEach((name, value) -> headers.add(name + ": " + value));
        return headers;
    }

    private byte[] currentKey() {
        List<JsonNode> keys = configs.values("session-key");
        return Base64.getDecoder().decode(keys.get(keys.size() - 1).get("key").asText());
    }

    private static Map<String, String> signed(byte[] key, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "X-Connect-Authorization",
                Base64.getEncoder().encodeToString(signature),
                "X-Connect-Request-Signature-Algorithm",
                "HmacSHA256");
    }
}
