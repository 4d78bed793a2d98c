package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connectors at once, through all workers: every call is answered, everything runs, and the group stays calm. */
class CreationStormIT {
    private static final int CONNECTORS = 50;
    private static final int REBIRTHS = 10;

    @TempDir
    private Path directory;

    private EmbeddedKafka kafka;
    private final List<SluiceWorker> workers = new ArrayList<>();
    private final List<Rest> rests = new ArrayList<>();
    private ExecutorService callers;
    private String file;

    @BeforeEach
    void startCluster() throws Exception {
        file = Files.writeString(directory.resolve("in.txt"), "a line\n").toString();
        callers = Executors.newFixedThreadPool(10);
        kafka = EmbeddedKafka.start();
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "storm");
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        for (int number = 0; number < 3; number++) {
            SluiceWorker worker = SluiceWorker.start(properties);
            workers.add(worker);
            rests.add(new Rest(worker.url()));
        }
        assertEquals(201, create(rests.get(0), "first").status());
        awaitAll(1);
    }

    @AfterEach
    void stopCluster() {
        callers.shutdownNow();
        workers.forEach(SluiceWorker::stop);
        kafka.close();
    }

    @Test
    void connectorsThatAreCreatedTogetherAreSharedOutTogether() throws Exception {
        long before = generation();
        List<Supplier<Rest.Answer>> calls = new ArrayList<>();
        for (int number = 0; number < CONNECTORS; number++) {
            Rest rest = rests.get(number % rests.size());
            String name = "storm-" + number;
            calls.add(() -> create(rest, name));
        }
        for (Rest.Answer answer : callTogether(calls)) {
            assertEquals(201, answer.status(), answer.body());
        }
        awaitAll(CONNECTORS + 1);
        long rebalances = generation() - before;
        // Each connector and each set of task configs calls for one; how many are met together depends on the machine.
        // Beyond that there may be rounds for workers that see the config topic late, and no storm of them.
        assertTrue(rebalances < 3 * CONNECTORS, "rebalances: " + rebalances);
    }

    @Test
    void aNameThatIsDeletedAndTakenAgainAtOnceRunsAgain() throws Exception {
        List<Supplier<Rest.Answer>> lives = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            String name = "phoenix-" + number;
            assertEquals(201, create(rests.get(0), name).status());
            lives.add(() -> liveAgain(name));
        }
        for (Rest.Answer answer : callTogether(lives)) {
            assertEquals(201, answer.status(), answer.body());
        }
        awaitAll(lives.size() + 1);
    }

    /** Deletes and creates a connector in turn, each through another worker; gives the first answer that is an error. */
    private Rest.Answer liveAgain(String name) {
        Rest.Answer last = null;
        for (int life = 0; life < REBIRTHS; life++) {
            Rest.Answer deleted = rests.get(life % 3).delete("/connectors/" + name);
            if (deleted.status() != 204) {
                return deleted;
            }
            last = create(rests.get((life + 1) % 3), name);
            if (last.status() != 201) {
                return last;
            }
        }
        return last;
    }

    private Rest.Answer create(Rest rest, String name) {
        Map<String, String> config = Map.of("connector.class", "FileStreamSource", "file", file, "topic", "storm");
        return rest.post("/connectors", Map.of("name", name, "config", config));
    }

    private List<Rest.Answer> callTogether(List<Supplier<Rest.Answer>> calls) throws Exception {
        List<Future<Rest.Answer>> answers = new ArrayList<>();
        for (Supplier<Rest.Answer> call : calls) {
            answers.add(callers.submit(call::get));
        }
        List<Rest.Answer> done = new ArrayList<>();
        for (Future<Rest.Answer> answer : answers) {
            done.add(answer.get());
        }
        return done;
    }

    /** Waits until every worker says that this many connectors run with one task each. */
    private void awaitAll(int connectors) {
        for (Rest rest : rests) {
            Await.until(connectors + " connectors run", () -> {
                JsonNode all = rest.get("/connectors?expand=status").json();
                int running = 0;
                for (JsonNode connector : all) {
                    boolean itself =
                            connector.at("/status/connector/state").asText().equals("RUNNING");
                    boolean task =
                            connector.at("/status/tasks/0/state").asText().equals("RUNNING");
                    running += itself && task ? 1 : 0;
                }
                return running == connectors && all.size() == connectors;
            });
        }
    }

    /** The newest generation of the group that a status speaks of. */
    private long generation() {
        return new TopicRecords(kafka.bootstrapServers(), "storm-status")
                .all().stream()
                        .filter(entry -> entry.value() != null)
                        .mapToLong(entry -> entry.value().path("generation").asLong())
                        .max()
                        .orElseThrow();
    }
}
