package dev.sluice.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes Kafka clients. Everything in the worker that talks to a broker asks this for its client, so that a test can put
 * a cluster in memory in its place. Keys and values are bytes; whoever asks closes what it got.
 *
 * <p>The properties are those of Kafka's own clients. Serializers in them are ignored.
 */
public interface KafkaClients {

    /**
     * @throws org.apache.kafka.common.KafkaException if the properties do not make a producer
     */
    Producer<byte[], byte[]> producer(Map<String, ?> properties);

    /**
     * @throws org.apache.kafka.common.KafkaException if the properties do not make a consumer
     */
    Consumer<byte[], byte[]> consumer(Map<String, ?> properties);

    /**
     * @throws org.apache.kafka.common.KafkaException if the properties do not make an admin client
     */
    Admin admin(Map<String, ?> properties);
}
