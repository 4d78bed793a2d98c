package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose listeners speak TLS alone forward over TLS, and say what is wrong when they do not trust each other. */
class TlsForwardingIT {
    private static EmbeddedKafka kafka;

    @TempDir
    private static Path directory;

    private static KeyStores stores;
    private static KeyStores strangers;

    @BeforeAll
    static void prepare() throws Exception {
        stores = KeyStores.create(directory.resolve("stores"));
        strangers = KeyStores.create(directory.resolve("strangers"));
        PluginJar.sequence(directory.resolve("plugins"));
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void writesAndTaskConfigsAreForwardedOverMutualTls() throws Exception {
        Map<String, String> properties = properties("tls", stores);
        properties.put("listeners.https.ssl.client.auth", "required");
        SequenceJournal journal = new SequenceJournal(directory.resolve("journal"));
        try (SluiceWorker first = SluiceWorker.start(properties);
                SluiceWorker second = SluiceWorker.start(properties)) {
            assertEquals("https", second.url().getScheme());
            Rest one = new Rest(first.url(), stores.clientContext());
            Rest two = new Rest(second.url(), stores.clientContext());
            // Whichever does not lead has to forward the request, or the task configs of the connector that it gets.
            for (int number = 0; number < 2; number++) {
                assertEquals(201, put(one, "one-" + number, journal).status());
                assertEquals(201, put(two, "two-" + number, journal).status());
            }
            for (Rest rest : new Rest[] {one, two}) {
                for (int number = 0; number < 2; number++) {
                    rest.awaitRunning("one-" + number, 2);
                    rest.awaitRunning("two-" + number, 2);
                }
            }
            assertEquals(204, one.put("/connectors/two-0/stop", Map.of()).status());
            assertEquals(204, two.put("/connectors/one-0/stop", Map.of()).status());
            assertEquals(204, one.delete("/connectors/one-1").status());
            assertEquals(204, two.delete("/connectors/two-1").status());
        }
    }

    @Test
    void aWorkerThatDoesNotTrustTheLeaderSaysSo() throws Exception {
        SequenceJournal journal = new SequenceJournal(directory.resolve("journal-of-strangers"));
        try (SluiceWorker leader = SluiceWorker.start(properties("tls-trust", stores))) {
            Rest one = new Rest(leader.url(), stores.clientContext());
            assertEquals(201, put(one, "known", journal).status());
            one.awaitRunning("known", 2);
            try (SluiceWorker follower = SluiceWorker.start(properties("tls-trust", strangers))) {
                Rest two = new Rest(follower.url(), stores.clientContext());
                assertEquals(200, two.get("/connectors/known/status").status());
                Rest.Answer answer = Rest.settled(() -> put(two, "unheard", journal));
                assertEquals(500, answer.status(), answer.body());
                String message = answer.json().get("message").asText();
                assertTrue(message.contains(leader.url().getAuthority()), message);
                assertTrue(message.contains("certification path"), message);
                assertTrue(message.contains("listeners.https.ssl.truststore"), message);
                assertEquals(404, one.get("/connectors/unheard").status());
            }
        }
    }

    private static Rest.Answer put(Rest rest, String connector, SequenceJournal journal) {
        return rest.put("/connectors/" + connector + "/config", journal.source("tls-numbers", 2));
    }

    private static Map<String, String> properties(String group, KeyStores trusted) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        properties.put("plugin.path", directory.resolve("plugins").toString());
        properties.put("listeners", "https://127.0.0.1:0");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        properties.putAll(stores.workerProperties(trusted));
        return properties;
    }
}
