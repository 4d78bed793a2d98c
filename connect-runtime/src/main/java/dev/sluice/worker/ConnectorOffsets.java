package dev.sluice.worker;

import dev.sluice.config.WorkerConfig;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.LogWriter;
import dev.sluice.model.TaskId;
import dev.sluice.store.offset.BorrowedOffsetStore;
import dev.sluice.store.offset.ConnectorOffsetStore;
import dev.sluice.store.offset.KafkaOffsetStore;
import dev.sluice.store.offset.OffsetStore;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the offsets of a connector and its tasks are kept: in the worker's store, or in a topic of its own (KIP-618). */
final class ConnectorOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorOffsets.class);

    private final WorkerEnvironment environment;

    ConnectorOffsets(WorkerEnvironment environment) {
        this.environment = environment;
    }

    /**
     * A store, not started, and the admin client that it works with.
     *
     * @param store to be stopped before this is closed
     * @param admin made for this store alone
     */
    record Opened(OffsetStore store, Optional<TopicAdmin> admin) implements AutoCloseable {
        @Override
        public void close() {
            admin.ifPresent(TopicAdmin::close);
        }
    }

    /** The store of a task, which writes it with its own producer. */
    Opened ofTask(TaskId id, ConnectorClients.Owner owner, Producer<byte[], byte[]> producer) {
        return open(owner, id.toString(), new LogWriter.Shared(producer));
    }

    /** The store from which a connector reads. */
    Opened ofConnector(String name, ConnectorClients.Owner owner) {
        return open(owner, name, new LogWriter.None());
    }

    private Opened open(ConnectorClients.Owner owner, String suffix, LogWriter writer) {
        Optional<String> topic = owner.settings().offsetsTopic();
        if (topic.isEmpty()) {
            return new Opened(new BorrowedOffsetStore(environment.offsets()), Optional.empty());
        }
        WorkerConfig worker = environment.config();
        Map<String, Object> adminProperties =
                environment.clients().adminProperties("connector-adminclient-" + suffix, owner);
        TopicAdmin admin = new TopicAdmin(environment.clients().kafka().admin(adminProperties), adminProperties);
        OffsetStore own = new KafkaOffsetStore(
                environment.clients().kafka(),
                admin,
                new TopicSettings(
                        "offsets.storage.topic",
                        topic.get(),
                        worker.partitions("offset"),
                        worker.replicationFactor("offset"),
                        worker.topicSettings("offset")),
                environment.clients().offsetsConsumerProperties(suffix, owner),
                writer,
                (failed, cause) -> LOG.error("Offsets topic is no longer read topic={}", failed, cause));
        boolean workersOwn = topic.get().equals(worker.offsetTopic())
                && !owner.settings().properties().containsKey("producer.override.bootstrap.servers");
        return new Opened(
                workersOwn ? own : new ConnectorOffsetStore(own, new BorrowedOffsetStore(environment.offsets()), false),
                Optional.of(admin));
    }
}
