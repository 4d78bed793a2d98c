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
import dev.sluice.store.offset.TransactionalOffsetStore;
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
        if (!environment.config().exactlyOnceSourceEnabled()) {
            return keptByWorker(owner) ? workers() : open(owner, id.toString(), new LogWriter.Shared(producer));
        }
        return isWorkersTopic(owner)
                ? new Opened(
                        new TransactionalOffsetStore(environment.offsets(), topic(owner), producer), Optional.empty())
                : open(owner, id.toString(), new LogWriter.Shared(producer));
    }

    /** The store from which a connector reads. */
    Opened ofConnector(String name, ConnectorClients.Owner owner) {
        boolean workers = environment.config().exactlyOnceSourceEnabled() ? isWorkersTopic(owner) : keptByWorker(owner);
        return workers ? workers() : open(owner, name, new LogWriter.None());
    }

    /** Where the connector's tasks keep their offsets. */
    String topic(ConnectorClients.Owner owner) {
        return owner.settings().offsetsTopic().orElse(environment.config().offsetTopic());
    }

    private boolean isWorkersTopic(ConnectorClients.Owner owner) {
        return topic(owner).equals(environment.config().offsetTopic())
                && environment.clients().writesToWorkersCluster(owner);
    }

    /** A standalone worker has a file, and no connector has a topic beside it. */
    private boolean keptByWorker(ConnectorClients.Owner owner) {
        return environment.config().isStandalone()
                || owner.settings().offsetsTopic().isEmpty();
    }

    private Opened workers() {
        return new Opened(new BorrowedOffsetStore(environment.offsets()), Optional.empty());
    }

    private Opened open(ConnectorClients.Owner owner, String suffix, LogWriter writer) {
        WorkerConfig worker = environment.config();
        boolean exactlyOnce = worker.exactlyOnceSourceEnabled();
        Map<String, Object> adminProperties =
                environment.clients().adminProperties("connector-adminclient-" + suffix, owner);
        TopicAdmin admin = new TopicAdmin(environment.clients().kafka().admin(adminProperties), adminProperties);
        OffsetStore own = new KafkaOffsetStore(
                environment.clients().kafka(),
                admin,
                new TopicSettings(
                        "offsets.storage.topic",
                        topic(owner),
                        worker.partitions("offset"),
                        worker.replicationFactor("offset"),
                        worker.topicSettings("offset")),
                environment.clients().offsetsConsumerProperties(suffix, owner, exactlyOnce),
                writer,
                (failed, cause) -> LOG.error("Offsets topic is no longer read topic={}", failed, cause));
        OffsetStore store = isWorkersTopic(owner)
                ? own
                : new ConnectorOffsetStore(own, new BorrowedOffsetStore(environment.offsets()), exactlyOnce);
        return new Opened(store, Optional.of(admin));
    }
}
