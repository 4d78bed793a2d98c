package dev.sluice.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The clients of Kafka's own library, talking to the brokers of {@code bootstrap.servers}.
 */
public final class NetworkKafkaClients implements KafkaClients {

    @Override
    public Producer<byte[], byte[]> producer(Map<String, ?> properties) {
        return new KafkaProducer<>(new HashMap<>(properties), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, ?> properties) {
        return new KafkaConsumer<>(new HashMap<>(properties), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Admin admin(Map<String, ?> properties) {
        return Admin.create(new HashMap<>(properties));
    }
}
