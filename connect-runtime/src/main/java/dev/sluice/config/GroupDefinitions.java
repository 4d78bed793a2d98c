package dev.sluice.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@code worker.properties} that only a worker of a group has. */
final class GroupDefinitions {
    private static final ConfigDef.Validator CLUSTER_DEFAULT_OR_POSITIVE = new ClusterDefaultOrPositive();

    private GroupDefinitions() {}

    /** Membership, and the requests that members send each other. */
    static void addTo(ConfigDef def) {
        membership(def);
        interWorker(def);
    }

    /** The topics that a group keeps its state in. */
    static void addTopicsTo(ConfigDef def) {
        def.define("config.storage.topic", Type.STRING, HIGH, "Compacted topic that holds connector configs.")
                .define(
                        "config.storage.replication.factor",
                        Type.SHORT,
                        (short) 3,
                        CLUSTER_DEFAULT_OR_POSITIVE,
                        LOW,
                        "Its replication factor when it is created; -1 for the brokers' default.")
                .define("offset.storage.topic", Type.STRING, HIGH, "Compacted topic that holds source offsets.")
                .define(
                        "offset.storage.partitions",
                        Type.INT,
                        25,
                        CLUSTER_DEFAULT_OR_POSITIVE,
                        LOW,
                        "Its partitions when it is created; -1 for the brokers' default.")
                .define(
                        "offset.storage.replication.factor",
                        Type.SHORT,
                        (short) 3,
                        CLUSTER_DEFAULT_OR_POSITIVE,
                        LOW,
                        "Its replication factor when it is created; -1 for the brokers' default.")
                .define("status.storage.topic", Type.STRING, HIGH, "Compacted topic that holds statuses.")
                .define(
                        "status.storage.partitions",
                        Type.INT,
                        5,
                        CLUSTER_DEFAULT_OR_POSITIVE,
                        LOW,
                        "Its partitions when it is created; -1 for the brokers' default.")
                .define(
                        "status.storage.replication.factor",
                        Type.SHORT,
                        (short) 3,
                        CLUSTER_DEFAULT_OR_POSITIVE,
                        LOW,
                        "Its replication factor when it is created; -1 for the brokers' default.");
    }

    private static void membership(ConfigDef def) {
        def.define("group.id", Type.STRING, HIGH, "Names the cluster of workers that share their connectors.")
                .define(
                        "session.timeout.ms",
                        Type.INT,
                        10_000,
                        HIGH,
                        "Without a heartbeat for so long a worker counts as gone.")
                .define(
                        "rebalance.timeout.ms",
                        Type.INT,
                        60_000,
                        HIGH,
                        "How long a worker may take to join a rebalance.")
                .define(
                        "heartbeat.interval.ms",
                        Type.INT,
                        3_000,
                        HIGH,
                        "Time between heartbeats; below session.timeout.ms.")
                .define(
                        "exactly.once.source.support",
                        Type.STRING,
                        "disabled",
                        CaseInsensitiveValidString.in("disabled", "preparing", "enabled"),
                        HIGH,
                        "Whether source connectors may write exactly once (KIP-618).")
                .define(
                        "worker.sync.timeout.ms",
                        Type.INT,
                        3_000,
                        MEDIUM,
                        "How long catching up with the config topic may take.")
                .define(
                        "worker.unsync.backoff.ms",
                        Type.INT,
                        300_000,
                        MEDIUM,
                        "How long a worker that could not catch up stays away from the group.")
                .define(
                        "connect.protocol",
                        Type.STRING,
                        "sessioned",
                        CaseInsensitiveValidString.in("eager", "compatible", "sessioned"),
                        LOW,
                        "How workers share out work.")
                .define(
                        "scheduled.rebalance.max.delay.ms",
                        Type.INT,
                        300_000,
                        between(0, Integer.MAX_VALUE),
                        LOW,
                        "How long the work of a worker that left waits for its return.");
    }

    private static void interWorker(ConfigDef def) {
        def.define(
                        "inter.worker.key.ttl.ms",
                        Type.INT,
                        3_600_000,
                        between(0, Integer.MAX_VALUE),
                        LOW,
                        "Age at which the key for requests between workers is replaced; 0 for never.")
                .define(
                        "inter.worker.key.generation.algorithm",
                        Type.STRING,
                        "HmacSHA256",
                        new CryptoAlgorithms.KeyGenerators(),
                        LOW,
                        "Algorithm that makes the key.")
                .define(
                        "inter.worker.key.size",
                        Type.INT,
                        null,
                        LOW,
                        "Size of the key in bits; unset for the algorithm's default.")
                .define(
                        "inter.worker.signature.algorithm",
                        Type.STRING,
                        "HmacSHA256",
                        new CryptoAlgorithms.Macs(),
                        LOW,
                        "Algorithm that signs requests.")
                .define(
                        "inter.worker.verification.algorithms",
                        Type.LIST,
                        List.of("HmacSHA256"),
                        new CryptoAlgorithms.MacList(),
                        LOW,
                        "Algorithms that signatures of other workers may have.");
    }
}
