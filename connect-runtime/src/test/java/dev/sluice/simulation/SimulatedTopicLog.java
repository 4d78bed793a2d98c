package dev.sluice.simulation;

import dev.sluice.log.CompactedLog;
import dev.sluice.log.RecordListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One process' view of a topic: it reads late and in batches of its own, and each write may be lost, or be written and
 * its answer lost. A patient producer then writes again, so that a record may stand there twice; another one fails.
 */
final class SimulatedTopicLog implements CompactedLog {
    private static final long LOAD_LIMIT_MS = 1_800_000;
    private static final long FLUSH_LIMIT_MS = 60_000;
    private static final long RETRY_MS = 100;
    private static final int LOOKUP_TRIES = 40;
    private static final int LOAD_TRIES = 2_000;

    private final SimulatedBrokers brokers;
    private final World world;
    private final Side side;
    private final SimulatedTopic topic;
    private final boolean patient;
    private final RecordListener records;
    private final long[] positions;
    private final Deque<Write> unanswered = new ArrayDeque<>();
    private final List<Target> targets = new ArrayList<>();
    private boolean sending;
    private boolean readPlanned;
    private boolean loaded;
    private boolean closed;

    /** Who reads and writes. */
    record Side(SimulatedNode node, SimulatedProcess process) {}

    private static final class Write {
        private final byte[] key;
        private final byte[] value;
        private final long atMs;
        private final Callback callback;
        private final CompletableFuture<Void> answered = new CompletableFuture<>();

        Write(byte[] key, byte[] value, long atMs, Callback callback) {
            this.key = key;
            this.value = value;
            this.atMs = atMs;
            this.callback = callback;
        }
    }

    /** Somebody waits until this has been read. */
    private static final class Target {
        private final long[] ends;
        private final CompletableFuture<Void> reached;

        Target(long[] ends, CompletableFuture<Void> reached) {
            this.ends = ends;
            this.reached = reached;
        }
    }

    SimulatedTopicLog(
            SimulatedBrokers brokers, Side side, SimulatedTopic topic, boolean patient, RecordListener records) {
        this.brokers = brokers;
        this.world = brokers.world();
        this.side = side;
        this.topic = topic;
        this.patient = patient;
        this.records = records;
        this.positions = new long[topic.partitionCount()];
    }

    @Override
    public void start() {
        topic.follow(this);
        side.process.onDeath(() -> topic.unfollow(this));
        CompletableFuture<Void> atEnd = readToEnd().thenRun(() -> {
            loaded = true;
            records.onLoaded();
        });
        try {
            world.await(side.process, atEnd, LOAD_LIMIT_MS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConnectException("Cannot read topic " + topic.name(), e);
        }
    }

    @Override
    public int partitions() {
        return topic.partitionCount();
    }

    long position(int partition) {
        return positions[partition];
    }

    /** There may be something to read. */
    void dataArrived() {
        planRead(world.chance(0.9) ? world.between(1, 15) : world.between(20, 800));
    }

    private void planRead(long delayMs) {
        if (!readPlanned) {
            readPlanned = true;
            side.process.after(delayMs, this::read);
        }
    }

    private void read() {
        readPlanned = false;
        if (closed) {
            return;
        }
        if (!brokers.reachableFrom(side.node)) {
            planRead(200);
            return;
        }
        int limit = loaded ? world.between(1, 6) : 500;
        boolean more = false;
        int first = world.between(0, positions.length - 1);
        for (int i = 0; i < positions.length; i++) {
            int partition = (first + i) % positions.length;
            List<ConsumerRecord<byte[], byte[]>> batch = topic.read(partition, positions[partition], limit);
            if (batch.isEmpty()) {
                positions[partition] = topic.end(partition);
            } else {
                positions[partition] = batch.get(batch.size() - 1).offset() + 1;
                records.onRecords(batch);
                more = true;
            }
        }
        reach();
        if (more) {
            planRead(world.between(0, 5));
        }
    }

    private void reach() {
        for (Target target : List.copyOf(targets)) {
            boolean there = true;
            for (int partition = 0; partition < positions.length; partition++) {
                there &= positions[partition] >= target.ends[partition];
            }
            if (there) {
                targets.remove(target);
                target.reached.complete(null);
            }
        }
    }

    @Override
    public CompletableFuture<Void> readToEnd() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        answeredSoFar().whenComplete((nothing, error) -> lookUpEnd(reached, loaded ? LOOKUP_TRIES : LOAD_TRIES));
        return reached;
    }

