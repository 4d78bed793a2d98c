package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {
    private static final TaskId TASK = new TaskId("c", 3);

    private static ClientProperties properties(String... more) {
        Map<String, String> worker = new HashMap<>(Map.of(
                "bootstrap.servers", "a:1, b:2",
                "group.id", "g",
                "config.storage.topic", "configs",
                "offset.storage.topic", "offsets",
                "status.storage.topic", "statuses",
                "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"));
        for (int i = 0; i < more.length; i += 2) {
            worker.put(more[i], more[i + 1]);
        }
        return new ClientProperties(WorkerConfig.distributed(worker), "cluster");
    }

    @Test
    void aTransactionalProducerIsSoWhateverIsConfigured() {
        Map<String, Object> producer = properties("producer.enable.idempotence", "false", "producer.batch.size", "9")
                .transactionalTaskProducer(TASK, Map.of("transactional.id", "mine", "acks", "all"));

        assertEquals("true", producer.get("enable.idempotence"));
        assertEquals("g-c-3", producer.get("transactional.id"));
        assertEquals("9", producer.get("batch.size"));
        assertEquals("all", producer.get("acks"));
        assertEquals("5", producer.get("max.in.flight.requests.per.connection"));
        assertEquals("connector-producer-c-3", producer.get("client.id"));
    }

    private static void assertSettings(
            Map<String, Object> producer, String idempotence, String inFlight, String batchSize) {
        assertEquals(idempotence, producer.get("enable.idempotence"));
        assertEquals(inFlight, producer.get("max.in.flight.requests.per.connection"));
        assertEquals(batchSize, producer.get("batch.size"));
    }

    @Test
    void aSourceTasksProducerIsSetUpForThroughputAndOrder() {
        Map<String, Object> producer = properties().taskProducer(TASK, Map.of());

        assertSettings(producer, "true", "5", "131072");
        assertEquals("all", producer.get("acks"));
        assertEquals("2147483647", producer.get("delivery.timeout.ms"));
        assertEquals("9223372036854775807", producer.get("max.block.ms"));
    }

    @Test
    void whatWorkerAndConnectorSayAboutAProducerWins() {
        ClientProperties properties =
                properties("producer.batch.size", "1", "producer.max.in.flight.requests.per.connection", "2");

        assertSettings(properties.taskProducer(TASK, Map.of()), "true", "2", "1");
        assertSettings(properties.taskProducer(TASK, Map.of("batch.size", "7")), "true", "2", "7");
    }

    @Test
    void whereIdempotenceIsRuledOutOneRequestAtATimeKeepsTheOrder() {
        for (Map<String, String> configured : List.of(
                Map.of("enable.idempotence", "false"),
                Map.of("acks", "1"),
                Map.of("retries", "0"),
                Map.of("transactional.id", "mine"))) {
            assertSettings(properties().taskProducer(TASK, configured), "false", "1", "131072");
        }
        assertSettings(
                properties().taskProducer(TASK, Map.of("max.in.flight.requests.per.connection", "6")),
                "false",
                "6",
                "131072");
    }

    @Test
    void aProducerCanDoWithoutIdempotenceUnlessItIsConfigured() {
        ClientProperties properties = properties();

        assertSettings(properties.taskProducerWithoutIdempotence(TASK, Map.of()).orElseThrow(), "false", "1", "131072");
        assertEquals(
                Optional.empty(),
                properties.taskProducerWithoutIdempotence(TASK, Map.of("enable.idempotence", "true")));
        assertEquals(
                Optional.empty(),
                properties("producer.enable.idempotence", "false").taskProducerWithoutIdempotence(TASK, Map.of()));
    }

    @Test
    void aDeadLetterProducerNeedsNoRightToWriteIdempotently() {
        assertSettings(properties().deadLetterProducer(TASK, Map.of()), "false", "1", null);
        assertSettings(
                properties("producer.enable.idempotence", "true").deadLetterProducer(TASK, Map.of()),
                "true",
                "1",
                null);
    }

    @Test
    void aReaderOfOffsetsReadsCommittedOnesUnlessSomebodyMaySayOtherwise() {
        Map<String, String> overrides = Map.of("isolation.level", "read_uncommitted");
        ClientProperties properties = properties();

        assertEquals(
                "read_committed",
                properties.offsetsConsumer("c", "c-3", Map.of(), false).get("isolation.level"));
        assertEquals(
                "read_uncommitted",
                properties.offsetsConsumer("c", "c-3", overrides, false).get("isolation.level"));
        Map<String, Object> forced = properties.offsetsConsumer("c", "c-3", overrides, true);
        assertEquals("read_committed", forced.get("isolation.level"));
        assertEquals("connector-consumer-c-3", forced.get("client.id"));
        assertFalse(forced.containsKey("group.id"));
    }

    @Test
    void theWorkersClusterIsKnownByItsServersInAnyOrder() {
        ClientProperties properties = properties();

        assertTrue(properties.writesToWorkersCluster(properties.taskProducer(TASK, Map.of())));
        assertTrue(properties.writesToWorkersCluster(Map.of("bootstrap.servers", "b:2,a:1")));
        assertFalse(properties.writesToWorkersCluster(Map.of("bootstrap.servers", "c:3")));
    }
}
