package dev.sluice.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The keys of {@code worker.properties}: names, types and defaults are those of Kafka Connect 4.3
 * (<a href="https://kafka.apache.org/documentation/#connectconfigs">reference</a>). Converters are kept as text, since
 * their classes may be plugins, which are found while the worker is already starting.
 */
final class WorkerDefinitions {
    private static final ConfigDef.Validator CLUSTER_DEFAULT_OR_POSITIVE = new ClusterDefaultOrPositive();

    private WorkerDefinitions() {}

    /** Keys of a distributed worker. */
    static ConfigDef distributed() {
        ConfigDef def = new ConfigDef();
        common(def);
        rest(def);
        group(def);
        connection(def);
        MetricsApiDefinitions.addTo(def);
        internalTopics(def);
        interWorker(def);
        SslConfigs.addClientSslSupport(def);
        SaslConfigs.addClientSaslSupport(def);
        return def;
    }

    /** Keys of a standalone worker. */
    static ConfigDef standalone() {
        ConfigDef def = new ConfigDef();
        common(def);
        rest(def);
        def.define(
                "offset.storage.file.filename",
                Type.STRING,
                HIGH,
                "File in which a standalone worker keeps the offsets of source connectors.");
        SslConfigs.addClientSslSupport(def);
        return def;
    }

    /** Keys of a REST server that serves several workers. */
    static ConfigDef restOnly() {
        ConfigDef def = new ConfigDef();
        rest(def);
        SslConfigs.addClientSslSupport(def);
        return def;
    }

    /** Keys that only a worker of a group has; a standalone worker goes by their defaults. */
    static ConfigDef groupOnly() {
        ConfigDef def = new ConfigDef();
        group(def);
        connection(def);
        interWorker(def);
        return def;
    }

