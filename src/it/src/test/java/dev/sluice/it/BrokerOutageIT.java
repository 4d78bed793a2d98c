package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes away for some seconds while configs are being written: every call is answered, and the cluster recovers. */
class BrokerOutageIT {
    private static final int WRITERS = 4;
    private static final long OUTAGE_MS = 5_000;

    @TempDir
    private Path directory;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger successes = new AtomicInteger();
    private SequenceJournal journal;

    @Test
    void writesEndAndTheClusterRecovers() throws Exception {
        PluginJar.sequence(directory.resolve("plugins"));
        journal = new SequenceJournal(directory.resolve("journal"));
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (EmbeddedKafka kafka = EmbeddedKafka.startRestartable()) {
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "outage");
            properties.put("plugin.path", directory.resolve("plugins").toString());
            properties.put("scheduled.rebalance.max.delay.ms", "0");
            // A task that stops waits for what it has sent; it must not be abandoned because the broker is away.
            properties.put("task.shutdown.graceful.timeout.ms", "60000");
            try (SluiceWorker first = SluiceWorker.start(properties);
                    SluiceWorker second = SluiceWorker.start(properties)) {
                List<Rest> rests = List.of(new Rest(first.url()), new Rest(second.url()));
                List<Future<List<Rest.Answer>>> answers = new ArrayList<>();
                for (int number = 0; number < WRITERS; number++) {
                    Rest rest = rests.get(number % 2);
                    String connector = "written-" + number;
                    assertEquals(201, put(rest, connector, "first").status());
                    rest.awaitRunning(connector, 1);
                    answers.add(writers.submit(() -> writeUntilDone(rest, connector)));
                }
                awaitMoreSuccesses();
                kafka.outage(OUTAGE_MS);
                awaitMoreSuccesses();
                done.set(true);
                for (Future<List<Rest.Answer>> each : answers) {
                    each.get().forEach(BrokerOutageIT::isSuccessOrClearError);
                }
                for (int number = 0; number < WRITERS; number++) {
                    String connector = "written-" + number;
                    for (Rest rest : rests) {
                        Rest.Answer answer = Rest.settled(() -> put(rest, connector, "last"));
                        assertEquals(200, answer.status(), answer.body());
                        rest.awaitRunning(connector, 1);
                    }
                }
            }
        } finally {
            done.set(true);
            writers.shutdownNow();
        }
        assertEquals(List.of(), journal.overlaps());
    }

    private List<Rest.Answer> writeUntilDone(Rest rest, String connector) {
        List<Rest.Answer> answers = new ArrayList<>();
        for (int number = 0; !done.get(); number++) {
            Rest.Answer answer = put(rest, connector, "note-" + number);
            answers.add(answer);
            if (answer.status() == 200) {
                successes.incrementAndGet();
            }
        }
        return answers;
    }

    private void awaitMoreSuccesses() {
        int before = successes.get();
        Await.until("configs are written", () -> successes.get() > before + WRITERS);
    }

    private Rest.Answer put(Rest rest, String connector, String note) {
        Map<String, String> config = new HashMap<>(journal.source("outage-numbers", 1));
        config.put("note", note);
        return rest.put("/connectors/" + connector + "/config", config);
    }

    /** A status of 0 would be a connection that was dropped, or a call that did not end within the worker's limits. */
    private static void isSuccessOrClearError(Rest.Answer answer) {
        assertTrue(List.of(200, 409, 500, 503).contains(answer.status()), answer.toString());
        if (answer.status() != 200) {
            assertTrue(answer.json().get("message").asText().length() > 10, answer.body());
        }
    }
}
