package dev.sluice.store.status;

import dev.sluice.concurrent.Threads;
import dev.sluice.log.CompactedLog;
import dev.sluice.log.FailureListener;
import dev.sluice.log.LogWriter;
import dev.sluice.log.TopicLogs;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status store over the status topic. Every worker writes the statuses of what it runs and reads those of all.
 *
 * <p>Safe puts are for what a worker says on its way out: they are left out if another worker has spoken in a later
 * generation. A write that fails is tried again while it is this worker's latest word on the matter. (Apache's worker also
 * repeats unsafe puts that it has since superseded, which can bring an old status back.)
 *
 * <p>A worker that gives a task up late may overwrite what the next one says. All readers ignore that while they
 * remember better, and so that those that start later know better too, the task's owner repeats itself.
 */
public final class KafkaStatusStore implements StatusStore {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaStatusStore.class);

    private final TopicLogs topics;
    private final StatusStoreSettings settings;
    private final StatusListener listener;
    private final Clock clock;
    private final StatusCache cache = new StatusCache();
    private final OwnWords known = new OwnWords(cache);
    private final CompactedLog log;
    private final StatusWriter writer;
    /** What this worker said last, by key. */
    private final Map<String, Said> spoken = new ConcurrentHashMap<>();

    /** Used by the reader's thread only. */
    private long recordsRead;

    private record Said(Status status, long atMs) {
        boolean isFarewell() {
            return status.state() == RunState.UNASSIGNED;
        }
    }

    /**
     * @param listener hears of every status that is read
     * @param failures hears if the topic is no longer read
     * @param clock    tells when a status was said
     * @param threads  for writing in the background
     */
    public KafkaStatusStore(
            TopicLogs topics,
            StatusStoreSettings settings,
            StatusListener listener,
            FailureListener failures,
            Clock clock,
            Threads threads) {
        this.listener = listener;
        this.clock = clock;
        this.topics = topics;
        this.settings = settings;
        String topic = settings.topic().topic();
        this.log = topics.open(
                topic, settings.consumer(), new LogWriter.Own(settings.producer()), this::onRecords, failures);
        this.writer = new StatusWriter(topic, log::send, log::flush, this::onDropped, clock, threads);
    }

    @Override
    public void start() {
        topics.ensure(settings.topic());
        log.start();
    }

    @Override
    public Statuses known() {
        return known;
    }

    @Override
    public void put(String connector, Status status) {
        write(connector, status, () -> Optional.empty());
    }

    @Override
    public void putSafe(String connector, Status status) {
        write(connector, status, () -> cache.connector(connector));
    }

    @Override
    public void put(TaskId task, Status status) {
        write(task, status, () -> Optional.empty());
    }

    @Override
    public void putSafe(TaskId task, Status status) {
        write(task, status, () -> cache.task(task));
    }

    @Override
    public void withdraw(String connector) {
        withdrawKey(StatusRecords.key(connector));
        known.withdraw(connector);
    }

    @Override
    public void withdraw(TaskId task) {
        withdrawKey(StatusRecords.key(task));
        known.withdraw(task);
    }

    private void withdrawKey(String key) {
        spoken.remove(key);
        writer.forget(key);
    }

    @Override
    public long moment() {
        return clock.millis();
    }

    @Override
    public void removeConnector(String connector, long asOf) {
        writer.remove(StatusRecords.key(connector), asOf);
    }

    @Override
    public void remove(TaskId task, long asOf) {
        writer.remove(StatusRecords.key(task), asOf);
    }

    @Override
    public void putTopic(TopicUse use) {
        String key = StatusRecords.key(use.connector(), use.topic());
        // Until the record has come back, every further record of the task would write it again.
        if (!cache.knowsTopic(use.connector(), use.topic()) && !writer.hasWritten(key)) {
            writer.put(key, StatusRecords.value(use), () -> true);
        }
    }

    @Override
    public void removeTopic(String connector, String topic) {
        writer.remove(StatusRecords.key(connector, topic), clock.millis());
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
        log.close();
    }

    private void write(String connector, Status status, Supplier<Optional<Status>> rival) {
        byte[] record = StatusRecords.value(status);
        write(StatusRecords.key(connector), status, record, rival, () -> known.said(connector, status, record));
    }

    private void write(TaskId task, Status status, Supplier<Optional<Status>> rival) {
        byte[] record = StatusRecords.value(status);
        write(StatusRecords.key(task), status, record, rival, () -> known.said(task, status, record));
    }

    /**
     * @param rival the status that may forbid the write
     * @param said  to be told if it does not
     */
    private void write(String key, Status status, byte[] record, Supplier<Optional<Status>> rival, Runnable said) {
        spoken.put(key, new Said(status, clock.millis()));
        if (mayFollow(status, rival.get())) {
            said.run();
            writer.put(key, record, () -> mayFollow(status, rival.get()));
        } else {
            LOG.debug("Not writing a status, as another worker has taken over key={}", key);
        }
    }

    private static boolean mayFollow(Status status, Optional<Status> rival) {
        return rival.map(known ->
                        known.workerId().equals(status.workerId()) || known.generation() <= status.generation())
                .orElse(true);
    }

    /** What is not written any more will not be read back either. */
    private void onDropped(String key, byte[] record) {
        StatusRecords.connectorOf(key).ifPresent(connector -> known.dropped(connector, record));
        StatusRecords.taskOf(key).ifPresent(task -> known.dropped(task, record));
    }

    private void onRecords(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                onRecord(record);
            } catch (DataException e) {
                LOG.error(
                        "Ignoring a record of the status topic at={}-{}@{} reason={}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        }
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new DataException("no key");
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (!StatusRecords.isKnown(key)) {
            LOG.warn(
                    "Ignoring a record of the status topic, as its key is of an unknown kind at={}-{}@{}",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return;
        }
        recordsRead++;
        // Without timestamps, which brokers have stored for long, the order of reading has to do.
        long writtenMs = record.timestamp() < 0 ? recordsRead : record.timestamp();
        boolean removed = record.value() == null && !isLateRemoval(key, record.timestamp());
        if (removed) {
            forget(key);
        }
        boolean news = StatusRecords.read(key, record.value(), writtenMs, cache);
        StatusRecords.connectorOf(key).ifPresent(connector -> known.heard(connector, record.value()));
        StatusRecords.taskOf(key).ifPresent(task -> known.heard(task, record.value()));
        if (!news) {
            // Compaction keeps the last record only: the owner has to have the last word.
            StatusRecords.taskOf(key)
                    .flatMap(cache::task)
                    .ifPresent(running -> writer.repeat(key, StatusRecords.value(running)));
        } else if (!removed) {
            contradict(key);
        }
        if (news) {
            StatusRecords.tell(key, record.value(), writtenMs, listener);
        }
    }

    /**
     * A leader that was cut off may remove, once brokers answer again, what has been created anew since. Without
     * timestamps of those who write, every removal comes in time.
     */
    private boolean isLateRemoval(String key, long writtenMs) {
        Said own = spoken.get(key);
        return own != null && !own.isFarewell() && writtenMs >= 0 && own.atMs() > writtenMs;
    }

    /**
     * A worker that has lost work may say so late, after a pause or once brokers answer again, and would have the last
     * word: whoever runs it says again what is true, as it does when its status was removed by mistake. That nobody runs
     * it is wrong in any generation, for a late farewell carries the one in which it was said.
     */
    private void contradict(String key) {
        Said own = spoken.get(key);
        if (own == null || own.isFarewell()) {
            return;
        }
        Optional<Status> known = StatusRecords.taskOf(key).flatMap(cache::task).or(() -> StatusRecords.connectorOf(key)
                .flatMap(cache::connector));
        if (known.isEmpty() || isOutdated(known.get(), own.status())) {
            writer.repeat(key, StatusRecords.value(own.status()));
        }
    }

    private static boolean isOutdated(Status known, Status own) {
        return !known.workerId().equals(own.workerId())
                && (known.generation() < own.generation() || known.state() == RunState.UNASSIGNED);
    }

    /** Someone deleted this key: what this worker still tries to write for it, and for a connector's tasks, is over. */
    private void forget(String key) {
        withdrawKey(key);
        StatusRecords.connectorOf(key).ifPresent(connector -> known.tasks(connector)
                .keySet()
                .forEach(task -> writer.forget(StatusRecords.key(new TaskId(connector, task)))));
    }
}
