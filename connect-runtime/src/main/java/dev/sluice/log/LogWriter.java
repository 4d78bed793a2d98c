package dev.sluice.log;

import dev.sluice.kafka.KafkaClients;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/**
 * With what a {@link TopicLog} writes.
 */
public sealed interface LogWriter {

    /** The producer to write with; empty if the log is only read. */
    Optional<Producer<byte[], byte[]>> open(KafkaClients clients);

    /** Closes the producer if it belongs to the log. */
    void close(Producer<byte[], byte[]> producer);

    /** A producer that the log makes when it starts and closes when it closes. */
    record Own(Map<String, ?> properties) implements LogWriter {
        @Override
        public Optional<Producer<byte[], byte[]>> open(KafkaClients clients) {
            return Optional.of(clients.producer(properties));
        }

        @Override
        public void close(Producer<byte[], byte[]> producer) {
            producer.close(TopicLog.CLOSE_PRODUCER);
        }
    }

    /** A producer that belongs to someone else, who closes it: a task's, whose transaction covers what is written. */
    record Shared(Producer<byte[], byte[]> producer) implements LogWriter {
        @Override
        public Optional<Producer<byte[], byte[]>> open(KafkaClients clients) {
            return Optional.of(producer);
        }

        @Override
        public void close(Producer<byte[], byte[]> opened) {}
    }

    /** The log is only read. */
    record None() implements LogWriter {
        @Override
        public Optional<Producer<byte[], byte[]>> open(KafkaClients clients) {
            return Optional.empty();
        }

        @Override
        public void close(Producer<byte[], byte[]> producer) {}
    }
}
