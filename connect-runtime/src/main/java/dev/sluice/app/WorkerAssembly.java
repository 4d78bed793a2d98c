package dev.sluice.app;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.concurrent.JvmThreads;
import dev.sluice.concurrent.NamedThreads;
import dev.sluice.concurrent.Threads;
import dev.sluice.config.ClientProperties;
import dev.sluice.config.ConfigResolver;
import dev.sluice.config.KeysWithoutEffect;
import dev.sluice.config.WorkerConfig;
import dev.sluice.group.Membership;
import dev.sluice.herder.Herder;
import dev.sluice.herder.HerderInbox;
import dev.sluice.herder.HerderRules;
import dev.sluice.herder.LeaderFencing;
import dev.sluice.herder.WorkerReports;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.NetworkKafkaClients;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.logging.LogbackLevels;
import dev.sluice.logging.LoggerLevels;
import dev.sluice.logging.NoLoggerLevels;
import dev.sluice.plugin.InvalidVersionRangeException;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDiscoveryMode;
import dev.sluice.plugin.PluginNotFoundException;
import dev.sluice.plugin.PluginScanner;
import dev.sluice.plugin.PluginType;
import dev.sluice.plugin.PluginVersionNotFoundException;
import dev.sluice.rest.Served;
import dev.sluice.service.ServerInfo;
import dev.sluice.validation.ConnectorValidator;
import dev.sluice.worker.ConnectorClients;
import dev.sluice.worker.Monitored;
import dev.sluice.worker.TaskFencing;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes every part of a worker and connects them. What does not depend on each other
 * (plugins, REST server, Kafka) is made side by side.
 */
