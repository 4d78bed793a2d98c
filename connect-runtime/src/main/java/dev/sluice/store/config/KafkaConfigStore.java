package dev.sluice.store.config;

import dev.sluice.concurrent.Threads;
import dev.sluice.kafka.KafkaClients;
import dev.sluice.log.CompactedLog;
import dev.sluice.log.FailureListener;
import dev.sluice.log.LogWriter;
import dev.sluice.log.RecordListener;
import dev.sluice.log.TopicLogs;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorChange;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The config store over the config topic. Every worker of a group folds the same records into the same snapshot; the
 * topic therefore has one partition.
 */
public final class KafkaConfigStore implements ConfigStore {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConfigStore.class);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);
    /** Records of a few kilobytes fit one batch of the producer, which the broker takes or refuses as a whole. */
    private static final int TOGETHER_BYTES = 8 * 1024;

    private final TopicLogs topics;
    private final Threads threads;
    private final ConfigStoreSettings settings;
    private final ConfigListener listener;
    private final CompactedLog log;
    private final Optional<LeaderWriter> leader;
    private final BulkWriter bulk;

    /** Held while the view is changed. */
    private final Object folding = new Object();

    private volatile ConfigView view = ConfigView.EMPTY;

    /**
     * @param clients  makes the leader's producer, where it writes in transactions
     * @param listener hears of changes after the start
     * @param failures hears if the topic is no longer read, which a worker cannot live with
     * @param threads  on which writers wait
     */
    public KafkaConfigStore(
            TopicLogs topics,
            KafkaClients clients,
            ConfigStoreSettings settings,
            ConfigListener listener,
            FailureListener failures,
            Threads threads) {
        this.topics = topics;
        this.threads = threads;
        this.settings = settings;
        this.listener = listener;
        this.log = topics.open(
                settings.topic().topic(),
                settings.consumer(),
                new LogWriter.Own(settings.producer()),
                new Records(),
                failures);
        this.bulk = new BulkWriter(
                clients, settings.bulkProducer(), settings.topic().topic());
        this.leader = settings.leaderProducer()
                .map(properties ->
                        new LeaderWriter(clients, properties, settings.topic().topic()));
    }

    @Override
    public void start() {
        topics.ensure(settings.topic()).ifPresent(this::requireOnePartition);
        log.start();
        requireOnePartition(log.partitions());
    }

    @Override
    public ConfigSnapshot snapshot() {
        return view.snapshot();
    }

    @Override
    public ConfigSnapshot refresh(Duration timeout) throws TimeoutException {
        await(log.readToEnd(), timeout.toMillis());
        return snapshot();
    }

    @Override
    public ConfigSnapshot catchUp(long offset, Duration timeout) throws TimeoutException {
        refresh(timeout);
        synchronized (folding) {
            if (view.snapshot().offset() < offset) {
                LOG.info(
                        "The config topic has no records any more up to where another worker has read it"
                                + " ownOffset={} otherOffset={}",
                        view.snapshot().offset(),
                        offset);
                view = view.readTo(offset);
            }
            return snapshot();
        }
    }

    @Override
    public void putConnectorConfig(String connector, Map<String, String> config, Optional<TargetState> initial) {
        writeAsLeader(
                "the config of connector " + connector,
                ConfigWrite.of(List.of(new ConnectorChange(connector, Optional.of(config), initial))));
    }

    @Override
    public void changeConnectors(List<ConnectorChange> changes) {
        List<ConfigWrite> writes = ConfigWrite.of(changes);
        within("the configs of " + changes.size() + " connectors", budget -> {
            RecordMetadata last = leader.isPresent()
                    ? leader.get().write(writes, budget.leftMs())
                    : bulk.write(writes, budget.leftMs());
            await(log.readTo(last), budget.leftMs());
        });
    }

    @Override
    public void removeConnectorConfig(String connector) {
        writeAsLeader(
                "the removal of connector " + connector,
                ConfigWrite.of(List.of(new ConnectorChange(connector, Optional.empty(), Optional.empty()))));
    }

    @Override
    public void putTaskConfigs(String connector, List<Map<String, String>> configs) {
        List<ConfigWrite> tasks = new ArrayList<>();
        for (int task = 0; task < configs.size(); task++) {
            tasks.add(ConfigWrite.task(connector, task, configs.get(task)));
        }
        // The commit goes right behind, or in the same transaction: whoever reads sees the set as a whole.
        tasks.add(ConfigWrite.commit(connector, configs.size()));
        writeAsLeader("the task configs of connector " + connector, tasks);
    }

    @Override
    public void putStopped(String connector) {
        writeAsLeader(
                "the stop of connector " + connector,
                List.of(ConfigWrite.commit(connector, 0), ConfigWrite.targetState(connector, TargetState.STOPPED)));
    }

    @Override
    public void putTargetState(String connector, TargetState state) {
        within(
                "the target state of connector " + connector,
                budget -> send(List.of(ConfigWrite.targetState(connector, state)), budget));
    }

    @Override
    public void putTaskCountRecord(String connector, int taskCount) {
        writeAsLeader("the task count of connector " + connector, List.of(ConfigWrite.taskCount(connector, taskCount)));
    }

    @Override
    public void putSessionKey(SessionKey key) {
        writeAsLeader("a session key", List.of(ConfigWrite.sessionKey(key)));
    }

    @Override
    public void putRestartRequest(RestartRequest request) {
        writeAsLeader("a restart of connector " + request.connector(), List.of(ConfigWrite.restart(request)));
    }

    @Override
    public void putLoggerLevel(String logger, String level) {
        within(
                "the level of logger " + logger,
                budget -> send(List.of(ConfigWrite.loggerLevel(logger, level)), budget));
    }

    @Override
    public void claimWritePrivileges() {
        leader.ifPresent(LeaderWriter::claim);
    }

    @Override
    public void releaseWritePrivileges() {
        leader.ifPresent(LeaderWriter::release);
    }

    @Override
    public void close() {
        releaseWritePrivileges();
        log.close();
    }

    private void requireOnePartition(int partitions) {
        if (partitions != 1) {
            throw new ConfigException(
                    settings.topic().key(),
                    settings.topic().topic(),
                    "The topic has " + partitions + " partitions, but must have exactly one, as the order of all its"
                            + " records matters. Name another topic, or let the worker create one");
        }
    }

    private void writeAsLeader(String what, List<ConfigWrite> writes) {
        within(what, budget -> {
            RecordMetadata last =
                    leader.isPresent() ? leader.get().write(writes, budget.leftMs()) : send(writes, budget);
            await(log.readTo(last), budget.leftMs());
        });
    }

    /**
     * Writes the records in this order. A last record that makes those before it effective is only written once they
     * are, unless they are so small that they travel together.
     */
    private RecordMetadata send(List<ConfigWrite> writes, Budget budget) throws TimeoutException {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        int bytes = 0;
        for (ConfigWrite write : writes) {
            boolean last = sent.size() == writes.size() - 1;
            if (last && bytes > TOGETHER_BYTES) {
                await(allOf(sent), budget.leftMs());
            }
            byte[] key = write.key();
            byte[] value = write.value();
            bytes += key.length + (value == null ? 0 : value.length);
            CompletableFuture<RecordMetadata> acknowledged = log.send(key, value);
            if (acknowledged.isCompletedExceptionally()) {
                await(acknowledged, budget.leftMs());
            }
            sent.add(acknowledged);
        }
        await(allOf(sent), budget.leftMs());
        return sent.get(sent.size() - 1).join();
    }

    private static CompletableFuture<Void> allOf(List<CompletableFuture<RecordMetadata>> sent) {
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
    }

    private void within(String what, Step step) {
        try {
            step.run(new Budget(threads, threads.nanoTime() + WRITE_LIMIT.toNanos()));
        } catch (TimeoutException e) {
            throw new ConnectException(
                    "Writing " + what + " to topic " + settings.topic().topic() + " took longer than "
                            + WRITE_LIMIT.toMillis() + " ms; it may or may not have been written",
                    e);
        } catch (PrivilegedWriteException | InterruptException e) {
            throw e;
        } catch (ConnectException e) {
            throw new ConnectException(
                    "Cannot write " + what + " to topic " + settings.topic().topic() + ": " + e.getMessage(), e);
        }
    }

    private void await(CompletableFuture<?> future, long timeoutMs) throws TimeoutException {
        try {
            threads.await(future, timeoutMs);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new ConnectException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** What a write does with the time it has. */
    private interface Step {
        void run(Budget budget) throws TimeoutException;
    }

    /** Time for one write with all its steps. */
    private record Budget(Threads threads, long deadlineNs) {
        long leftMs() {
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadlineNs - threads.nanoTime()));
        }
    }

    /** Folds what the log reads. Runs on the log's reader thread only. */
    private final class Records implements RecordListener {
        private boolean live;

        @Override
        public void onRecords(List<ConsumerRecord<byte[], byte[]>> records) {
            ConfigReducer.Folded folded;
            long before;
            synchronized (folding) {
                before = view.snapshot().offset();
                folded = ConfigReducer.fold(view, records);
                view = folded.view();
            }
            for (ConfigReducer.Skipped skipped : folded.skipped()) {
                LOG.error(
                        "Ignoring a record of the config topic at={}-0@{} reason={}",
                        settings.topic().topic(),
                        skipped.offset(),
                        skipped.reason());
            }
            for (ConfigReducer.Doubt doubt : folded.doubts()) {
                LOG.warn(
                        "Understood a record of the config topic in part only at={}-0@{} reason={}",
                        settings.topic().topic(),
                        doubt.offset(),
                        doubt.reason());
            }
            if (!folded.moments().isEmpty()) {
                listener.onMoments(folded.moments(), !live);
            }
            if (live && (before != view.snapshot().offset() || !folded.events().isEmpty())) {
                listener.onChange(view.snapshot(), folded.events());
            }
        }

        @Override
        public void onLoaded() {
            live = true;
        }
    }
}
