package dev.sluice.app;

import dev.sluice.concurrent.Threads;
import dev.sluice.config.ClientProperties;
import dev.sluice.config.WorkerConfig;
import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.FailureListener;
import dev.sluice.log.KafkaTopicLogs;
import dev.sluice.log.LogWriter;
import dev.sluice.log.TopicLogs;
import dev.sluice.store.config.ConfigListener;
import dev.sluice.store.config.ConfigStore;
import dev.sluice.store.config.ConfigStoreSettings;
import dev.sluice.store.config.KafkaConfigStore;
import dev.sluice.store.offset.KafkaOffsetStore;
import dev.sluice.store.offset.OffsetStore;
import dev.sluice.store.status.KafkaStatusStore;
import dev.sluice.store.status.StatusListener;
import dev.sluice.store.status.StatusStore;
import dev.sluice.store.status.StatusStoreSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The worker's three topics. They are read side by side, since the slowest of them decides how soon a worker is up.
 */
record Stores(ConfigStore configs, OffsetStore offsets, StatusStore statuses) {
    static Stores of(
            WorkerConfig config,
            ClientProperties properties,
            KafkaClients clients,
            TopicAdmin admin,
            ConfigListener configListener,
            StatusListener statusListener,
            FailureListener failures,
            Threads threads) {
        TopicLogs topics = new KafkaTopicLogs(clients, admin);
        InternalClientProperties internal = new InternalClientProperties(
                properties.unprefixed(), properties.internalClientIdBase(), config.exactlyOnceSourceEnabled());
        Optional<String> transactionalId =
                config.transactionalLeader() ? Optional.of("connect-cluster-" + config.groupId()) : Optional.empty();
        ConfigStore configs = new KafkaConfigStore(
                topics,
                clients,
                ConfigStoreSettings.of(topic(config, "config", config.configTopic()), internal, transactionalId),
                configListener,
                failures,
                threads);
        OffsetStore offsets = new KafkaOffsetStore(
                clients,
                admin,
                topic(config, "offset", config.offsetTopic()),
                internal.offsetsConsumer(),
                new LogWriter.Own(internal.offsetsProducer()),
                failures);
        StatusStore statuses = new KafkaStatusStore(
                topics,
                StatusStoreSettings.of(topic(config, "status", config.statusTopic()), internal),
                statusListener,
                failures,
                Clock.systemUTC(),
                threads);
        return new Stores(configs, offsets, statuses);
    }

    private static TopicSettings topic(WorkerConfig config, String store, String topic) {
        return new TopicSettings(
                store + ".storage.topic",
                topic,
                config.partitions(store),
                config.replicationFactor(store),
                config.topicSettings(store));
    }

    /** Reads all three to their ends; fails with the first failure once all have come to an end. */
    void start(Executor threads, Closer closer) {
        List<CompletableFuture<Void>> starts = List.of(
                CompletableFuture.runAsync(offsets::start, threads),
                CompletableFuture.runAsync(statuses::start, threads),
                CompletableFuture.runAsync(configs::start, threads));
        closer.add("offset store", offsets::stop);
        closer.add("config store", configs);
        closer.add("status store", statuses);
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