final class WorkerAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerAssembly.class);
    private static final long REQUEST_WAIT_MS = 85_000;
    private static final long STOP_MARGIN_MS = 10_000;

    private final Map<String, String> properties;
    private final WorkerKind kind;
    private final Clock clock = Clock.systemUTC();
    private final Threads threads = new JvmThreads();
    private final Closer closer = new Closer();
    private final Memory memory = closer.add("memory", new Memory(clock));
    private final CompletableFuture<Void> termination = new CompletableFuture<>();

    WorkerAssembly(Map<String, String> properties, WorkerKind kind) {
        this.properties = properties;
        this.kind = kind;
    }

    SluiceWorker start() {
        long startedNanos = System.nanoTime();
        LOG.info("Kafka Connect worker initializing ...");
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        ExecutorService starting = Executors.newCachedThreadPool(new NamedThreads("start-%d"));
        try {
            return assemble(starting, startedNanos);
        } catch (CompletionException e) {
            closer.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException | Error e) {
            closer.close();
            throw e;
        } finally {
            Thread.currentThread().setContextClassLoader(callers);
            starting.shutdown();
        }
    }

    private SluiceWorker assemble(ExecutorService starting, long startedNanos) {
        CompletableFuture<PluginCatalog> scan = CompletableFuture.supplyAsync(this::scanPlugins, starting);
        // Also where the start fails while the scan goes on: nothing is left open, and why it failed is logged last.
        closer.add("plugins", () -> scan.thenAccept(PluginCatalog::close)
                .exceptionally(failure -> null)
                .join());
        if (properties.containsKey("config.providers")) {
            // The worker's own values may come from a provider that is a plugin.
            Thread.currentThread().setContextClassLoader(scan.join().delegatingLoader());
        }
        WorkerConfig config = kind.parse(properties);
        Front front = kind.front(config);
        closer.add("REST server", front);
        front.bind();
        CompletableFuture<Void> frontPrepared = CompletableFuture.runAsync(front::prepare, starting);

        KeysWithoutEffect.among(config.properties())
                .forEach((key, reason) -> LOG.warn("Ignoring a worker property key={} reason={}", key, reason));
        WorkerKind.Kafka kafka = connect(config);
        HerderInbox inbox = new HerderInbox(threads, stopLimitMs(config), this::fail);
        Stores stores = kind.stores(
                config, kafka, memory.noting(inbox), memory.events(), (topic, cause) -> fail(cause), threads);
        stores.start(starting, closer);

        PluginCatalog plugins = scan.join();
        Thread.currentThread().setContextClassLoader(plugins.delegatingLoader());
        checkConverters(config, plugins);
        Parts parts = runtime(config, kafka, stores, plugins, inbox, front);
        parts.herder.start();
        parts.takePart.run();
        frontPrepared.join();
        front.serve(new Served(
                parts.herder.service(),
                parts.loggers,
                plugins,
                parts.instruments,
                memory.insight(),
                parts.metrics.map(MetricsHistory::telemetry).orElse(null)));
        parts.metrics.ifPresent(metrics -> metrics.history().start());
        // Nobody shall ask a worker that is going away: the REST API closes first.
        closer.moveToFront(front);
        long tookNanos = System.nanoTime() - startedNanos;
        LOG.info("Kafka Connect worker initialization took {}ms", TimeUnit.NANOSECONDS.toMillis(tookNanos));
        LOG.info(StartSummary.of(config, front, plugins, kafka.clusterId(), tookNanos));
        return new SluiceWorker(front, parts.herder.service(), closer, termination);
    }

    private record Parts(
            Herder herder,
            Runnable takePart,
            LoggerLevels loggers,
            Instrumentation instruments,
            Optional<MetricsHistory> metrics) {}

    private PluginCatalog scanPlugins() {
        String cache = System.getProperty("sluice.cache.dir");
        Path index = cache == null ? null : Path.of(cache, "plugin-index.json");
        PluginDiscoveryMode mode =
                PluginDiscoveryMode.parse(properties.getOrDefault("plugin.discovery", "hybrid_warn"));
        return new PluginScanner(index, AppInfoParser.getVersion()).scan(properties.get("plugin.path"), mode);
    }

    private static void checkConverters(WorkerConfig config, PluginCatalog plugins) {
        Map.of("key", PluginType.CONVERTER, "value", PluginType.CONVERTER, "header", PluginType.HEADER_CONVERTER)
                .forEach((which, type) -> {
                    String className = config.converterClass(which);
                    try {
                        plugins.resolve(
                                className, config.converterVersion(which).orElse(null), Set.of(type));
                    } catch (PluginNotFoundException
                            | PluginVersionNotFoundException
                            | InvalidVersionRangeException e) {
                        throw new ConfigException(which + ".converter", className, e.getMessage());
                    }
                });
    }

    private WorkerKind.Kafka connect(WorkerConfig config) {
        KafkaClients clients = new NetworkKafkaClients();
        Map<String, Object> adminProperties = new ClientProperties(config, "").unprefixed();
        adminProperties.put("client.id", new ClientProperties(config, "").internalClientIdBase() + "shared-admin");
        TopicAdmin admin = closer.add("shared admin", new TopicAdmin(clients.admin(adminProperties), adminProperties));
        String clusterId = admin.clusterId();
        return new WorkerKind.Kafka(clients, admin, new ClientProperties(config, clusterId), clusterId);
    }

    private Parts runtime(
            WorkerConfig config,
            WorkerKind.Kafka kafka,
            Stores stores,
            PluginCatalog plugins,
            HerderInbox inbox,
            Front front) {
        Instrumentation instruments =
                closer.add("metrics", new Instrumentation(config, kafka.clusterId(), front.workerId()));
        inbox.observeRebalances(memory.noting(instruments));
        ConfigResolver resolver = closer.add("config providers", ConfigResolver.of(config, plugins, memory.secrets()));
        ConnectorValidator validator = closer.add("validation", new ConnectorValidator(config, plugins, resolver));
        WorkerReports reports = new WorkerReports(
                inbox,
                stores.statuses(),
                stores.configs()::snapshot,
                front.workerId(),
                config.topicTrackingEnabled(),
                memory.secrets(),
                clock);
        WorkerKind.Place place = kind.place(config, kafka, front, stores.configs()::snapshot, inbox, threads);
        Membership group = place.group();
        closer.add("group membership", place.leave());
        Duration catchUpLimit = Duration.ofMillis(config.workerSyncTimeoutMs());
        TaskFencing fencing = new LeaderFencing(inbox, stores.configs(), group, front.leaderGateway(), catchUpLimit);
        WorkerEnvironment environment = environment(config, kafka, stores, plugins, resolver, fencing, instruments);
        Worker worker = new Worker(environment, reports, new Random());
        LoggerLevels loggers = loggerLevels();
        Herder herder = new Herder(
                inbox,
                rules(config),
                catchUpLimit,
                new Herder.Parts(worker, reports, stores.configs(), stores.statuses(), group, plugins, validator),
                new Herder.Surroundings(
                        front.leaderGateway(),
                        resolver,
                        loggers,
                        config.interWorkerVerificationAlgorithms(),
                        new SessionKeys(config, clock),
                        new ServerInfo(AppInfoParser.getVersion(), AppInfoParser.getCommitId(), kafka.clusterId()),
                        clock));
        Optional<MetricsHistory> metrics = Optional.empty();
        if (config.metricsApi()) {
            metrics = Optional.of(MetricsHistory.of(config, kafka, worker, herder.service(), front.workerId(), clock));
            // Closed after the herder, so that it tells what tasks have moved up to their ends.
            closer.add("metrics history", metrics.get().history());
        }
        closer.add("herder", herder);
        if (config.prometheus() && front.url().isPresent()) {
            instruments.show(
                    identity(config, kafka.clusterId(), front.workerId()),
                    new ClusterView(place, instruments.rebalances(), stores.configs()::snapshot, stores.statuses()));
        }
        return new Parts(herder, place.start(), loggers, instruments, metrics);
    }

    private static Map<String, String> identity(WorkerConfig config, String clusterId, String workerId) {
        return Map.of(
                "worker_id", workerId,
                "group_id", config.groupLabel().orElse(""),
                "kafka_cluster_id", clusterId,
                "version", AppInfoParser.getVersion(),
                "commit", AppInfoParser.getCommitId());
    }

    private WorkerEnvironment environment(
            WorkerConfig config,
            WorkerKind.Kafka kafka,
            Stores stores,
            PluginCatalog plugins,
            ConfigResolver resolver,
            TaskFencing fencing,
            Instrumentation instruments) {
        Isolated<ConnectorClientConfigOverridePolicy> made = plugins.newInstance(
                config.clientConfigOverridePolicy(), null, PluginType.CLIENT_CONFIG_OVERRIDE_POLICY, null);
        made.run(instance -> instance.configure(config.properties()));
        Isolated<ConnectorClientConfigOverridePolicy> policy = closer.add(
                "client config override policy",
                Monitored.by(made, instruments.pluginMetrics("connector.client.config.override.policy", made.get())));
        return new WorkerEnvironment(
                config,
                plugins,
                resolver,
                new ConnectorClients(kafka.clients(), kafka.properties(), policy),
                stores.offsets(),
                fencing,
                instruments.worker(),
                Time.SYSTEM);
    }

    private LoggerLevels loggerLevels() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? new LogbackLevels(context, clock)
                : new NoLoggerLevels();
    }

    private static HerderRules rules(WorkerConfig config) {
        return new HerderRules(
                config.workerUnsyncBackoffMs(),
                config.scheduledRebalanceMaxDelayMs(),
                REQUEST_WAIT_MS,
                config.interWorkerKeyTtlMs(),
                config.interWorkerKeyAlgorithm(),
                config.transactionalLeader());
    }

    private static long stopLimitMs(WorkerConfig config) {
        return config.taskShutdownGracefulTimeoutMs() + STOP_MARGIN_MS;
    }

    private void fail(Throwable error) {
        LOG.error("The worker cannot go on", error);
        termination.completeExceptionally(error);
    }
}
