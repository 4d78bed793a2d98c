package dev.sluice.mirror;

import dev.sluice.app.SluiceWorker;
import dev.sluice.concurrent.NamedThreads;
import dev.sluice.config.WorkerConfig;
import dev.sluice.rest.InternalRestServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that mirrors Kafka clusters: a worker of a group for each flow, in one JVM. Nodes with the same file share the
 * work of each flow.
 */
public final class Mirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    private final Map<Flow, SluiceWorker> workers = new LinkedHashMap<>();
    private final ScheduledExecutorService scheduler;
    private final CompletableFuture<Void> termination = new CompletableFuture<>();

    private Optional<InternalRestServer> rest = Optional.empty();

    private Mirror(int flows) {
        // A write that waits for one cluster must not keep the others from theirs.
        scheduler = Executors.newScheduledThreadPool(flows, new NamedThreads("mirror-connectors-%d"));
    }

    /**
     * Starts a worker for each flow and has it run the mirror connectors. Returns when all workers have read their
     * topics.
     *
     * @param file    the keys and values of a mirror's file
     * @param targets aliases of the clusters that this node writes to; none for all
     * @throws ConfigException                                  if the file is wrong, or has no flow for this node
     * @throws org.apache.kafka.connect.errors.ConnectException if a worker cannot start
     */
    public static Mirror start(Map<String, String> file, Collection<String> targets) {
        MirrorConfig config = new MirrorConfig(file);
        List<Flow> flows = config.flows().stream()
                .filter(flow -> targets.isEmpty() || targets.contains(flow.target()))
                .toList();
        if (flows.isEmpty()) {
            throw new ConfigException("There is nothing to mirror: enable a flow between two of the clusters "
                    + config.clusters() + ", such as A->B.enabled=true"
                    + (targets.isEmpty() ? "" : ", to one of those that --clusters names: " + targets));
        }
        Mirror mirror = new Mirror(flows.size());
        try {
            if (config.internalRest()) {
                InternalRestServer server = new InternalRestServer(WorkerConfig.restOnly(config.rest()));
                mirror.rest = Optional.of(server);
                server.start();
            }
            flows.forEach(flow -> mirror.add(flow, config));
            return mirror;
        } catch (RuntimeException | Error e) {
            mirror.close();
            throw e;
        }
    }

    private void add(Flow flow, MirrorConfig config) {
        Map<String, String> properties = config.worker(flow);
        String name = flow.toString();
        List<String> path = List.of(flow.source(), flow.target());
        SluiceWorker worker = rest.map(server -> SluiceWorker.withSharedRest(properties, name, server, path))
                .orElseGet(() -> SluiceWorker.withoutRest(properties, name));
        workers.put(flow, worker);
        List<Map<String, String>> connectors = Stream.of(MirrorConnector.values())
                .map(connector -> config.connector(flow, connector))
                .toList();
        new FlowConnectors(flow, connectors, worker.connectors()).keep(scheduler);
        watch(worker.termination());
    }

    private void watch(Future<?> worker) {
        Thread watcher = new NamedThreads("mirror-watch").newThread(() -> {
            try {
                worker.get();
            } catch (ExecutionException e) {
                termination.completeExceptionally(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    /** The workers by flow. */
    public Map<Flow, SluiceWorker> workers() {
        return Map.copyOf(workers);
    }

    /** Done when the node has been stopped; fails when one of its workers cannot go on. */
    public Future<?> termination() {
        return termination;
    }

    /** Stops all workers, side by side. Later calls do nothing. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        rest.ifPresent(InternalRestServer::close);
        List<Thread> stopping = new ArrayList<>();
        workers.forEach((flow, worker) -> {
            Thread thread = new NamedThreads("mirror-stop").newThread(worker::stop);
            thread.start();
            stopping.add(thread);
        });
        for (Thread thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("Not waiting for workers to stop any longer");
                return;
            }
        }
        termination.complete(null);
    }
}
