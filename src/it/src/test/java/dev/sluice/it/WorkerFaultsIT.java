package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own that freeze, lose their broker, or are told to end at a bad moment. */
class WorkerFaultsIT {
    /** As often as a task shows that it is alive while it is given time to stop. */
    private static final int BEATS_OF_A_GRACEFUL_STOP = 25;

    @TempDir
    private Path directory;

    private SequenceJournal journal;

    @Test
    void aFrozenWorkersTasksMoveAndItStopsItsOwnWhenItWakes() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                MixedCluster cluster = new MixedCluster(directory, properties(kafka, "frozen", 6_000))) {
            cluster.start(MixedCluster.Make.OURS, MixedCluster.Make.OURS);
            ClusterWorker awake = cluster.worker(0);
            ClusterWorker frozen = cluster.worker(1);
            create(awake, "numbers", journal.source("frozen-numbers", 4));
            awake.rest().awaitRunning("numbers", 4);
            Await.until(
                    "both workers run tasks",
                    () -> tasks(frozen).size() == 2 && tasks(awake).size() == 2);
            Set<String> moving = tasks(frozen);

            frozen.signal("STOP");
            try {
                Await.until(
                        "the other worker runs all tasks", () -> tasks(awake).size() == 4);
            } finally {
                frozen.signal("CONT");
            }

            Await.until("each task runs once", () -> {
                Set<String> one = tasks(awake);
                Set<String> two = tasks(frozen);
                Set<String> both = new HashSet<>(one);
                both.addAll(two);
                return one.size() == 2 && two.size() == 2 && both.size() == 4;
            });
            awake.rest().awaitRunning("numbers", 4);
            for (String task : moving) {
                long beatsTooMany = journal.overlaps().stream()
                        .filter(overlap -> overlap.contains("kind=beat, task=" + task + ","))
                        .count();
                assertTrue(
                        beatsTooMany <= BEATS_OF_A_GRACEFUL_STOP,
                        () -> task + " ran on two workers: " + overlapsOf(task));
            }
            String output = frozen.output();
            assertTrue(
                    output.contains("no heartbeat was answered for session.timeout.ms")
                            || output.contains("Put out of the group"),
                    output);
        }
    }

    @Test
    void aWorkerEndsInTimeThoughARebalanceIsHeldUp() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                Admin admin = kafka.admin()) {
            Map<String, String> properties = properties(kafka, "ending", 600_000);
            properties.put("rebalance.timeout.ms", "600000");
            try (MixedCluster cluster = new MixedCluster(directory, properties)) {
                cluster.start(MixedCluster.Make.OURS, MixedCluster.Make.OURS);
                int leader = cluster.awaitLeader();
                ClusterWorker ending = cluster.worker(leader);
                ClusterWorker holdingUp = cluster.worker(1 - leader);
                create(ending, "numbers", journal.source("ending-numbers", 2));
                ending.rest().awaitRunning("numbers", 2);
                // One that has only asked to join would not hold the next rebalance up, but end its own by freezing.
                CoordinatorCalls.awaitMembers(admin, "ending", 2);

                holdingUp.signal("STOP");
                try {
                    create(ending, "more", journal.source("ending-numbers", 1));
                    Await.until(
                            "a rebalance waits for the frozen worker",
                            () -> CoordinatorCalls.state(admin, "ending") == ClassicGroupState.PREPARING_REBALANCE);

                    assertEquals(143, ending.terminate(), ending.output());

                    assertEquals(1, CoordinatorCalls.members(admin, "ending").size());
                    assertEquals(Set.of(), tasks(ending));
                } finally {
                    holdingUp.signal("CONT");
                }
                holdingUp.rest().awaitRunning("numbers", 2);
                holdingUp.rest().awaitRunning("more", 1);
            }
        }
    }

    @Test
    void aBrokerThatRestartsWithinTheSessionCostsNoTaskItsLife() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.startRestartable();
                MixedCluster cluster = new MixedCluster(directory, properties(kafka, "restarted", 60_000))) {
            cluster.start(MixedCluster.Make.OURS, MixedCluster.Make.OURS);
            ClusterWorker worker = cluster.worker(0);
            create(worker, "numbers", journal.source("restarted-numbers", 2));
            create(worker, "taker", journal.sink("restarted-numbers", 1));
            worker.rest().awaitRunning("numbers", 2);
            worker.rest().awaitRunning("taker", 1);
            Await.until("numbers arrive", () -> taken() > 0);

            kafka.outage(1_000);

            long before = taken();
            Await.until("numbers go on to arrive", () -> taken() > before + 50);
            worker.rest().awaitRunning("numbers", 2);
            worker.rest().awaitRunning("taker", 1);
            for (String task : List.of("numbers-0", "numbers-1", "taker-0")) {
                assertEquals(1, journal.starts(task), task);
            }
        }
    }

    @Test
    void aGroupIdThatConsumersUseEndsTheWorkerWithWhatToDo() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                KafkaConsumer<String, String> reader = new KafkaConsumer<>(Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "readers",
                        "key.deserializer",
                        StringDeserializer.class,
                        "value.deserializer",
                        StringDeserializer.class))) {
            reader.subscribe(List.of("some-topic"));
            Await.until("the consumer is in its group", () -> {
                reader.poll(Duration.ofMillis(100));
                return !reader.groupMetadata().memberId().isEmpty();
            });
            try (DistributionProcess worker =
                    DistributionProcess.start(directory.resolve("worker"), properties(kafka, "readers", 10_000))) {
                assertEquals(1, worker.awaitExit(), worker.output());
                assertTrue(worker.output().contains("group.id"), worker.output());
                assertTrue(worker.output().contains("'readers'"), worker.output());
            }
        }
    }

    private Map<String, String> properties(EmbeddedKafka kafka, String group, int sessionTimeoutMs) throws IOException {
        Path plugins = directory.resolve("plugins");
        PluginJar.sequence(plugins);
        journal = new SequenceJournal(directory.resolve("journal"));
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        properties.put("plugin.path", plugins.toString());
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        properties.put("session.timeout.ms", Integer.toString(sessionTimeoutMs));
        properties.put("heartbeat.interval.ms", "500");
        return properties;
    }

    private static void create(ClusterWorker worker, String name, Map<String, String> config) {
        Rest.Answer answer = worker.rest().put("/connectors/" + name + "/config", config);
        assertEquals(201, answer.status(), answer.body());
    }

    /** The tasks that are alive in a worker's process. */
    private Set<String> tasks(ClusterWorker worker) throws IOException {
        return journal.running().getOrDefault(worker.pid(), Set.of());
    }

    private long taken() throws IOException {
        return journal.taken().values().stream().mapToLong(Set::size).sum();
    }

    private List<String> overlapsOf(String task) {
        try {
            return journal.overlaps().stream()
                    .filter(overlap -> overlap.contains("task=" + task + ","))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
