package dev.sluice.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.util.List;
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
    private WorkerDefinitions() {}

    /** Keys of a distributed worker. */
    static ConfigDef distributed() {
        ConfigDef def = new ConfigDef();
        common(def);
        rest(def);
        GroupDefinitions.addTo(def);
        ConnectionDefinitions.addTo(def);
        MetricsApiDefinitions.addTo(def);
        GroupDefinitions.addTopicsTo(def);
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
        GroupDefinitions.addTo(def);
        ConnectionDefinitions.addTo(def);
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
}
