package dev.sluice.store.status;

import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.TopicSettings;
import java.util.Map;

/**
 * What a {@link KafkaStatusStore} needs to know.
 *
 * @param topic    the status topic
 * @param producer properties of the producer, which must not retry by itself
 * @param consumer properties of the consumer
 */
public record StatusStoreSettings(TopicSettings topic, Map<String, ?> producer, Map<String, ?> consumer) {

    public static StatusStoreSettings of(TopicSettings topic, InternalClientProperties clients) {
        return new StatusStoreSettings(topic, clients.statusProducer(), clients.statusConsumer());
    }
}
