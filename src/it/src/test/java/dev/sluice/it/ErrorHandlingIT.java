package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that fail, with a real broker; and the same beside Apache's worker. */
@Timeout(600)
class ErrorHandlingIT {
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        worker = ScriptedWorker.start(kafka, directory, "errors");
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            kafka.close();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Await.until(count + " record(s) in " + topic, () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return headers;
    }

    private static String[] tolerant(String queue, String... more) {
        List<String> config = new ArrayList<>(List.of(
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                queue,
                "errors.deadletterqueue.topic.replication.factor",
                "1",
                "errors.deadletterqueue.context.headers.enable",
                "true"));
        config.addAll(List.of(more));
        return config.toArray(String[]::new);
    }

    @Test
    void deadLettersLookAsFromApachesWorker() throws Exception {
        kafka.createTopics(Map.of("poisoned", 1));
        worker.write("poisoned", 0, "not json", "\"poison\"", "\"report\"", "\"fine\"");
        String[] conversion = {
            "topics", "poisoned",
            "value.converter", JSON,
            "value.converter.schemas.enable", "false",
            "transforms", "picky",
            "transforms.picky.type", "example.Picky"
        };
        worker.sink("ours", tolerant("dead-ours", conversion));
        List<ConsumerRecord<byte[], byte[]>> ours = read("dead-ours", 3);
        Map<String, String> properties = ScriptedWorker.properties(kafka, directory, "apache");
        List<ConsumerRecord<byte[], byte[]>> theirs;
        try (ApacheWorkerProcess apache =
                ApacheWorkerProcess.start(Files.createDirectory(directory.resolve("apache")), properties)) {
            Map<String, String> config = ScriptedWorker.map(tolerant("dead-theirs", conversion));
            config.put("connector.class", "example.ScriptedSink");
            Rest.Answer made = Rest.settled(() -> apache.rest().put("/connectors/theirs/config", config));
            assertEquals(201, made.status(), made.body());
            theirs = read("dead-theirs", 3);
        }

        for (int i = 0; i < 3; i++) {
            assertEquals(text(theirs.get(i).key()), text(ours.get(i).key()));
            assertEquals(text(theirs.get(i).value()), text(ours.get(i).value()));
            assertEquals(theirs.get(i).timestamp(), ours.get(i).timestamp());
            Map<String, String> expected = headers(theirs.get(i));
            Map<String, String> found = headers(ours.get(i));
            assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
            for (String same : List.of("topic", "partition", "offset", "task.id", "stage", "class.name")) {
                assertEquals(expected.get("__connect.errors." + same), found.get("__connect.errors." + same), same);
            }
            assertEquals("ours", found.get("__connect.errors.connector.name"));
            assertEquals(
                    expected.get("__connect.errors.exception.class.name"),
                    found.get("__connect.errors.exception.class.name"));
            assertTrue(found.get("__connect.errors.exception.stacktrace")
                    .startsWith(found.get("__connect.errors.exception.class.name")));
        }
        assertEquals(
                List.of("VALUE_CONVERTER", "TRANSFORMATION", "TASK_PUT"),
                ours.stream()
                        .map(record -> headers(record).get("__connect.errors.stage"))
                        .toList());
        worker.awaitLine("ours", "reported report");
        worker.awaitLine("ours", "got fine of poisoned from poisoned-0@3");
    }

    @Test
    void theQueueIsMadeWithOnePartitionAndTheReplicasAskedFor() throws Exception {
        kafka.createTopics(Map.of("made", 1));
        worker.sink("made", tolerant("dead-made", "topics", "made"));
        worker.awaitTask("made", "RUNNING");

        try (Admin admin = kafka.admin()) {
            var described = admin.describeTopics(Set.of("dead-made"))
                    .allTopicNames()
                    .get()
                    .get("dead-made");
            assertEquals(1, described.partitions().size());
        }
        worker.sink(
                "unmade",
                "topics",
                "made",
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                "dead-unmade");
        String trace = worker.awaitTask("unmade", "FAILED").path("trace").asText();
        assertTrue(trace.contains("errors.deadletterqueue.topic.replication.factor"), trace);
    }

