package dev.sluice.app;

import dev.sluice.config.WorkerConfig;
import dev.sluice.rest.InternalRestServer;
import dev.sluice.service.ConnectService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A running worker, of a Connect group or standalone, for embedding: connectors are tested with it, and the command line runs one. Any
 * number of them may run in one JVM; none ends the JVM.
 *
 * <pre>{@code
 * SluiceWorker worker = SluiceWorker.start(Map.of("bootstrap.servers", "localhost:9092", "group.id", "connect", ...));
 * // PUT to worker.url() + "connectors/..."
 * worker.stop();
 * }</pre>
 */
public final class SluiceWorker implements AutoCloseable {
    private final Front front;
    private final ConnectService connectors;
    private final Closer parts;
    private final CompletableFuture<Void> termination;
    private final AtomicBoolean stopped = new AtomicBoolean();

    SluiceWorker(Front front, ConnectService connectors, Closer parts, CompletableFuture<Void> termination) {
        this.front = front;
        this.connectors = connectors;
        this.parts = parts;
        this.termination = termination;
    }

    /**
     * Starts a worker. Returns when it has read its topics and its REST API answers; joining the group goes on, and
     * requests that need it wait.
     *
     * @param workerProperties the keys and values of a {@code worker.properties} file
     * @throws org.apache.kafka.common.config.ConfigException   if a property is missing or wrong; names all of them
     * @throws org.apache.kafka.connect.errors.ConnectException if the worker cannot start for another reason, such as a
     *                                                          cluster that cannot be reached or a port that is taken
     */
    public static SluiceWorker start(Map<String, String> workerProperties) {
        return new WorkerAssembly(Map.copyOf(workerProperties), new DistributedKind(RestFront::new)).start();
    }

    /**
     * Starts a standalone worker: one without a group, which keeps source offsets in a file and everything else in
     * memory. Returns when its REST API answers; connectors are created over it or through {@link #connectors()}.
     *
     * @param workerProperties the keys and values of a standalone {@code worker.properties} file
     * @throws org.apache.kafka.common.config.ConfigException   if a property is missing or wrong; names all of them
     * @throws org.apache.kafka.connect.errors.ConnectException if the worker cannot start for another reason, such as a
     *                                                          cluster that cannot be reached or an offset file that
     *                                                          cannot be read
     */
    public static SluiceWorker standalone(Map<String, String> workerProperties) {
        return new WorkerAssembly(Map.copyOf(workerProperties), new StandaloneKind()).start();
    }

    /**
     * Starts a worker of a group that has no REST API; connectors are created through {@link #connectors()}. Such a worker
     * cannot hand tasks over to another one, so it should be the only one of its group.
     *
     * @param workerProperties as for {@link #start}
     * @param name             what the worker is for, part of its id
     */
    public static SluiceWorker withoutRest(Map<String, String> workerProperties, String name) {
        return new WorkerAssembly(Map.copyOf(workerProperties), new DistributedKind(config -> new NoRestFront(name)))
                .start();
    }

    /**
     * Starts a worker of a group that only its other members can ask, below a path of a server that several workers of
     * one JVM share; connectors are created through {@link #connectors()}.
     *
     * @param workerProperties as for {@link #start}
     * @param name             what the worker is for, part of its id
     * @param server           started, and closed before this worker is
     * @param path             the segments of the path
     */
    public static SluiceWorker withSharedRest(
            Map<String, String> workerProperties, String name, InternalRestServer server, List<String> path) {
        Function<WorkerConfig, Front> front = config -> new SharedRestFront(config, server, name, path);
        return new WorkerAssembly(Map.copyOf(workerProperties), new DistributedKind(front)).start();
    }

    /**
     * What the REST API offers, without HTTP and without the forwarding between workers.
     */
    public ConnectService connectors() {
        return connectors;
    }

    /**
     * Where the REST API listens: the first listener, with its real port.
     *
     * @throws IllegalStateException if the worker has none
     */
    public URI url() {
        return front.url().orElseThrow(() -> new IllegalStateException("This worker has no REST API"));
    }

    /** Where the admin endpoints listen: as {@link #url()} unless {@code admin.listeners} gives them their own. */
    public URI adminUrl() {
        return front.adminUrl().orElseGet(this::url);
    }

    /**
     * Stops the REST API, then connectors and tasks, then leaves the group. Blocks until that is done, bounded by the
     * worker's own limits. Later calls do nothing.
     */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            parts.close();
            termination.complete(null);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Done when the worker has been stopped; fails when it cannot go on by itself, and then waits to be stopped.
     */
    public Future<?> termination() {
        return termination;
    }
}
