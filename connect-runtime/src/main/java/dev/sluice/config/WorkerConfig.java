package dev.sluice.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor;

/**
 * The parsed {@code worker.properties} of one worker. Durations are in ms unless a name says otherwise.
 *
 * <p>Variables of config providers are resolved (KIP-297); provider classes are looked up by the thread's context class
 * loader.
 */
public final class WorkerConfig {
    private final AbstractConfig parsed;
    private final AbstractConfig group;
    private final boolean standalone;
    private final Map<String, String> resolved;

    /** @param group the settings that only a group has; a standalone worker has their defaults */
    private WorkerConfig(AbstractConfig parsed, AbstractConfig group, boolean standalone) {
        this.parsed = parsed;
        this.group = group;
        this.standalone = standalone;
        this.resolved = strings(parsed);
    }

    /**
     * Parses the properties of a distributed worker.
     *
     * @throws ConfigException naming every key that is missing or wrong, not just the first
     */
    public static WorkerConfig distributed(Map<String, String> properties) {
        ConfigDef def = WorkerDefinitions.distributed();
        ConfigProblems.check(def, properties);
        AbstractConfig parsed = new AbstractConfig(def, properties, false);
        return new WorkerConfig(parsed, parsed, false);
    }

    /**
     * Parses the properties of a standalone worker. Keys that only a group has are not looked at.
     *
     * @throws ConfigException naming every key that is missing or wrong, not just the first
     */
    public static WorkerConfig standalone(Map<String, String> properties) {
        ConfigDef def = WorkerDefinitions.standalone();
        ConfigProblems.check(def, properties);
        AbstractConfig none = new AbstractConfig(WorkerDefinitions.groupOnly(), Map.of("group.id", ""), false);
        return new WorkerConfig(new AbstractConfig(def, properties, false), none, true);
    }

    /**
     * Parses the properties of a REST server that serves several workers; they have none but {@code listeners} and the
     * like.
     *
     * @throws ConfigException naming every key that is wrong
     */
    public static WorkerConfig restOnly(Map<String, String> properties) {
        ConfigDef def = WorkerDefinitions.restOnly();
        ConfigProblems.check(def, properties);
        AbstractConfig none = new AbstractConfig(WorkerDefinitions.groupOnly(), Map.of("group.id", ""), false);
        return new WorkerConfig(new AbstractConfig(def, properties, false), none, true);
    }

    /** Whether this worker is alone and keeps what it knows to itself. */
    public boolean isStandalone() {
        return standalone;
    }

    private static Map<String, String> strings(AbstractConfig config) {
        Map<String, String> strings = new HashMap<>();
        config.originals().forEach((key, value) -> strings.put(key, value == null ? null : value.toString()));
        return java.util.Collections.unmodifiableMap(strings);
    }

    /** Every property of the file, also those that are not keys of a worker, with variables resolved. */
    public Map<String, String> properties() {
        return resolved;
    }

