package dev.sluice.app;

import dev.sluice.concurrent.Threads;
import dev.sluice.config.ClientProperties;
import dev.sluice.config.WorkerConfig;
import dev.sluice.group.Membership;
import dev.sluice.herder.HerderInbox;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.log.FailureListener;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.store.config.ConfigListener;
import dev.sluice.store.status.StatusListener;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What kinds of worker differ in: their configuration, where they keep what has to last, and who shares their work. */
interface WorkerKind {
    /** @throws org.apache.kafka.common.config.ConfigException naming everything that is wrong */
    WorkerConfig parse(Map<String, String> properties);

    /** How the worker is reached. */
    Front front(WorkerConfig config);

    /** The stores, not started. */
    Stores stores(
            WorkerConfig config,
            Kafka kafka,
            ConfigListener configListener,
            StatusListener statusListener,
            FailureListener failures,
            Threads threads);

    /** The worker's place in its group, not started. */
    Place place(
            WorkerConfig config,
            Kafka kafka,
            Front front,
            Supplier<ConfigSnapshot> configView,
            HerderInbox inbox,
            Threads threads);

    /** The Kafka cluster, once it has answered. */
    record Kafka(KafkaClients clients, TopicAdmin admin, ClientProperties properties, String clusterId) {}

    /**
     * @param member whether the worker has joined
     * @param start  begins to take part
     * @param leave  ends that
     */
    record Place(Membership group, BooleanSupplier member, Runnable start, AutoCloseable leave) {}
}
