package dev.sluice.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LazyProducerTest {
    private static final Map<String, String> GOOD = Map.of("bootstrap.servers", "127.0.0.1:1");

    private final AtomicInteger made = new AtomicInteger();
    private final MockProducer<byte[], byte[]> real =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaClients clients = new KafkaClients() {
        @Override
        public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
            made.incrementAndGet();
            return real;
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
        LazyProducer producer = new LazyProducer(clients, GOOD);
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

        ConfigException error = assertThrows(ConfigException.class, () -> new LazyProducer(clients, wrong));

        assertTrue(error.getMessage().contains("acks"), error.getMessage());
    }

    @Test
    void neverConnectsOnceClosed() {
        LazyProducer producer = new LazyProducer(clients, GOOD);

        producer.close();

        assertThrows(IllegalStateException.class, () -> producer.send(new ProducerRecord<>("t", new byte[0])));
        assertEquals(0, made.get());
    }

    @Test
    void closesTheProducerThatItOpened() {
        LazyProducer producer = new LazyProducer(clients, GOOD);
        producer.send(new ProducerRecord<>("t", new byte[0]));

        producer.close();

        assertTrue(real.closed());
    }
}
