package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.kafka.NetworkKafkaClients;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.LogWriter;
import dev.sluice.log.RecordListener;
import dev.sluice.log.TopicLog;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worker's own topics on a real broker: made, checked, and read over damage on its disk. */
@Timeout(600)
class InternalTopicsIT {
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void aMissingTopicIsMadeCompactedWithTheWorkersSettings() throws Exception {
        try (TopicAdmin admin = admin()) {
            OptionalInt partitions = admin.ensureInternalTopic(
                    settings("made", Map.of("segment.bytes", "1048576", "cleanup.policy", "delete")));

            assertEquals(OptionalInt.of(3), partitions);
            assertEquals("compact", kafka.topicSetting("made", "cleanup.policy"));
            assertEquals("1048576", kafka.topicSetting("made", "segment.bytes"));
            assertEquals(OptionalInt.of(3), admin.ensureInternalTopic(settings("made", Map.of())));
        }
    }

    @Test
    void aTopicThatIsAlsoDeletedFromIsRefused() throws Exception {
        try (var client = kafka.admin();
                TopicAdmin admin = admin()) {
            client.createTopics(List.of(
                            new NewTopic("both", 3, (short) 1).configs(Map.of("cleanup.policy", "compact,delete"))))
                    .all()
                    .get();

            ConfigException error =
                    assertThrows(ConfigException.class, () -> admin.ensureInternalTopic(settings("both", Map.of())));

            assertTrue(error.getMessage().contains("offset.storage.topic"), error.getMessage());
            assertTrue(error.getMessage().contains("compact,delete"), error.getMessage());
        }
    }

    @Test
    void aSettingThatTheBrokerRefusesIsNamed() {
        try (TopicAdmin admin = admin()) {
            ConnectException error = assertThrows(
                    ConnectException.class,
                    () -> admin.ensureInternalTopic(settings("refused", Map.of("segment.bytes", "many"))));

            assertTrue(error.getMessage().contains("offset.storage."), error.getMessage());
            assertTrue(error.getMessage().contains("segment.bytes"), error.getMessage());
        }
    }

    @Test
    void aRecordThatTheDiskHasDamagedIsSteppedOver() throws Exception {
        try (TopicAdmin admin = admin()) {
            admin.ensureInternalTopic(new TopicSettings("config.storage.topic", "damaged", 1, (short) 1, Map.of()));
            Values whole = new Values();
            try (TopicLog log = log("damaged", admin, whole)) {
                log.start();
                for (String value : List.of("first", "unlucky", "third", "unhappy", "last")) {
                    log.send(bytes(value), bytes(value)).get(30, TimeUnit.SECONDS);
                }
            }
            damage(segment("damaged-0"), "unlucky");
            damage(segment("damaged-0"), "unhappy");

            Values left = new Values();
            try (TopicLog log = log("damaged", admin, left)) {
                log.start();
                assertEquals(List.of("first", "third", "last"), left.values);
                log.send(bytes("new"), bytes("new")).get(30, TimeUnit.SECONDS);
                log.readToEnd().get(30, TimeUnit.SECONDS);
            }

            assertEquals(List.of("first", "third", "last", "new"), left.values);
        }
    }

    private static TopicLog log(String topic, TopicAdmin admin, RecordListener records) {
        Map<String, Object> consumer = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false");
        // Each record in a batch of its own.
        Map<String, Object> producer = Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0");
        return new TopicLog(
                topic,
                new NetworkKafkaClients(),
                consumer,
                new LogWriter.Own(producer),
                admin,
                records,
                (name, cause) -> {
                    throw new AssertionError("reading " + name + " has ended", cause);
                });
    }

    private static TopicAdmin admin() {
        Map<String, String> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
        return new TopicAdmin(kafka.admin(), properties);
    }

    private static TopicSettings settings(String topic, Map<String, String> configs) {
        return new TopicSettings("offset.storage.topic", topic, 3, (short) 1, configs);
    }

    private static Path segment(String partition) {
        return kafka.logDirectory().resolve(partition).resolve("00000000000000000000.log");
    }

    /** Changes a bit of a text that stands in a file. */
    private static void damage(Path file, String text) throws Exception {
        int at = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
        assertTrue(at > 0, "not in the file: " + text);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.write(text.charAt(0) ^ 1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Values implements RecordListener {
        private final List<String> values = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onRecords(List<ConsumerRecord<byte[], byte[]>> records) {
            records.forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        }
    }
}
