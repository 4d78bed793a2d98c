package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LazyProducerTest {
    private static final Map<String, String> GOOD = Map.of("bootstrap.servers", "127.0.0.1:1");

    private final AtomicInteger made = new AtomicInteger();
    private MockProducer<byte[], byte[]> real =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final MockProducer<byte[], byte[]> plain =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaClients clients = new KafkaClients() {
        @Override
        public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
            made.incrementAndGet();
            return properties.containsKey("fallback") ? plain : real;
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, ?> properties) {
            throw new AssertionError("only a producer is asked for");
        }

        @Override
        public Admin admin(Map<String, ?> properties) {
            throw new AssertionError("only a producer is asked for");
        }
    };

    @Test
    void connectsOnceWhenItIsFirstUsed() {
        LazyProducer producer = new LazyProducer(clients, GOOD, Optional.empty());
        producer.flush();
        assertTrue(producer.metrics().isEmpty());
        assertEquals(0, made.get());

        producer.send(new ProducerRecord<>("t", new byte[0]));
        producer.send(new ProducerRecord<>("t", new byte[0]));

        assertEquals(1, made.get());
        assertEquals(2, real.history().size());
    }

    @Test
    void refusesWrongSettingsAtOnce() {
        Map<String, String> wrong = Map.of("bootstrap.servers", "127.0.0.1:1", "acks", "seven");

        ConfigException error =
                assertThrows(ConfigException.class, () -> new LazyProducer(clients, wrong, Optional.empty()));

        assertTrue(error.getMessage().contains("acks"), error.getMessage());
    }

    @Test
    void neverConnectsOnceClosed() {
        LazyProducer producer = new LazyProducer(clients, GOOD, Optional.empty());

        producer.close();

        assertThrows(IllegalStateException.class, () -> producer.send(new ProducerRecord<>("t", new byte[0])));
        assertEquals(0, made.get());
    }

    @Test
    void closesTheProducerThatItOpened() {
        LazyProducer producer = new LazyProducer(clients, GOOD, Optional.empty());
        producer.send(new ProducerRecord<>("t", new byte[0]));

        producer.close();

        assertTrue(real.closed());
    }

    /** A producer whose records fail as brokers before 2.8 fail them for want of a right. */
    private static MockProducer<byte[], byte[]> failing(RuntimeException error) {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {
                while (errorNext(error)) {
                    // the next one
                }
            }
        };
    }

    private LazyProducer withFallback() {
        return new LazyProducer(clients, GOOD, Optional.of(Map.of("fallback", "yes")));
    }

    @Test
    void goesOnWithoutIdempotenceWhereBrokersRefuseIt() {
        real = failing(new ClusterAuthorizationException("no IdempotentWrite"));
        LazyProducer producer = withFallback();
        List<String> heard = new ArrayList<>();
        for (String each : List.of("a", "b")) {
            producer.send(
                    new ProducerRecord<>("t", each.getBytes(UTF_8)), (metadata, error) -> heard.add(each + error));
        }

        assertEquals(
                List.of("a", "b"),
                plain.history().stream()
                        .map(sent -> new String(sent.value(), UTF_8))
                        .toList());
        assertEquals(List.of("anull", "bnull"), heard, "nobody hears of the refusal");
        assertTrue(real.closed());
        producer.close();
        assertTrue(plain.closed());
    }

    @Test
    void keepsIdempotenceWhereTheFirstRecordFailsForAnotherReason() {
        real = failing(new RecordTooLargeException("big"));
        LazyProducer producer = withFallback();
        List<Exception> heard = new ArrayList<>();

        producer.send(new ProducerRecord<>("t", new byte[0]), (metadata, error) -> heard.add(error));
        producer.send(new ProducerRecord<>("t", new byte[0]));

        assertInstanceOf(RecordTooLargeException.class, heard.get(0));
        assertEquals(2, real.history().size());
        assertEquals(0, plain.history().size());
    }

    @Test
    void aRefusalIsAnErrorWhereThereIsNothingToFallBackTo() {
        real = failing(new ClusterAuthorizationException("no IdempotentWrite"));
        LazyProducer producer = new LazyProducer(clients, GOOD, Optional.empty());
        List<Exception> heard = new ArrayList<>();

        producer.send(new ProducerRecord<>("t", new byte[0]), (metadata, error) -> heard.add(error));
        producer.flush();

        assertInstanceOf(ClusterAuthorizationException.class, heard.get(0));
        assertEquals(1, made.get());
    }
}
