package dev.sluice.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalClientPropertiesTest {
    private static final Map<String, String> WORKER = Map.of(
            "bootstrap.servers",
            "b:9092",
            "acks",
            "1",
            "retries",
            "7",
            "isolation.level",
            "read_uncommitted",
            "group.id",
            "g");

    private final InternalClientProperties properties = new InternalClientProperties(WORKER, "g-", false);
    private final InternalClientProperties exactlyOnce = new InternalClientProperties(WORKER, "g-", true);

    @Test
    void ordinaryProducersWriteInOrderWithoutIdempotence() {
        Map<String, Object> producer = properties.offsetsProducer();

        assertEquals("all", producer.get("acks"));
        assertEquals("1", producer.get("max.in.flight.requests.per.connection"));
        assertEquals("false", producer.get("enable.idempotence"));
        assertEquals("2147483647", producer.get("delivery.timeout.ms"));
        assertEquals("g-offsets", producer.get("client.id"));
        assertEquals("b:9092", producer.get("bootstrap.servers"));
    }

    @Test
    void theStatusProducerDoesNotRetryByItself() {
        Map<String, Object> producer = properties.statusProducer();

        assertEquals("0", producer.get("retries"));
        assertNull(producer.get("delivery.timeout.ms"));
        assertEquals("g-statuses", producer.get("client.id"));
    }

    @Test
    void theLeadersProducerIsTransactional() {
        Map<String, Object> producer = properties.configLeaderProducer("connect-cluster-g");

        assertEquals("connect-cluster-g", producer.get("transactional.id"));
        assertEquals("true", producer.get("enable.idempotence"));
        assertEquals("5", producer.get("max.in.flight.requests.per.connection"));
        assertEquals("all", producer.get("acks"));
        assertEquals("g-configs-leader", producer.get("client.id"));
    }

    @Test
    void consumersReadFromTheBeginningAndCommitNothing() {
        Map<String, Object> consumer = properties.configConsumer();

        assertEquals("earliest", consumer.get("auto.offset.reset"));
        assertEquals("false", consumer.get("enable.auto.commit"));
        assertEquals("read_uncommitted", consumer.get("isolation.level"));
    }

    @Test
    void consumersDoNotTakePartInTheWorkersGroup() {
        assertNull(properties.configConsumer().get("group.id"));
        assertNull(properties.offsetsConsumer().get("group.id"));
        assertNull(properties.statusConsumer().get("group.id"));
    }

    @Test
    void exactlyOnceReadsConfigsAndOffsetsCommittedWhateverTheWorkersFileSays() {
        assertEquals("read_committed", exactlyOnce.configConsumer().get("isolation.level"));
        assertEquals("read_committed", exactlyOnce.offsetsConsumer().get("isolation.level"));
        assertEquals("read_uncommitted", exactlyOnce.statusConsumer().get("isolation.level"));
    }
}
