package dev.sluice.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.config.WorkerConfig;
import dev.sluice.service.LeaderGateway;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers of several groups in one JVM answer to the other members of their groups (KIP-710): the internal endpoints
 * of each worker, below a path of its own. Users have no business here.
 */
public final class InternalRestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InternalRestServer.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_THREADS = 50;
    private static final int MIN_THREADS = 4;

    private final WorkerConfig config;
    private final ObjectMapper mapper = Json.mapper();
    private final ContextHandlerCollection handlers = new ContextHandlerCollection(true);
    private final KeyStoreWatch stores;
    private final Server server;
    private List<AdvertisedUrl.Bound> bound = List.of();

    /** @param config its listeners, and what they advertise */
    public InternalRestServer(WorkerConfig config) {
        this.config = config;
        this.stores = new KeyStoreWatch(() -> {});
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("internal-rest");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        this.server = new Server(threads);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        server.setHandler(new GracefulHandler(new WholeBodies(handlers)));
    }

    /**
     * Binds the listeners and answers, with 404 as long as there are no workers.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a listener is not valid or cannot be bound
     */
    public void start() {
        bound = new HttpListeners(config, "listeners", RestContexts.MAIN, stores).open(server, config.listeners());
        try {
            server.start();
        } catch (Exception e) {
            throw new ConnectException("The internal REST server cannot start: " + e.getMessage(), e);
        }
        stores.start();
        LOG.info("Internal REST server listening at {}", bound.get(0).uri());
    }

    /**
     * The place of one worker.
     *
     * @param worker its configuration
     * @param path   the segments of the path below which it is asked
     */
    public Place place(WorkerConfig worker, List<String> path) {
        return new Place(worker, path);
    }

    /** One worker's part of the server. */
    public final class Place {
        private final List<String> path;
        private final LeaderGateway leader;
        private final ServiceCalls calls;

        private Place(WorkerConfig worker, List<String> path) {
            this.path = List.copyOf(path);
            WorkerClient client = new WorkerClient(
                    new ClientTls(TlsSettings.of(config, TlsSettings.MAIN_PREFIX)), mapper, REQUEST_TIMEOUT);
            this.leader =
                    new LeaderRequests(client, mapper, worker.interWorkerSignatureAlgorithm(), worker.restAdditions());
            this.calls =
                    new ServiceCalls(new ServiceCalls.Patience(REQUEST_TIMEOUT, worker.sessionTimeoutMs()), client);
        }

        /** What other workers of its group are told; ends with a slash. */
        public URI advertisedUrl() {
            String below = path.stream()
                    .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8) + "/")
                    .collect(Collectors.joining());
            return AdvertisedUrl.of(config, bound).resolve(below);
        }

        /** How the worker reaches others of its group. */
        public LeaderGateway leaderGateway() {
            return leader;
        }

        /** Lets the worker be asked. */
        public void serve(Served worker) {
            calls.connect(worker);
            RestContexts contexts = new RestContexts(config, calls, mapper, "", this::advertisedUrl);
            ServletContextHandler context = contexts.internalContext("/" + String.join("/", path));
            try {
                context.setServer(server);
                handlers.addHandler(context);
                context.start();
            } catch (Exception e) {
                throw new ConnectException("The internal REST resources cannot start: " + e.getMessage(), e);
            }
            handlers.mapContexts();
        }
    }

    /** Takes no further requests, and gives those under way up to 60 s. */
    @Override
    public void close() {
        stores.close();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("Internal REST server did not stop in order", e);
        }
    }
}