    private static void common(ConfigDef def) {
        def.define(
                        "bootstrap.servers",
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ValidList.anyNonDuplicateValues(false, false),
                        HIGH,
                        "Brokers to find the Kafka cluster by, as host:port.")
                .define(
                        "client.dns.lookup",
                        Type.STRING,
                        "use_all_dns_ips",
                        ConfigDef.ValidString.in("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"),
                        MEDIUM,
                        "How clients use the addresses that DNS gives for a broker's name.")
                .define(
                        "key.converter",
                        Type.STRING,
                        HIGH,
                        "Converter of record keys for connectors without one of their own.")
                .define(
                        "key.converter.plugin.version",
                        Type.STRING,
                        null,
                        LOW,
                        "Version or range of versions of key.converter.")
                .define(
                        "value.converter",
                        Type.STRING,
                        HIGH,
                        "Converter of record values for connectors without one of their own.")
                .define(
                        "value.converter.plugin.version",
                        Type.STRING,
                        null,
                        LOW,
                        "Version or range of versions of value.converter.")
                .define(
                        "header.converter",
                        Type.STRING,
                        "org.apache.kafka.connect.storage.SimpleHeaderConverter",
                        LOW,
                        "Converter of record headers for connectors without one of their own.")
                .define(
                        "header.converter.plugin.version",
                        Type.STRING,
                        null,
                        LOW,
                        "Version or range of versions of header.converter.")
                .define(
                        "task.shutdown.graceful.timeout.ms",
                        Type.LONG,
                        5_000L,
                        LOW,
                        "How long all tasks that stop together may take before they are abandoned.")
                .define("offset.flush.interval.ms", Type.LONG, 60_000L, LOW, "How often tasks commit their offsets.")
                .define(
                        "offset.flush.timeout.ms",
                        Type.LONG,
                        5_000L,
                        LOW,
                        "How long one commit may take before it is given up and tried again later.")
                .define(
                        "plugin.path",
                        Type.LIST,
                        null,
                        ValidList.anyNonDuplicateValues(false, true),
                        LOW,
                        "Directories and archives with plugins.")
                .define(
                        "plugin.discovery",
                        Type.STRING,
                        "hybrid_warn",
                        CaseInsensitiveValidString.in("only_scan", "hybrid_warn", "hybrid_fail", "service_load"),
                        LOW,
                        "How plugins are found: by scanning class files, by service files, or both.")
                .define(
                        "metrics.sample.window.ms",
                        Type.LONG,
                        30_000L,
                        atLeast(0),
                        LOW,
                        "Length of a metric's sample window.")
                .define("metrics.num.samples", Type.INT, 2, atLeast(1), LOW, "How many sample windows a metric keeps.")
                .define(
                        "metrics.recording.level",
                        Type.STRING,
                        "INFO",
                        ConfigDef.ValidString.in("INFO", "DEBUG"),
                        LOW,
                        "How detailed metrics are.")
                .define(
                        "metrics.prometheus.enable",
                        Type.BOOLEAN,
                        null,
                        LOW,
                        "Whether GET /metrics shows Prometheus what is measured; unset: as rest.additions.enable.")
                .define(
                        "metric.reporters",
                        Type.LIST,
                        "org.apache.kafka.common.metrics.JmxReporter",
                        ValidList.anyNonDuplicateValues(true, false),
                        LOW,
                        "Classes that metrics are reported to.")
                .define(
                        "config.providers",
                        Type.LIST,
                        List.of(),
                        ValidList.anyNonDuplicateValues(true, false),
                        LOW,
                        "Names of config providers, each with config.providers.<name>.class and .param.*.")
                .define(
                        ConnectorGuard.PROVIDERS_SWITCH,
                        Type.BOOLEAN,
                        false,
                        LOW,
                        "Whether connector configs may name config providers of their own, which may read any file of"
                                + " this worker.")
                .define(
                        "connector.client.config.override.policy",
                        Type.STRING,
                        "All",
                        MEDIUM,
                        "Which client settings connectors may override: All, None, Principal, Allowlist, or a class.")
                .define(
                        "topic.creation.enable",
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether source connectors may have their topics created.")
                .define(
                        "topic.tracking.enable",
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether the topics that connectors use are recorded.")
                .define(
                        "topic.tracking.allow.reset",
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether those records may be reset through REST.");
    }

    private static void rest(ConfigDef def) {
        def.define(
                        "listeners",
                        Type.LIST,
                        "http://:8083",
                        new ListenersValidator(),
                        LOW,
                        "URLs that the REST API listens on.")
                .define("rest.advertised.host.name", Type.STRING, null, LOW, "Host that other workers are told to use.")
                .define("rest.advertised.port", Type.INT, null, LOW, "Port that other workers are told to use.")
                .define(
                        "rest.advertised.listener",
                        Type.STRING,
                        null,
                        LOW,
                        "Scheme that other workers are told to use.")
                .define(
                        "access.control.allow.origin",
                        Type.STRING,
                        "",
                        LOW,
                        "Origins that browsers may call the REST API from.")
                .define("access.control.allow.methods", Type.STRING, "", LOW, "Methods that such calls may use.")
                .define(
                        "response.http.headers.config",
                        Type.STRING,
                        "",
                        new ResponseHeadersValidator(),
                        LOW,
                        "Headers added to REST responses, as comma-separated 'action name: value'.")
                .define(
                        "ssl.client.auth",
                        Type.STRING,
                        "none",
                        ConfigDef.ValidString.in("required", "requested", "none"),
                        LOW,
                        "Whether HTTPS listeners ask clients for a certificate.")
                .define(
                        "rest.extension.classes",
                        Type.LIST,
                        "",
                        ValidList.anyNonDuplicateValues(true, false),
                        LOW,
                        "REST extensions to load, in order.")
                .define(
                        "admin.listeners",
                        Type.LIST,
                        null,
                        ValidList.anyNonDuplicateValues(true, true),
                        LOW,
                        "URLs for the admin endpoints; unset: the main listeners; empty: no admin endpoints.")
                .define(
                        "rest.request.max.bytes",
                        Type.LONG,
                        16L * 1024 * 1024,
                        atLeast(1),
                        LOW,
                        "The largest body of a request to the REST API; larger ones are answered 413.")
                .define(
                        "rest.additions.enable",
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Whether the REST API offers what Apache Kafka Connect's does not have: entity tags, error types,"
                                + " expand=topics, when tasks last got on, POST /connectors/apply, events, logs and /openapi.json.");
    }

    private static void group(ConfigDef def) {
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

    private static void connection(ConfigDef def) {
        def.define("client.id", Type.STRING, "", LOW, "Name of this worker in the logs of brokers.")
                .define(
                        "metadata.max.age.ms",
                        Type.LONG,
                        300_000L,
                        atLeast(0),
                        LOW,
                        "Age at which cluster metadata is fetched anew.")
                .define(
                        "send.buffer.bytes",
                        Type.INT,
                        131_072,
                        atLeast(-1),
                        MEDIUM,
                        "TCP send buffer; -1 for the system's.")
                .define(
                        "receive.buffer.bytes",
                        Type.INT,
                        32_768,
                        atLeast(-1),
                        MEDIUM,
                        "TCP receive buffer; -1 for the system's.")
                .define(
                        "reconnect.backoff.ms",
                        Type.LONG,
                        50L,
                        atLeast(0),
                        LOW,
                        "First pause before connecting to a broker again.")
                .define("reconnect.backoff.max.ms", Type.LONG, 1_000L, atLeast(0), LOW, "Longest such pause.")
                .define(
                        "socket.connection.setup.timeout.ms",
                        Type.LONG,
                        10_000L,
                        atLeast(0),
                        LOW,
                        "First limit for setting up a connection.")
                .define(
                        "socket.connection.setup.timeout.max.ms",
                        Type.LONG,
                        30_000L,
                        atLeast(0),
                        LOW,
                        "Highest such limit.")
                .define(
                        "retry.backoff.ms",
                        Type.LONG,
                        100L,
                        atLeast(0),
                        LOW,
                        "First pause before a failed request is sent again.")
                .define("retry.backoff.max.ms", Type.LONG, 1_000L, atLeast(0), LOW, "Longest such pause.")
                .define(
                        "request.timeout.ms",
                        Type.INT,
                        40_000,
                        atLeast(0),
                        MEDIUM,
                        "How long a broker's answer is waited for.")
                .define(
                        "connections.max.idle.ms",
                        Type.LONG,
                        540_000L,
                        MEDIUM,
                        "Idle connections are closed after this time.")
                .define(
                        "security.protocol",
                        Type.STRING,
                        "PLAINTEXT",
                        CaseInsensitiveValidString.in("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                        MEDIUM,
                        "How to talk to brokers.")
                .define(
                        "metadata.recovery.strategy",
                        Type.STRING,
                        "rebootstrap",
                        CaseInsensitiveValidString.in("none", "rebootstrap"),
                        LOW,
                        "What a client does when it knows no broker that answers.")
                .define(
                        CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG,
                        Type.LONG,
                        300_000L,
                        atLeast(0),
                        LOW,
                        "When that strategy sets in.");
    }

    private static void internalTopics(ConfigDef def) {
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
