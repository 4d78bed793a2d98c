package dev.sluice.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The transactional producer of a leader: the last one to claim the id may write, and a transaction shows all at once. */
final class SimulatedLeaderProducer extends MockProducer<byte[], byte[]> {
    private static final long LIMIT_MS = 60_000;
    private static final long TRANSACTION_LIMIT_MS = 60_000;

    private final SimulatedBrokers brokers;
    private final SimulatedNode node;
    private final SimulatedProcess process;
    private final List<Write> waiting = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();
    private int transactions;

    private record Write(ProducerRecord<byte[], byte[]> record, CompletableFuture<RecordMetadata> written) {}

    SimulatedLeaderProducer(SimulatedBrokers brokers, SimulatedNode node, SimulatedProcess process) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.brokers = brokers;
        this.node = node;
        this.process = process;
    }

    @Override
    public void initTransactions() {
        ask(() -> brokers.claim(this));
    }

    @Override
    public void beginTransaction() {
        waiting.clear();
        transactions++;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        waiting.add(new Write(record, written));
        return written;
    }

    @Override
    public synchronized void flush() {
        List<Write> writes = List.copyOf(waiting);
        ask(() -> {
            requireOwner();
            writes.forEach(write -> {
                RecordMetadata at = topic().appendUndecided(
                                write.record.key(),
                                write.record.value(),
                                brokers.world().nowMs());
                open.add(at.offset());
                write.written.complete(at);
            });
            int transaction = transactions;
            brokers.world().after(TRANSACTION_LIMIT_MS, () -> {
                if (transaction == transactions) {
                    abort();
                }
            });
        });
    }

    @Override
    public void commitTransaction() {
        ask(() -> {
            requireOwner();
            if (open.isEmpty()) {
                throw new ProducerFencedException("the transaction took too long and was aborted");
            }
            end(true);
        });
    }

    /** Ends the open transaction as if it had not been, if there is one. */
    void abort() {
        end(false);
    }

    private void end(boolean committed) {
        if (!open.isEmpty()) {
            topic().decide(List.copyOf(open), committed);
            open.clear();
        }
    }

    private SimulatedTopic topic() {
        return brokers.topic("configs");
    }

    private void requireOwner() {
        if (!brokers.isOwner(this)) {
            throw new ProducerFencedException("another leader has claimed the transactional id");
        }
    }

    /** A request that may get lost, or its answer may. */
    private void ask(Runnable request) {
        World world = brokers.world();
        CompletableFuture<Void> answered = new CompletableFuture<>();
        world.after(world.between(1, 10), () -> {
            if (!brokers.reachableFrom(node) || brokers.loses()) {
                process.after(LIMIT_MS / 4, () -> answered.completeExceptionally(new TimeoutException("no answer")));
                return;
            }
            try {
                request.run();
                long delayMs = world.between(1, 10);
                if (brokers.loses()) {
                    process.after(
                            LIMIT_MS / 4, () -> answered.completeExceptionally(new TimeoutException("answer lost")));
                } else {
                    process.after(delayMs, () -> answered.complete(null));
                }
            } catch (ProducerFencedException e) {
                process.after(1, () -> answered.completeExceptionally(e));
            }
        });
        try {
            world.await(process, answered, LIMIT_MS);
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer from the brokers", e);
        }
    }

    @Override
    public void close(Duration timeout) {}
}
