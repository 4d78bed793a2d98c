package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.MixedCluster.Make;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live cluster of Apache's workers is moved to ours one worker at a time, and back again. Connectors run throughout:
 * no record is lost, no task runs twice at once, every worker's REST API is usable after each step.
 */
class RollingMoveIT {
    private static final String TOPIC = "moved-numbers";
    private static final int COUNTERS = 4;
    private static final int TAKERS = 2;
    private static final int WORKERS = 3;

    @TempDir
    private Path directory;

    private final ExecutorService callers = Executors.newFixedThreadPool(WORKERS);
    private SequenceJournal journal;
    private int round;

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    @Test
    void connectorsRunThroughAMoveThereAndBack() throws Exception {
        PluginJar.sequence(directory.resolve("plugins"));
        journal = new SequenceJournal(directory.resolve("journal"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopics(Map.of(TOPIC, 3, "probe-numbers", 1));
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "moved");
            properties.put("plugin.path", directory.resolve("plugins").toString());
            properties.put("scheduled.rebalance.max.delay.ms", "2000");
            // Apache's members hear of a rebalance with their heartbeat.
            properties.put("heartbeat.interval.ms", "500");
            try (MixedCluster cluster = new MixedCluster(directory, properties)) {
                cluster.start(Make.APACHE, Make.APACHE, Make.APACHE);
                create(cluster.worker(0).rest());
                settle(cluster);

                int first = cluster.awaitLeader();
                step(cluster, (first + 1) % 3, Make.OURS);
                assertEquals(Make.APACHE, cluster.make(cluster.awaitLeader()));
                step(cluster, first, Make.OURS);
                step(cluster, (first + 2) % 3, Make.OURS);

                int second = cluster.awaitLeader();
                step(cluster, (second + 1) % 3, Make.APACHE);
                assertEquals(Make.OURS, cluster.make(cluster.awaitLeader()));
                step(cluster, second, Make.APACHE);
                step(cluster, (second + 2) % 3, Make.APACHE);
            }
            assertEquals(List.of(), journal.overlaps());
            assertNothingLost();
        }
    }

    private void create(Rest rest) {
        expect(201, Rest.settled(() -> rest.put("/connectors/counter/config", journal.source(TOPIC, COUNTERS))));
        expect(201, Rest.settled(() -> rest.put("/connectors/taker/config", journal.sink(TOPIC, TAKERS))));
        for (int index = 0; index < WORKERS; index++) {
            String path = "/connectors/" + probe(index) + "/config";
            expect(201, Rest.settled(() -> rest.put(path, journal.source("probe-numbers", 1))));
        }
    }

    private void step(MixedCluster cluster, int index, Make make) throws Exception {
        cluster.replace(index, make);
        settle(cluster);
        int leader = cluster.awaitLeader();
        tour(cluster);
        settle(cluster);
        assertEquals(leader, cluster.awaitLeader(), "the leader stays while workers stay");
        assertEquals(List.of(), journal.overlaps());
    }

    /** Works on a connector through each worker, on all of them at the same time. */
    private void tour(MixedCluster cluster) {
        String note = "round-" + round++;
        List<CompletableFuture<Void>> tours = new ArrayList<>();
        for (int index = 0; index < WORKERS; index++) {
            Rest rest = cluster.worker(index).rest();
            RestTour tour = new RestTour(rest, probe(index), journal.source("probe-numbers", 1));
            tours.add(CompletableFuture.runAsync(() -> tour.make(note), callers));
        }
        CompletableFuture.allOf(tours.toArray(CompletableFuture[]::new)).join();
    }

    private static String probe(int index) {
        return "probe-" + index;
    }

    /** Waits until every worker has work and says the same of it. */
    private void settle(MixedCluster cluster) {
        for (ClusterWorker worker : cluster.workers()) {
            worker.rest().awaitRunning("counter", COUNTERS);
            worker.rest().awaitRunning("taker", TAKERS);
            for (int index = 0; index < WORKERS; index++) {
                worker.rest().awaitRunning(probe(index), 1);
            }
        }
        Set<Long> processes = cluster.workers().stream().map(ClusterWorker::pid).collect(Collectors.toSet());
        Await.until("every worker runs tasks", () -> journal.running().keySet().equals(processes));
    }

    /** Whatever was counted has reached the sink; what is still missing at the end is what came last. */
    private void assertNothingLost() throws Exception {
        Map<String, Long> missing = new TreeMap<>();
        Map<String, Set<Long>> taken = journal.taken();
        assertEquals(COUNTERS, taken.size());
        taken.forEach((task, numbers) -> {
            long last = numbers.stream().mapToLong(Long::longValue).max().orElseThrow();
            assertTrue(last > 100, task + " has counted to " + last);
            for (long number = 0; number < last; number++) {
                if (!numbers.contains(number)) {
                    missing.put(task, number);
                }
            }
        });
        assertEquals(Map.of(), missing, "first missing number by task");
    }

    private static void expect(int status, Rest.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
    }
}
