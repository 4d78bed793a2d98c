package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What sink tasks may rely on, with a real broker. */
@Timeout(600)
class SinkBehaviourIT {
    private static final String COOPERATIVE = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        worker = ScriptedWorker.start(kafka, directory, "sinks");
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            kafka.close();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(String connector) throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.listConsumerGroupOffsets("connect-" + connector)
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private static void awaitCommitted(String connector, String topic, long offset) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Await.until(connector + " has committed " + offset, () -> {
            OffsetAndMetadata found = committed(connector).get(partition);
            return found != null && found.offset() == offset;
        });
    }

    private static List<String> got(String connector) throws Exception {
        return worker.journal(connector).stream()
                .filter(line -> line.startsWith("got "))
                .toList();
    }

    @Test
    void aPatternTakesInTopicsThatAreMadeLater() throws Exception {
        kafka.createTopics(Map.of("pattern-a", 1));
        worker.sink("pattern", "topics.regex", "pattern-.*", "consumer.override.metadata.max.age.ms", "300");
        worker.write("pattern-a", 0, "early");
        worker.awaitLine("pattern", "got early of pattern-a from pattern-a-0@0");

        kafka.createTopics(Map.of("pattern-b", 1, "other", 1));
        worker.write("other", 0, "not for it");
        worker.write("pattern-b", 0, "late");

        worker.awaitLine("pattern", "got late of pattern-b from pattern-b-0@0");
        assertEquals(2, got("pattern").size());
        Await.until("both topics count as used", () -> {
            String topics = worker.rest().get("/connectors/pattern/topics").body();
            return topics.contains("pattern-a") && topics.contains("pattern-b");
        });
    }

    @Test
    void aCooperativeRebalanceTakesAndGivesOnlyWhatMoves() throws Exception {
        kafka.createTopics(Map.of("shared", 2));
        worker.sink("shared", "topics", "shared", "consumer.override.partition.assignment.strategy", COOPERATIVE);
        worker.awaitLine("shared", "open [shared-0, shared-1]");
        worker.write("shared", 0, "a");
        worker.write("shared", 1, "b");
        worker.awaitLine("shared", "got a of shared from shared-0@0");
        worker.awaitLine("shared", "got b of shared from shared-1@0");
        Map<String, Object> member = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "connect-shared",
                "partition.assignment.strategy",
                COOPERATIVE);

        String moved;
        try (KafkaConsumer<String, String> other =
                new KafkaConsumer<>(member, new StringDeserializer(), new StringDeserializer())) {
            other.subscribe(List.of("shared"));
            Await.until("another member has one of the partitions", () -> {
                other.poll(Duration.ofMillis(20));
                return other.assignment().size() == 1;
            });
            moved = other.assignment().iterator().next().toString();
            worker.awaitLine("shared", "close [" + moved + "]");
            assertEquals(
                    1,
                    committed("shared")
                            .get(other.assignment().iterator().next())
                            .offset());
        }

        worker.awaitLine("shared", "open [" + moved + "]");
        worker.write("shared", 0, "c");
        worker.write("shared", 1, "d");
        worker.awaitLine("shared", "got c of shared from shared-0@1");
        worker.awaitLine("shared", "got d of shared from shared-1@1");
        assertEquals(4, got("shared").size(), "nothing comes twice");
        assertEquals(
                List.of("open [shared-0, shared-1]", "close [" + moved + "]", "open [" + moved + "]"),
                worker.journal("shared").stream()
                        .filter(line -> line.startsWith("open") || line.startsWith("close"))
                        .toList());
    }

    @Test
    void aTaskCommitsOnlyWhatItSaysIsSafe() throws Exception {
        kafka.createTopics(Map.of("subset", 1));
        worker.sink("subset", "topics", "subset", "commit.most", "2");
        worker.write("subset", 0, "a", "b", "c", "d");
        worker.awaitLine("subset", "got d of subset from subset-0@3");
        awaitCommitted("subset", "subset", 2);

        worker.rest().post("/connectors/subset/restart?includeTasks=true", Map.of());

        Await.until(
                "what was not safe comes again",
                () -> got("subset").stream().filter(line -> line.endsWith("@3")).count() == 2);
        assertEquals(
                1, got("subset").stream().filter(line -> line.endsWith("@1")).count());
    }

    @Test
    void aBatchThatIsRefusedComesAgainUntilItIsTaken() throws Exception {
        kafka.createTopics(Map.of("refused", 1));
        worker.sink("refused", "topics", "refused");
        worker.write("refused", 0, "a", "refuse", "b");

        worker.awaitLine("refused", "got b of refused from refused-0@2");
        awaitCommitted("refused", "refused", 3);

        assertEquals(
                2,
                worker.journal("refused").stream()
                        .filter("refused refuse"::equals)
                        .count());
        assertEquals(
                List.of(
                        "got a of refused from refused-0@0",
                        "got refuse of refused from refused-0@1",
                        "got b of refused from refused-0@2"),
                got("refused"));
    }

    @Test
    void aTaskRewindsPausesResumesAndAsksForCommits() throws Exception {
        kafka.createTopics(Map.of("wishes", 2));
        worker.sink("wishes", "topics", "wishes");
        worker.write("wishes", 0, "a", "again");
        Await.until(
                "the partition was read again",
                () -> got("wishes").stream()
                                .filter(line -> line.startsWith("got a "))
                                .count()
                        == 2);

        worker.write("wishes", 1, "pause");
        worker.awaitLine("wishes", "paused wishes-1");
        worker.write("wishes", 1, "held back");
        worker.write("wishes", 0, "b");
        worker.awaitLine("wishes", "got b of wishes from wishes-0@2");
        assertTrue(got("wishes").stream().noneMatch(line -> line.contains("held back")));
        worker.write("wishes", 0, "resume");
        worker.awaitLine("wishes", "got held back of wishes from wishes-1@1");

        worker.write("wishes", 0, "commit");
        awaitCommitted("wishes", "wishes", 5);
    }

    @Test
    void aConnectorsOwnConsumerSettingsWin() throws Exception {
        kafka.createTopics(Map.of("latest", 1));
        worker.write("latest", 0, "before it came");
        worker.sink(
                "latest",
                "topics",
                "latest",
                "consumer.override.auto.offset.reset",
                "latest",
                "consumer.override.group.id",
                "a-group-of-its-own");
        worker.awaitLine("latest", "open [latest-0]");

        worker.write("latest", 0, "after");

        worker.awaitLine("latest", "got after of latest from latest-0@1");
        assertEquals(1, got("latest").size());
        Await.until("its own group has the offset", () -> {
            try (Admin admin = kafka.admin()) {
                var offsets = admin.listConsumerGroupOffsets("a-group-of-its-own")
                        .partitionsToOffsetAndMetadata()
                        .get();
                return offsets.get(new TopicPartition("latest", 0)) != null;
            }
        });
    }

    @Test
    void aRecordsOriginOutlastsTransformations() throws Exception {
        kafka.createTopics(Map.of("origin", 2));
        worker.sink(
                "origin",
                "topics",
                "origin",
                "transforms",
                "rename",
                "transforms.rename.type",
                "org.apache.kafka.connect.transforms.RegexRouter",
                "transforms.rename.regex",
                "(.*)",
                "transforms.rename.replacement",
                "renamed-$1",
                "transforms.rename.predicate",
                "tombstone",
                "transforms.rename.negate",
                "true",
                "predicates",
                "tombstone",
                "predicates.tombstone.type",
                "org.apache.kafka.connect.transforms.predicates.RecordIsTombstone");

        worker.write("origin", 1, "a", null);

        worker.awaitLine("origin", "got a of renamed-origin from origin-1@0");
        worker.awaitLine("origin", "got null of origin from origin-1@1");
    }

    @Test
    void aPausedSinkTakesNothingAndKeepsItsPlace() throws Exception {
        kafka.createTopics(Map.of("paused", 1));
        worker.sink("paused", "topics", "paused");
        worker.write("paused", 0, "a");
        worker.awaitLine("paused", "got a of paused from paused-0@0");

        worker.rest().put("/connectors/paused/pause", Map.of());
        worker.awaitTask("paused", "PAUSED");
        awaitCommitted("paused", "paused", 1);
        worker.write("paused", 0, "b");
        long polledMs = worker.status("paused").at("/tasks/0/last_poll_ms").asLong();
        Await.until(
                "it still polls, and so stays in its group",
                () -> worker.status("paused").at("/tasks/0/last_poll_ms").asLong() > polledMs);
        assertEquals(1, got("paused").size());

        worker.rest().put("/connectors/paused/resume", Map.of());
        worker.awaitLine("paused", "got b of paused from paused-0@1");
    }

    @Test
    void aSinkCommitsOffsetsInItsOwnTransactionsWithTheTasksConsumer() throws Exception {
        kafka.createTopics(Map.of("rows", 1, "table", 1));
        worker.put(
                "tables", "TransactionalSink", "topics", "rows", "to", "table", "bootstrap", kafka.bootstrapServers());
        worker.write("rows", 0, "a", "b");
        awaitCommitted("tables", "rows", 2);

        worker.rest().post("/connectors/tables/restart?includeTasks=true", Map.of());
        worker.write("rows", 0, "c");
        awaitCommitted("tables", "rows", 3);

        worker.awaitLine("tables", "context org.apache.kafka.connect.runtime.WorkerSinkTaskContext");
        assertEquals(
                "by the task",
                committed("tables").get(new TopicPartition("rows", 0)).metadata());
        assertEquals(Map.of("", List.of("a", "b", "c")), TopicContent.committed(kafka.bootstrapServers(), "table"));
    }
}
