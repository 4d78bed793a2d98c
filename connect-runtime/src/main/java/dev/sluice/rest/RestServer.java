package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.config.WorkerConfig;
import dev.sluice.service.LeaderGateway;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.health.ConnectClusterStateImpl;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.Slf4jRequestLogWriter;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.server.ResourceConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's REST API (<a href="https://kafka.apache.org/documentation/#connect_rest">documentation</a>).
 *
 * <p>{@link #bind} takes the ports, so that the advertised URL is known; {@link #serve} opens the API. In between every
 * request gets a 404. Not safe for use by several threads, but for {@link #prepare}.
 */
public final class RestServer implements AutoCloseable {
    // The name that users' logging configurations know the access log by.
    private static final String LOGGER_NAME = "org.apache.kafka.connect.runtime.rest.RestServer";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER_NAME);
    private static final String LOG_FORMAT = CustomRequestLog.EXTENDED_NCSA_FORMAT + " %{ms}T";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_THREADS = 200;
    private static final int MIN_THREADS = 4;

    private final WorkerConfig config;
    private final LeaderGateway leader;
    private final ServiceCalls calls;
    private final RestContexts contexts;
    private final RestExtensions extensions = new RestExtensions();
    private final ContextHandlerCollection handlers = new ContextHandlerCollection(true);
    private final Gate gate = new Gate(handlers);
    private final KeyStoreWatch stores;
    private final Server server;
    private List<AdvertisedUrl.Bound> bound = List.of();
    private List<AdvertisedUrl.Bound> adminBound = List.of();
    private boolean prepared;

    /** @param startId tells this start of this worker from every other, for entity tags */
    public RestServer(WorkerConfig config, String startId) {
        this.config = config;
        ObjectMapper mapper = Json.mapper();
        WorkerClient client = new WorkerClient(
                new ClientTls(TlsSettings.of(config, TlsSettings.MAIN_PREFIX)), mapper, REQUEST_TIMEOUT);
        this.leader =
                new LeaderRequests(client, mapper, config.interWorkerSignatureAlgorithm(), config.restAdditions());
        this.stores = new KeyStoreWatch(client::renewTls);
        this.calls = new ServiceCalls(new ServiceCalls.Patience(REQUEST_TIMEOUT, config.sessionTimeoutMs()), client);
        this.contexts = new RestContexts(config, calls, mapper, startId, this::advertisedUrl);
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("rest");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        this.server = new Server(threads);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        server.setHandler(new GracefulHandler(new WholeBodies(gate)));
        Slf4jRequestLogWriter writer = new Slf4jRequestLogWriter();
        writer.setLoggerName(LOGGER_NAME);
        server.setRequestLog(new CustomRequestLog(writer, LOG_FORMAT));
    }

    /**
     * Binds all listeners and starts answering, with 404.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a listener is not valid or cannot be bound
     */
    public void bind() {
        bound = new HttpListeners(config, "listeners", RestContexts.MAIN, stores).open(server, config.listeners());
        adminBound = new HttpListeners(config, "admin.listeners", RestContexts.ADMIN, stores)
                .open(server, config.adminListeners().orElse(List.of()));
        try {
            server.start();
        } catch (Exception e) {
            throw new ConnectException("The REST server cannot start: " + e.getMessage(), e);
        }
        stores.start();
        LOG.info("REST server listening at {}, advertising URL {}", url(), advertisedUrl());
    }

    /** The first listener, with its real port. */
    public URI url() {
        return bound.get(0).uri();
    }

    /** The first separate listener of the admin endpoints, if there is one. */
    public Optional<URI> adminUrl() {
        return adminBound.stream().findFirst().map(AdvertisedUrl.Bound::uri);
    }

    /** The URL that other workers are told; ends with a slash. */
    public URI advertisedUrl() {
        return AdvertisedUrl.of(config, bound);
    }

    /** {@code host:port} of {@link #advertisedUrl}: the id by which the cluster knows this worker. */
    public String workerId() {
        return advertisedUrl().getAuthority();
    }

    /** Has changed key stores used now rather than when it is next looked for them. */
    void checkKeyStores() {
        stores.check();
    }

    /** Requests to other workers, for the herder. */
    public LeaderGateway leaderGateway() {
        return leader;
    }

    /**
     * Makes the resources ready on the calling thread, so that {@link #serve} is quick: call it on a thread of its own
     * while the worker contacts Kafka. Optional; does nothing where REST extensions take part.
     */
    public synchronized void prepare() {
        if (!prepared && !RestExtensions.configured(config)) {
            deploy(contexts.mainResources(), Optional.empty());
        }
    }

    /** Opens the API: until now every request got a 404. */
    public synchronized void serve(Served worker) {
        calls.connect(worker);
        worker.instruments().page().ifPresent(contexts.metrics()::connect);
        if (!prepared) {
            ResourceConfig resources = contexts.mainResources();
            Optional<ClassLoader> loader = Optional.empty();
            if (RestExtensions.configured(config)) {
                extensions.register(
                        config,
                        worker.plugins(),
                        worker.instruments(),
                        resources,
                        new ConnectClusterStateImpl(new ClusterStateView(calls), () -> new Plugins(worker.plugins())));
                loader = Optional.of(extensions.requestLoader(worker.plugins().delegatingLoader()));
            }
            deploy(resources, loader);
        }
        gate.open();
        LOG.info("REST resources initialized; server is started and ready to handle requests");
    }

    /** @param loader the context class loader for requests of the main listeners, if it is to be another one */
    private void deploy(ResourceConfig resources, Optional<ClassLoader> loader) {
        List<ServletContextHandler> all = new ArrayList<>();
        all.add(contexts.mainContext(resources));
        loader.ifPresent(all.get(0)::setClassLoader);
        if (!adminBound.isEmpty()) {
            all.add(contexts.adminContext(contexts.adminResources()));
        }
        try {
            for (ServletContextHandler context : all) {
                context.setServer(server);
                handlers.addHandler(context);
                context.start();
            }
        } catch (Exception e) {
            throw new ConnectException("The REST resources cannot start: " + e.getMessage(), e);
        }
        handlers.mapContexts();
        prepared = true;
    }

    /** Takes no further requests, gives those under way up to 60 s, and closes listeners and extensions. */
    @Override
    public void close() {
        LOG.info("Stopping REST server");
        stores.close();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("REST server did not stop in order", e);
        }
        extensions.close();
        LOG.info("REST server stopped");
    }
}
