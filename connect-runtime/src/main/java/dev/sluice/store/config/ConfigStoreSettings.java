package dev.sluice.store.config;

import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.TopicSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link ConfigStore} needs to know.
 *
 * @param topic          the config topic
 * @param producer       properties of the ordinary producer
 * @param bulkProducer   properties of a producer that sends what belongs together in one batch
 * @param consumer       properties of the consumer
 * @param leaderProducer properties of the transactional producer with which the leader writes; empty where
 *                       {@code exactly.once.source.support} is {@code disabled}
 */
public record ConfigStoreSettings(
        TopicSettings topic,
        Map<String, ?> producer,
        Map<String, ?> bulkProducer,
        Map<String, ?> consumer,
        Optional<Map<String, Object>> leaderProducer) {

    /**
     * @param transactionalId {@code connect-cluster-<group.id>} if the leader writes in transactions
     */
    public static ConfigStoreSettings of(
            TopicSettings topic, InternalClientProperties clients, Optional<String> transactionalId) {
        return new ConfigStoreSettings(
                topic,
                clients.configProducer(),
                clients.configBulkProducer(),
                clients.configConsumer(),
                transactionalId.map(clients::configLeaderProducer));
    }
}