    @Test
    void withoutToleranceTheRecordIsKeptAndTheTaskFails() throws Exception {
        kafka.createTopics(Map.of("strict", 1));
        worker.write("strict", 0, "a", "poison");
        worker.sink(
                "strict",
                "topics",
                "strict",
                "errors.deadletterqueue.topic.name",
                "dead-strict",
                "errors.deadletterqueue.topic.replication.factor",
                "1",
                "transforms",
                "picky",
                "transforms.picky.type",
                "Picky",
                "transforms.picky.journal",
                worker.journalFile("strict").toString());

        String trace = worker.awaitTask("strict", "FAILED").path("trace").asText();

        assertTrue(trace.contains("told to fail at poison") && trace.contains("errors.tolerance"), trace);
        assertEquals("poison", text(read("dead-strict", 1).get(0).value()));
        worker.awaitLine("strict", "transformation closed");
        worker.awaitLine("strict", "task stopped");
    }

    @Test
    void aRecordThatTheTaskMadeItselfIsReportedAsItsConvertersWriteIt() throws Exception {
        kafka.createTopics(Map.of("own", 1));
        worker.write("own", 0, "own");
        worker.sink("own", tolerant("dead-own", "topics", "own"));

        ConsumerRecord<byte[], byte[]> letter = read("dead-own", 1).get(0);

        assertEquals("made by the task", text(letter.key()));
        assertEquals("own", text(letter.value()));
        assertEquals("0", headers(letter).get("__connect.errors.offset"));
    }

    @Test
    void aFailureThatMayPassIsTriedAgain() throws Exception {
        kafka.createTopics(Map.of("flaky", 1));
        worker.write("flaky", 0, "flaky");
        worker.sink(
                "flaky",
                "topics",
                "flaky",
                "errors.retry.timeout",
                "30000",
                "errors.retry.delay.max.ms",
                "50",
                "transforms",
                "picky",
                "transforms.picky.type",
                "Picky");

        worker.awaitLine("flaky", "got flaky of flaky from flaky-0@0");
        assertEquals("RUNNING", worker.status("flaky").at("/tasks/0/state").asText());
    }

    @Test
    void aSourcesFailedRecordsGoToAQueueOfItsOwn() throws Exception {
        kafka.createTopics(Map.of("from-source", 1));
        worker.source(
                "source",
                "topic",
                "from-source",
                "send",
                "a,poison,b",
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.source.topic.name",
                "dead-source",
                "errors.deadletterqueue.source.topic.replication.factor",
                "1",
                "errors.deadletterqueue.source.context.headers.enable",
                "true",
                "transforms",
                "picky",
                "transforms.picky.type",
                "Picky");

        ConsumerRecord<byte[], byte[]> letter = read("dead-source", 1).get(0);
        List<String> sent = read("from-source", 2).stream()
                .map(record -> text(record.value()))
                .toList();

        assertEquals(List.of("a", "b"), sent);
        assertTrue(text(letter.value()).contains("\"payload\":\"poison\""), text(letter.value()));
        assertTrue(text(letter.key()).contains("\"payload\":\"key-1\""), text(letter.key()));
        Map<String, String> headers = headers(letter);
        assertEquals("{\"only\":\"one\"}", headers.get("__connect.errors.source.partition"));
        assertEquals("{\"n\":1}", headers.get("__connect.errors.source.offset"));
        assertEquals("TRANSFORMATION", headers.get("__connect.errors.stage"));
        assertEquals("example.Picky", headers.get("__connect.errors.class.name"));
        worker.awaitLine("source", "done poison left out");
        Set<String> refused = worker
                .rest()
                .put(
                        "/connector-plugins/ScriptedSource/config/validate",
                        Map.of(
                                "name", "x",
                                "connector.class", "ScriptedSource",
                                "errors.deadletterqueue.source.topic.replication.factor", "many"))
                .json()
                .path("configs")
                .findParents("errors")
                .stream()
                .filter(value -> !value.path("errors").isEmpty())
                .map(value -> value.path("name").asText())
                .collect(Collectors.toSet());
        assertEquals(Set.of("errors.deadletterqueue.source.topic.replication.factor"), refused);
    }
}