    @Override
    public CompletableFuture<Void> readTo(RecordMetadata record) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        long[] ends = new long[positions.length];
        ends[record.partition()] = record.offset() + 1;
        targets.add(new Target(ends, reached));
        planRead(world.between(0, 5));
        return reached;
    }

    private CompletableFuture<Void> answeredSoFar() {
        return CompletableFuture.allOf(
                unanswered.stream().map(write -> write.answered).toArray(CompletableFuture[]::new));
    }

    private void lookUpEnd(CompletableFuture<Void> reached, int triesLeft) {
        side.process.after(world.between(1, 10), () -> {
            if (closed) {
                reached.completeExceptionally(new ConnectException("closed"));
            } else if (brokers.reachableFrom(side.node) && !brokers.loses()) {
                long[] ends = new long[positions.length];
                for (int partition = 0; partition < ends.length; partition++) {
                    ends[partition] = topic.end(partition);
                }
                targets.add(new Target(ends, reached));
                planRead(world.between(0, 5));
            } else if (triesLeft == 0) {
                reached.completeExceptionally(
                        new org.apache.kafka.common.errors.TimeoutException("the end of the topic cannot be found"));
            } else {
                side.process.after(500, () -> lookUpEnd(reached, triesLeft - 1));
            }
        });
    }

    @Override
    public CompletableFuture<RecordMetadata> send(byte[] key, byte[] value) {
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        send(key, value, (metadata, error) -> {
            if (error == null) {
                acknowledged.complete(metadata);
            } else {
                acknowledged.completeExceptionally(error);
            }
        });
        return acknowledged;
    }

    @Override
    public void send(byte[] key, byte[] value, Callback callback) {
        send(key, value, world.nowMs(), callback);
    }

    @Override
    public void send(byte[] key, byte[] value, long writtenMs, Callback callback) {
        unanswered.add(new Write(key, value, writtenMs, callback));
        sendNext();
    }

    /** One request is in flight at a time, so that the order is kept. */
    private void sendNext() {
        if (sending || unanswered.isEmpty()) {
            return;
        }
        sending = true;
        Write write = unanswered.peek();
        // What is on its way arrives even if the process that sent it dies.
        world.after(world.between(1, 8), () -> {
            boolean arrives = brokers.reachableFrom(side.node) && !brokers.loses();
            Optional<RecordMetadata> written =
                    arrives ? Optional.of(topic.append(write.key, write.value, write.atMs)) : Optional.empty();
            Optional<RecordMetadata> answer = written.filter(metadata -> !brokers.loses());
            side.process.after(answer.isPresent() ? world.between(1, 8) : RETRY_MS, () -> answered(answer));
        });
    }

    private void answered(Optional<RecordMetadata> answer) {
        sending = false;
        if (answer.isPresent() || !patient) {
            Write write = unanswered.remove();
            write.callback.onCompletion(
                    answer.orElse(null),
                    answer.isPresent()
                            ? null
                            : new org.apache.kafka.common.errors.TimeoutException("no answer from the brokers"));
            write.answered.complete(null);
        }
        sendNext();
    }

    @Override
    public void flush() {
        try {
            world.await(side.process, answeredSoFar(), FLUSH_LIMIT_MS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConnectException("flush took too long", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        topic.unfollow(this);
        targets.forEach(target -> target.reached.completeExceptionally(new ConnectException("closed")));
    }
}
