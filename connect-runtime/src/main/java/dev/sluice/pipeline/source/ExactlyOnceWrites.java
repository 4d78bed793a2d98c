package dev.sluice.pipeline.source;

import dev.sluice.metrics.SourceMeasures;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskStoppedException;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.plugin.Isolated;
import dev.sluice.store.offset.OffsetWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records and their offsets are written in transactions of one producer (KIP-618): who reads committed records sees each
 * of them once, whatever crashes. A transaction begins with its first record; the offsets go in right before it is
 * committed. Only then does the task hear of its records.
 *
 * <p>An aborted transaction's records are gone for good: the offsets behind them are committed all the same, in a
 * transaction of their own, and the task hears of the records without metadata, as of those that were left out.
 */
public final class ExactlyOnceWrites implements SourceWrites {
    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnceWrites.class);
    private static final int CAUSES_LOOKED_AT = 5;

    private final String label;
    private final TaskControl control;
    private final Producer<byte[], byte[]> producer;
    private final OffsetWriter offsets;
    private final TopicUseTracker topicUses;
    private final TaskNotices notices;
    private final Transactions transactions;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    /** The records since the last commit, kept only for tasks that want to hear of each. */
    private final List<Written> written = new ArrayList<>();

    private Written announced;
    private SourceRecord newest;
    private final Callback unnoticed = this::completed;
    private volatile Exception sendFailure;
    private boolean transactionOpen;
    private final SourceMeasures measures;
    private int inTransaction;
    /** Written by the producer's thread only, and taken when it is done with a transaction. */
    private final AtomicLong bytes = new AtomicLong();

    private int leftOut;

    /** Notes of records that were left out of the transaction, which are not safe yet. */
    private final List<CompletableFuture<Void>> notes = new ArrayList<>();

    private final TransactionPace pace = new TransactionPace();
    /** When the last of a transaction's records was with the brokers, on the clock of {@link System#nanoTime}. */
    private volatile long arrivedNs;

    /** A record since the last commit, and the producer's callback for it. */
    private final class Written implements Callback {
        private final SourceRecord record;
        private volatile RecordMetadata metadata;

        Written(SourceRecord record) {
            this.record = record;
        }

        @Override
        public void onCompletion(RecordMetadata arrived, Exception error) {
            metadata = error == null ? arrived : null;
            completed(arrived, error);
        }
    }

    /**
     * @param label how log lines name the task
     */
    public ExactlyOnceWrites(
            String label,
            Isolated<SourceTask> task,
            TaskControl control,
            SourceParts parts,
            Transactions transactions) {
        this.label = label;
        this.control = control;
        this.producer = parts.producer();
        this.offsets = parts.offsetWriter();
        this.topicUses = parts.topicUses();
        this.notices = new TaskNotices(label, task);
        this.transactions = transactions;
        this.measures = parts.measures();
        parts.errors().onSkipped((record, noted) -> notes.add(noted));
    }

    @Override
    public boolean open() throws InterruptedException {
        if (!transactions.clearance().fenceOthers()) {
            return false;
        }
        try {
            producer.initTransactions();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            if (control.cancelled()) {
                return false;
            }
            throw failure("could not get the right to write in transactions", e);
        }
        return transactions.clearance().confirm();
    }

    @Override
    public void started() {
        transactions.boundary().start();
    }

    /** A record that fails spoils its transaction; that shows with the next record, or with the commit. */
    @Override
    public void throwIfFailed() {}

    @Override
    public Callback sending(SourceRecord record, String topic) {
        if (topic.equals(transactions.offsetsTopic())) {
            // Reading offsets waits for open transactions, so the task could wait for its own for ever.
            throw new ConnectException(label + " must not write records to topic '" + topic
                    + "', which holds its own offsets; name another topic in the connector's config, or an"
                    + " offsets.storage.topic of its own");
        }
        Exception failed = sendFailure;
        if (failed != null) {
            throw failure("could not write its records", failed);
        }
        try {
            begin();
        } catch (KafkaException | IllegalStateException e) {
            throw failure("could not begin a transaction", e);
        }
        if (!notices.ofRecords()) {
            return unnoticed;
        }
        announced = new Written(record);
        return announced;
    }

    @Override
    public void sent(SourceRecord record) {
        // Not before: what the producer has not taken is no part of the transaction.
        note(record);
        inTransaction++;
        if (announced != null) {
            written.add(announced);
            announced = null;
        }
        end(transactions.boundary().afterRecord(record));
    }

    /** Remembers an offset; runs of records with the same partition object touch the map only once. */
    private void note(SourceRecord record) {
        if (newest != null && newest.sourcePartition() != record.sourcePartition()) {
            settle();
        }
        newest = record;
    }

    private void settle() {
        if (newest != null) {
            offsets.put(newest.sourcePartition(), newest.sourceOffset());
            newest = null;
        }
    }

    @Override
    public void dropped(SourceRecord record) {
        leftOut++;
        if (notices.ofRecords()) {
            written.add(new Written(record));
        }
        end(transactions.boundary().afterRecord(record));
    }

    @Override
    public void sendingEnded() {
        measures.leftOut(leftOut);
        leftOut = 0;
    }

    @Override
    public void batchEnded() {
        end(transactions.boundary().afterBatch());
    }

    /** A transaction that stays open would time out, and the task with it. */
    @Override
    public void pausing() {
        if (transactions.boundary().commitsAtEnd()) {
            commit();
        }
    }

    /** A failed task has nothing to commit: its transaction may lack records. */
    @Override
    public void finish(boolean orderly) {
        if (orderly && !control.cancelled() && transactions.boundary().commitsAtEnd()) {
            commit();
        }
    }

    @Override
    public void cancel() {
        cancelled.complete(null);
    }

    private void completed(RecordMetadata metadata, Exception error) {
        if (error == null) {
            topicUses.used(metadata.topic());
            bytes.setRelease(bytes.getPlain() + Delivery.bytes(metadata));
        } else {
            sendFailure = error;
        }
    }

    private void end(TransactionBoundary.End end) {
        switch (end) {
            case NONE -> {}
            case COMMIT -> commit();
            case ABORT -> {
                abort();
                commit();
            }
        }
    }

    private void begin() {
        if (!transactionOpen) {
            producer.beginTransaction();
            transactionOpen = true;
        }
    }

    private void abort() {
        if (!transactionOpen) {
            LOG.warn("{} The task has asked to abort a transaction that holds no records; ignored", label);
            return;
        }
        try {
            producer.abortTransaction();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            throw failure("could not abort a transaction", e);
        }
        LOG.info("{} A transaction was aborted at the task's request", label);
        transactionOpen = false;
        measures.written(inTransaction);
        measures.writtenBytes(bytes.getAndSet(0));
        inTransaction = 0;
        sendFailure = null;
        written.forEach(each -> each.metadata = null);
    }

    private void commit() {
        long startedMs = measures.task().nowMs();
        settle();
        Optional<OffsetWriter.Flush> flush = startFlush();
        if (transactionOpen || flush.isPresent()) {
            topicUses.tellAnew();
            boolean done = false;
            try {
                begin();
                awaitMarkers();
                long askedNs = System.nanoTime();
                arrivedNs = askedNs;
                Optional<CompletableFuture<Void>> stored = flush.map(this::write);
                awaitNotes();
                producer.commitTransaction();
                done = true;
                pace.wrote(arrivedNs - askedNs);
                pace.ended(System.nanoTime());
                stored.ifPresent(this::await);
            } catch (InterruptException | TaskStoppedException e) {
                throw e;
            } catch (KafkaException | IllegalStateException e) {
                throw failure("could not commit a transaction", rootOf(e));
            } finally {
                if (!done) {
                    measures.task().commitFailed();
                    flush.ifPresent(OffsetWriter.Flush::abandon);
                }
            }
            transactionOpen = false;
            measures.transaction(inTransaction);
            measures.written(inTransaction);
            measures.writtenBytes(bytes.getAndSet(0));
            inTransaction = 0;
        }
        measures.task().committed(startedMs);
        tellTask();
    }

    private void awaitMarkers() {
        long leftNs = pace.leftNs(System.nanoTime());
        while (leftNs > 0 && !control.stopping()) {
            LockSupport.parkNanos(leftNs);
            leftNs = pace.leftNs(System.nanoTime());
        }
    }

    private Optional<OffsetWriter.Flush> startFlush() {
        try {
            return offsets.startFlush(Duration.ZERO);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The task's own thread has not ended its last commit", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Puts the offsets into the transaction. It is not committed before all of it is with the brokers, and not if part of
     * it failed, so there is nothing to wait for but removals: a store may write those elsewhere first.
     */
    private CompletableFuture<Void> write(OffsetWriter.Flush flush) {
        CompletableFuture<Void> stored = flush.write().thenRun(() -> arrivedNs = System.nanoTime());
        if (flush.removes() || stored.isCompletedExceptionally()) {
            producer.flush();
            await(stored);
        }
        return stored;
    }

    private void await(CompletableFuture<Void> stored) {
        await(stored, "Offsets could not be written");
    }

    /** A record that was left out is nowhere until the note of it is safe. */
    private void awaitNotes() {
        if (!notes.isEmpty()) {
            await(
                    CompletableFuture.allOf(notes.toArray(CompletableFuture<?>[]::new)),
                    "A failed record could not be reported");
            notes.clear();
        }
    }

    private void await(CompletableFuture<Void> written, String otherwise) {
        try {
            CompletableFuture.anyOf(written, cancelled).get();
        } catch (ExecutionException e) {
            throw new ConnectException(otherwise + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        if (!written.isDone()) {
            throw new TaskStoppedException("The task was given up while a transaction was being committed");
        }
    }

    private void tellTask() {
        written.forEach(each -> notices.recordDone(each.record, each.metadata));
        written.clear();
        try {
            notices.offsetsStored();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What a record failed with says more than that the transaction cannot go on. */
    private Exception rootOf(RuntimeException error) {
        Exception record = sendFailure;
        return record == null ? error : record;
    }

    private ConnectException failure(String what, Exception error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < CAUSES_LOOKED_AT; depth++) {
            if (cause instanceof InvalidProducerEpochException || cause instanceof ProducerFencedException) {
                return new ConnectException(
                        label + " " + what + ", as its producer may not write any more. Either another instance of the"
                                + " task has taken over, or a transaction took longer than the producer's"
                                + " transaction.timeout.ms. In that case raise producer.override.transaction.timeout.ms,"
                                + " lower transaction.boundary.interval.ms, use transaction.boundary=poll, or let the"
                                + " producer send faster",
                        error);
            }
            cause = cause.getCause();
        }
        return new ConnectException(label + " " + what + ": " + error.getMessage(), error);
    }
}