    /** The properties below a prefix, with the prefix removed. */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> result = new HashMap<>();
        resolved.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                result.put(key.substring(prefix.length()), value);
            }
        });
        return result;
    }

    /** A value that is text, by its key. */
    public String string(String key) {
        return parsed.getString(key);
    }

    /** A value that is a list, by its key. */
    public List<String> list(String key) {
        return parsed.getList(key);
    }

    /** All values with their types, for code that has a definition of its own (such as TLS). */
    public Map<String, ?> values() {
        return parsed.values();
    }

    public String bootstrapServers() {
        return String.join(",", parsed.getList("bootstrap.servers"));
    }

    /** Empty text for a standalone worker, which has no group. */
    public String groupId() {
        return group.getString("group.id");
    }

    /** What metrics name as the group; a standalone worker has this only if its file says {@code group.id}. */
    public Optional<String> groupLabel() {
        return Optional.ofNullable(standalone ? resolved.get("group.id") : groupId());
    }

    /** {@code offset.storage.file.filename} of a standalone worker. */
    public Path offsetFile() {
        return Path.of(nonBlank("offset.storage.file.filename"));
    }

    public String clientId() {
        return group.getString("client.id");
    }

    public String configTopic() {
        return nonBlank("config.storage.topic");
    }

    public String offsetTopic() {
        return nonBlank("offset.storage.topic");
    }

    public String statusTopic() {
        return nonBlank("status.storage.topic");
    }

    public short replicationFactor(String store) {
        return parsed.getShort(store + ".storage.replication.factor");
    }

    /** Partitions of a new internal topic; the config topic always has one. */
    public int partitions(String store) {
        return store.equals("config") ? 1 : parsed.getInt(store + ".storage.partitions");
    }

    /** Further settings of a new internal topic, such as {@code min.insync.replicas}. */
    public Map<String, String> topicSettings(String store) {
        Map<String, String> settings = withPrefix(store + ".storage.");
        List.of("topic", "partitions", "replication.factor", "cleanup.policy").forEach(settings::remove);
        return settings;
    }

    public int sessionTimeoutMs() {
        return group.getInt("session.timeout.ms");
    }

    public int rebalanceTimeoutMs() {
        return group.getInt("rebalance.timeout.ms");
    }

    public int heartbeatIntervalMs() {
        return group.getInt("heartbeat.interval.ms");
    }

    public int scheduledRebalanceMaxDelayMs() {
        return group.getInt("scheduled.rebalance.max.delay.ms");
    }

    public int workerSyncTimeoutMs() {
        return group.getInt("worker.sync.timeout.ms");
    }

    public int workerUnsyncBackoffMs() {
        return group.getInt("worker.unsync.backoff.ms");
    }

    /** {@code eager}, {@code compatible} or {@code sessioned}. */
    public String connectProtocol() {
        return group.getString("connect.protocol").toLowerCase(Locale.ROOT);
    }

    public long retryBackoffMs() {
        return group.getLong("retry.backoff.ms");
    }

    public long retryBackoffMaxMs() {
        return group.getLong("retry.backoff.max.ms");
    }

    public long offsetFlushIntervalMs() {
        return parsed.getLong("offset.flush.interval.ms");
    }

    public long offsetFlushTimeoutMs() {
        return parsed.getLong("offset.flush.timeout.ms");
    }

    public long taskShutdownGracefulTimeoutMs() {
        return parsed.getLong("task.shutdown.graceful.timeout.ms");
    }

    public boolean topicCreationEnabled() {
        return parsed.getBoolean("topic.creation.enable");
    }

    /** Makes the reporters that {@code metric.reporters} names, configured with the worker's properties. */
    public List<MetricsReporter> metricReporters(String workerId) {
        return parsed.getConfiguredInstances("metric.reporters", MetricsReporter.class, Map.of("client.id", workerId));
    }

    /** How metrics are sampled. */
    public MetricConfig metricConfig() {
        return new MetricConfig()
                .samples(parsed.getInt("metrics.num.samples"))
                .timeWindow(parsed.getLong("metrics.sample.window.ms"), TimeUnit.MILLISECONDS)
                .recordLevel(Sensor.RecordingLevel.forName(parsed.getString("metrics.recording.level")));
    }

    public boolean topicTrackingEnabled() {
        return parsed.getBoolean("topic.tracking.enable");
    }

    public boolean topicTrackingResetAllowed() {
        return parsed.getBoolean("topic.tracking.allow.reset");
    }

    /** Whether source tasks write in transactions. */
    public boolean exactlyOnceSourceEnabled() {
        return group.getString("exactly.once.source.support").equalsIgnoreCase("enabled");
    }

    /** Whether the leader writes the config topic in transactions. */
    public boolean transactionalLeader() {
        return !group.getString("exactly.once.source.support").equalsIgnoreCase("disabled");
    }

    public String clientConfigOverridePolicy() {
        return parsed.getString("connector.client.config.override.policy");
    }

    public int interWorkerKeyTtlMs() {
        return group.getInt("inter.worker.key.ttl.ms");
    }

    public String interWorkerKeyAlgorithm() {
        return group.getString("inter.worker.key.generation.algorithm");
    }

    /** Bits; empty for the algorithm's own default. */
    public Optional<Integer> interWorkerKeySize() {
        return Optional.ofNullable(group.getInt("inter.worker.key.size"));
    }

    public String interWorkerSignatureAlgorithm() {
        return group.getString("inter.worker.signature.algorithm");
    }

    public List<String> interWorkerVerificationAlgorithms() {
        return group.getList("inter.worker.verification.algorithms");
    }

    public List<String> listeners() {
        return parsed.getList("listeners");
    }

    /** Listeners of the admin endpoints; empty where they share the main ones; an empty list switches them off. */
    public Optional<List<String>> adminListeners() {
        return Optional.ofNullable(parsed.getList("admin.listeners"));
    }

    /** The largest request body that the REST API takes. */
    public long restRequestMaxBytes() {
        return parsed.getLong("rest.request.max.bytes");
    }

    /** Whether the REST API offers more than that of Apache's worker. */
    public boolean restAdditions() {
        return parsed.getBoolean("rest.additions.enable");
    }

    /** Whether the REST API shows Prometheus what is measured. */
    public boolean prometheus() {
        Boolean own = parsed.getBoolean("metrics.prometheus.enable");
        return own == null ? restAdditions() : own;
    }

    /** Whether the Metrics API is served; a standalone worker has no topic for its history. */
    public boolean metricsApi() {
        return !standalone && restAdditions() && parsed.getBoolean("metrics.api.enable");
    }

    /** Who may read the Metrics API, {@code key:secret} each; empty for everybody. A secret. */
    public String metricsApiCredentials() {
        return parsed.getPassword("metrics.api.credentials").value().strip();
    }

    /** Bearer tokens that let read the Metrics API, with commas between; empty for none. A secret. */
    public String metricsApiTokens() {
        return parsed.getPassword("metrics.api.tokens").value().strip();
    }

    /** How many requests to the Metrics API an address may send in a minute; 0 for any number. */
    public int metricsApiRequestsPerMinute() {
        return parsed.getInt("metrics.api.requests.per.minute");
    }

    /** The topic of the metrics' history. */
    public String metricsHistoryTopic() {
        String topic = parsed.getString("metrics.history.topic").strip();
        return topic.isEmpty() ? statusTopic() + "-metrics" : topic;
    }

    public long metricsHistoryRetentionMs() {
        return parsed.getLong("metrics.history.retention.ms");
    }

    public long metricsHistoryMaxBytes() {
        return parsed.getLong("metrics.history.max.bytes");
    }

    /** The worker's converter class for {@code key}, {@code value} or {@code header}, as the file names it. */
    public String converterClass(String which) {
        return parsed.getString(which + ".converter");
    }

    /** The version asked for that converter, if any. */
    public Optional<String> converterVersion(String which) {
        return Optional.ofNullable(parsed.getString(which + ".converter.plugin.version"));
    }

    /** The settings of that converter. */
    public Map<String, String> converterSettings(String which) {
        return withPrefix(which + ".converter.");
    }

    /** Names of the config providers that connector configs may use. */
    public List<String> configProviders() {
        String names = resolved.get("config.providers");
        return names == null || names.isBlank() ? List.of() : new ArrayList<>(parsed.getList("config.providers"));
    }

    /** Whether connector configs may name config providers of their own. */
    public boolean ownConfigProvidersAllowed() {
        return parsed.getBoolean(ConnectorGuard.PROVIDERS_SWITCH);
    }

    private String nonBlank(String key) {
        String value = parsed.getString(key);
        if (value.isBlank()) {
            throw new ConfigException(
                    key, value, standalone ? "Name a file" : "Name a topic; workers of one group share it");
        }
        return value.trim();
    }
}
