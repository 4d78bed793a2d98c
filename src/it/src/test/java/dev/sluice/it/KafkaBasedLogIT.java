package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.util.KafkaBasedLog;
import org.apache.kafka.connect.util.TopicAdmin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log that published connectors keep their state in, with clients that it makes itself. */
@Timeout(300)
class KafkaBasedLogIT {
    @Test
    void aLogMakesItsClientsReadsAllAndFollowsWhatIsWritten() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            assertEquals(List.of("made", "a", "b"), wroteAndRead(kafka, Optional.empty(), "a", "b"));
            Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (TopicAdmin admin = new TopicAdmin(properties)) {
                assertEquals(List.of("a", "b", "made", "c"), wroteAndRead(kafka, Optional.of(admin), "c"));
            }
        }
    }

    /** What the log has seen before its start ended, the note that it has, and what it has seen since. */
    private static List<String> wroteAndRead(EmbeddedKafka kafka, Optional<TopicAdmin> admin, String... values)
            throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        KafkaBasedLog<String, String> log = new KafkaBasedLog<>(
                "state",
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "key.serializer", StringSerializer.class.getName(),
                        "value.serializer", StringSerializer.class.getName()),
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "key.deserializer", StringDeserializer.class.getName(),
                        "value.deserializer", StringDeserializer.class.getName()),
                () -> admin.orElse(null),
                (error, record) -> seen.add(error == null ? record.value() : error.toString()),
                Time.SYSTEM,
                null);
        log.start();
        try {
            seen.add("made");
            long last = log.partitionCount();
            for (String value : values) {
                RecordMetadata written = log.sendWithReceipt("key", value).get(30, TimeUnit.SECONDS);
                last = written.offset();
            }
            log.readToEnd().get(30, TimeUnit.SECONDS);
            assertEquals(seen.size() - 2, last);
        } finally {
            log.stop();
        }
        return seen;
    }
}
