package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers of one group in one JVM share the work, forward what the other has to do, and take over. */
class SeveralWorkersIT {
    @TempDir
    private Path directory;

    @Test
    void workIsSharedForwardedAndTakenOver() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "shared");
            properties.put("scheduled.rebalance.max.delay.ms", "0");
            try (SluiceWorker first = SluiceWorker.start(properties);
                    SluiceWorker second = SluiceWorker.start(properties)) {
                assertNotEquals(first.url(), second.url());
                Rest one = new Rest(first.url());
                Rest two = new Rest(second.url());
                // One of the two does not lead and has to forward.
                assertEquals(201, one.put("/connectors/a/config", source("a")).status());
                assertEquals(201, two.put("/connectors/b/config", source("b")).status());
                one.awaitRunning("a", 1);
                two.awaitRunning("b", 1);
                Await.until("both workers have work", () -> owners(one).size() == 2);
                assertEquals(
                        one.get("/connectors/b").body(),
                        two.get("/connectors/b").body());

                first.stop();
                Await.until("the second worker runs everything", () -> owners(two)
                        .equals(new TreeSet<>(java.util.List.of(second.url().getAuthority()))));
                two.awaitRunning("a", 1);
                two.awaitRunning("b", 1);
                assertEquals(204, two.delete("/connectors/a").status());
            }
        }
    }

    private Map<String, String> source(String name) throws Exception {
        Path file = directory.resolve(name + ".txt");
        Files.writeString(file, "a line\n");
        return Map.of("connector.class", "FileStreamSource", "file", file.toString(), "topic", "shared-" + name);
    }

    /** The workers that run a connector or task. */
    private static TreeSet<String> owners(Rest rest) {
        TreeSet<String> owners = new TreeSet<>();
        for (JsonNode connector : rest.get("/connectors?expand=status").json()) {
            owners.add(connector.at("/status/connector/worker_id").asText());
            connector
                    .at("/status/tasks")
                    .forEach(task -> owners.add(task.get("worker_id").asText()));
        }
        return owners;
    }
}
