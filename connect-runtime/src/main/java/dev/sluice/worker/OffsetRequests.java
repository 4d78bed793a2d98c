package dev.sluice.worker;

import dev.sluice.config.ConnectorSettings;
import dev.sluice.model.TaskId;
import dev.sluice.offsets.GroupOffsets;
import dev.sluice.offsets.SinkOffsets;
import dev.sluice.offsets.SourceOffsets;
import dev.sluice.plugin.Isolated;
import dev.sluice.service.BoundedCalls;
import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ServiceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The offsets of connectors, with the clients and plugins of this worker. */
final class OffsetRequests implements OffsetAccess, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetRequests.class);
    private static final int MAX_CALLS = 16;
    /** Below the 90 s that REST waits, so that the answer says what hung. */
    private static final Duration DEADLINE = Duration.ofSeconds(80);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final WorkerEnvironment environment;
    private final ConnectorOffsets stores;
    private final BoundedCalls calls;

    OffsetRequests(WorkerEnvironment environment) {
        this(environment, DEADLINE);
    }

    OffsetRequests(WorkerEnvironment environment, Duration deadline) {
        this.environment = environment;
        this.stores = new ConnectorOffsets(environment);
        this.calls = new BoundedCalls("offsets-%d", MAX_CALLS, deadline);
    }

    @Override
    public boolean fencesSources() {
        return environment.config().exactlyOnceSourceEnabled();
    }

    @Override
    public CompletableFuture<List<ConnectorOffset>> list(String connector, Map<String, String> config) {
        return run("Listing the offsets of connector " + connector, () -> {
            Map<String, String> resolved = environment.resolver().resolve(config);
            Class<? extends Connector> type = environment.connectorClass(ConnectorSettings.common(resolved));
            if (SourceConnector.class.isAssignableFrom(type)) {
                return listSource(connector, owner(ConnectorSettings.source(resolved), ConnectorType.SOURCE, type));
            }
            requireSink(connector, type);
            ConnectorClients.Owner owner = owner(ConnectorSettings.sink(resolved), ConnectorType.SINK, type);
            try (Admin admin = admin(connector, owner)) {
                return SinkOffsets.format(group(connector, owner, admin).list());
            }
        });
    }

    private List<ConnectorOffset> listSource(String connector, ConnectorClients.Owner owner)
            throws InterruptedException {
        try (ConnectorOffsets.Opened opened = stores.ofConnector(connector, owner)) {
            try {
                opened.store().start();
                return new SourceOffsets(opened.store(), connector).list();
            } finally {
                opened.store().stop();
            }
        }
    }

    @Override
    public CompletableFuture<Boolean> alter(
            String connector, Map<String, String> config, List<ConnectorOffset> offsets) {
        return run(
                "Altering the offsets of connector " + connector,
                () -> change(connector, config, Optional.of(offsets)));
    }

    @Override
    public CompletableFuture<Boolean> reset(String connector, Map<String, String> config) {
        return run(
                "Resetting the offsets of connector " + connector, () -> change(connector, config, Optional.empty()));
    }

    /** @param offsets empty for a reset */
    private boolean change(String connector, Map<String, String> config, Optional<List<ConnectorOffset>> offsets)
            throws InterruptedException {
        Map<String, String> resolved = environment.resolver().resolve(config);
        ConnectorSettings settings = ConnectorSettings.common(resolved);
        Isolated<Connector> plugin =
                environment.plugins().newConnector(settings.connectorClass(), settings.connectorVersion());
        Class<? extends Connector> type = plugin.get().getClass();
        if (plugin.get() instanceof SourceConnector) {
            return changeSource(plugin, owner(ConnectorSettings.source(resolved), ConnectorType.SOURCE, type), offsets);
        }
        requireSink(connector, type);
        return changeSink(plugin, owner(ConnectorSettings.sink(resolved), ConnectorType.SINK, type), offsets);
    }

    private boolean changeSink(
            Isolated<Connector> plugin, ConnectorClients.Owner owner, Optional<List<ConnectorOffset>> offsets)
            throws InterruptedException {
        String connector = owner.settings().name();
        Map<TopicPartition, Long> changes = offsets.map(SinkOffsets::parse).orElseGet(LinkedHashMap::new);
        try (Admin admin = admin(connector, owner)) {
            GroupOffsets group = group(connector, owner, admin);
            if (offsets.isEmpty()) {
                group.list().keySet().forEach(partition -> changes.put(partition, null));
            }
            boolean confirmed = ask(connector, plugin, sink -> ((SinkConnector) sink)
                    .alterOffsets(properties(owner), new HashMap<>(changes)));
            if (offsets.isEmpty()) {
                group.reset();
            } else {
                group.alter(changes);
            }
            return confirmed;
        }
    }

    private boolean changeSource(
            Isolated<Connector> plugin, ConnectorClients.Owner owner, Optional<List<ConnectorOffset>> offsets)
            throws InterruptedException {
        String connector = owner.settings().name();
        TaskId first = new TaskId(connector, 0);
        try (Producer<byte[], byte[]> producer = fencesSources()
                        ? environment.clients().transactionalTaskProducer(first, owner)
                        : environment.clients().taskProducer(first, owner);
                ConnectorOffsets.Opened opened = stores.ofTask(first, owner, producer)) {
            try {
                opened.store().start();
                SourceOffsets stored = new SourceOffsets(opened.store(), connector);
                Map<Map<String, ?>, Map<String, ?>> changes =
                        offsets.isPresent() ? SourceOffsets.normalize(offsets.get()) : stored.removals();
                boolean confirmed = ask(connector, plugin, source -> ((SourceConnector) source)
                        .alterOffsets(properties(owner), new HashMap<>(changes)));
                if (!changes.isEmpty()) {
                    write(connector, stored, changes, producer);
                }
                return confirmed;
            } finally {
                opened.store().stop();
                producer.close(CLOSE_LIMIT);
            }
        }
    }

    private void write(
            String connector,
            SourceOffsets stored,
            Map<Map<String, ?>, Map<String, ?>> changes,
            Producer<byte[], byte[]> producer)
            throws InterruptedException {
        if (fencesSources()) {
            producer.initTransactions();
            producer.beginTransaction();
        }
        try {
            stored.write(changes).get();
            if (fencesSources()) {
                producer.commitTransaction();
            }
        } catch (ExecutionException e) {
            abort(producer);
            throw new ServiceException(
                    "The offsets of connector " + connector + " could not be written: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException | RuntimeException e) {
            abort(producer);
            throw e;
        }
    }

    /** Who reads committed records waits for the end of an open transaction. */
    private void abort(Producer<byte[], byte[]> producer) {
        if (fencesSources()) {
            try {
                producer.abortTransaction();
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("A transaction with offsets could not be aborted; it ends with its timeout", e);
            }
        }
    }

    private interface Question {
        boolean ask(Connector connector);
    }

    /** Asks a connector, which may refuse by throwing. */
    private static boolean ask(String connector, Isolated<Connector> plugin, Question question) {
        try {
            return plugin.call(question::ask);
        } catch (UnsupportedOperationException e) {
            throw new ServiceException(
                    "Connector " + connector + " does not support that its offsets are changed from outside", e);
        } catch (RuntimeException | Error e) {
            throw new ServiceException(
                    "Connector " + connector + " refused the change of its offsets: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(ConnectorClients.Owner owner) {
        return new HashMap<>(owner.settings().properties());
    }

    private static ConnectorClients.Owner owner(
            ConnectorSettings settings, ConnectorType kind, Class<? extends Connector> type) {
        return new ConnectorClients.Owner(settings, kind, type);
    }

    private static void requireSink(String connector, Class<? extends Connector> type) {
        if (!SinkConnector.class.isAssignableFrom(type)) {
            throw new ServiceException("Connector " + connector + " is neither a source nor a sink: its class "
                    + type.getName() + " extends neither SourceConnector nor SinkConnector");
        }
    }

    private Admin admin(String connector, ConnectorClients.Owner owner) {
        return environment.clients().admin("connector-adminclient-" + connector, owner);
    }

    private GroupOffsets group(String connector, ConnectorClients.Owner owner, Admin admin) {
        return new GroupOffsets(admin, environment.clients().consumerGroup(new TaskId(connector, 0), owner));
    }

    /** Whatever fails becomes an answer; the details are in the log. */
    private <T> CompletableFuture<T> run(String what, Callable<T> call) {
        return calls.run(what, () -> {
            try {
                return call.call();
            } catch (ServiceException e) {
                throw e;
            } catch (KafkaException e) {
                LOG.error("{} failed", what, e);
                throw new ServiceException(what + " failed: " + e.getMessage(), e);
            }
        });
    }

    /** Takes no more requests and interrupts those under way. */
    @Override
    public void close() {
        calls.close();
    }
}
