package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ClassicGroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a frozen member holds up a rebalance, the other worker answers what it is asked about. */
class HeldUpRebalanceIT {
    private static final String GROUP = "held";

    @TempDir
    private Path directory;

    @Test
    void readsAreAnsweredWhileARebalanceIsHeldUp() throws Exception {
        PluginJar.sequence(directory.resolve("plugins"));
        SequenceJournal journal = new SequenceJournal(directory.resolve("journal"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                Admin admin = kafka.admin()) {
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), GROUP);
            properties.put("plugin.path", directory.resolve("plugins").toString());
            properties.put("scheduled.rebalance.max.delay.ms", "0");
            // Long enough for a frozen member to stay one until it is thawed.
            properties.put("session.timeout.ms", "120000");
            properties.put("heartbeat.interval.ms", "500");
            properties.put("rebalance.timeout.ms", "120000");
            try (MixedCluster cluster = new MixedCluster(directory, properties)) {
                cluster.start(MixedCluster.Make.OURS);
                Rest rest = cluster.worker(0).rest();
                assertEquals(
                        201,
                        rest.put("/connectors/counter/config", journal.source("held-numbers", 4))
                                .status());
                rest.awaitRunning("counter", 4);
                cluster.start(MixedCluster.Make.OURS);
                Await.until("both workers run tasks", () -> journal.running().size() == 2);
                rest.awaitRunning("counter", 4);

                cluster.worker(1).signal("STOP");
                try {
                    assertEquals(
                            201,
                            rest.put("/connectors/more/config", journal.source("held-numbers", 1))
                                    .status());
                    Await.until(
                            "a rebalance is under way",
                            () -> CoordinatorCalls.state(admin, GROUP) == ClassicGroupState.PREPARING_REBALANCE);
                    readsAreAnswered(rest);
                    assertEquals(
                            ClassicGroupState.PREPARING_REBALANCE,
                            CoordinatorCalls.state(admin, GROUP),
                            "the rebalance is still held up");
                } finally {
                    cluster.worker(1).signal("CONT");
                }
                rest.awaitRunning("more", 1);
                rest.awaitRunning("counter", 4);
            }
        }
        assertEquals(List.of(), journal.overlaps());
    }

    private static void readsAreAnswered(Rest rest) {
        for (String path : List.of(
                "/connectors",
                "/connectors?expand=info&expand=status",
                "/connectors/counter",
                "/connectors/counter/config",
                "/connectors/counter/tasks",
                "/connectors/counter/status",
                "/connectors/counter/tasks/0/status",
                "/connectors/counter/topics",
                "/connectors/more",
                "/connectors/more/config",
                "/connectors/more/tasks")) {
            Rest.Answer answer = rest.get(path);
            assertEquals(200, answer.status(), path + " " + answer.body());
        }
        assertTrue(rest.get("/connectors").body().contains("more"));
        assertEquals(
                "RUNNING",
                rest.get("/connectors/counter/status")
                        .json()
                        .at("/connector/state")
                        .asText());
        assertEquals(4, rest.get("/connectors/counter/tasks").json().size());
    }
}
