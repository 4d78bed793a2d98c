package dev.sluice.pipeline.source;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/**
 * Where the task asks for it. The task asks from any thread; a request for a batch holds for the next one that ends, a
 * request for a record for the next one that is equal to it. Contradictory requests are found out when they come to act,
 * not when they are made, since a task might swallow the exception then.
 */
public final class RequestedBoundary implements TransactionBoundary, TransactionContext {
    private boolean commitBatch;
    private boolean abortBatch;
    private final Set<SourceRecord> commitAfter = new HashSet<>();
    private final Set<SourceRecord> abortAfter = new HashSet<>();

    @Override
    public synchronized void commitTransaction() {
        commitBatch = true;
    }

    @Override
    public synchronized void commitTransaction(SourceRecord record) {
        commitAfter.add(required(record));
    }

    @Override
    public synchronized void abortTransaction() {
        abortBatch = true;
    }

    @Override
    public synchronized void abortTransaction(SourceRecord record) {
        abortAfter.add(required(record));
    }

    private static SourceRecord required(SourceRecord record) {
        return Objects.requireNonNull(record, "A transaction can only end with a record that is not null");
    }

    @Override
    public synchronized End afterRecord(SourceRecord record) {
        // Hashing a record is not cheap, and most records are no boundary.
        boolean commit = !commitAfter.isEmpty() && commitAfter.remove(record);
        boolean abort = !abortAfter.isEmpty() && abortAfter.remove(record);
        return end(commit, abort, "the same record");
    }

    @Override
    public synchronized End afterBatch() {
        End end = end(commitBatch, abortBatch, "the same batch");
        commitBatch = false;
        abortBatch = false;
        return end;
    }

    @Override
    public synchronized boolean commitsAtEnd() {
        boolean commits = end(commitBatch, abortBatch, "the same batch") == End.COMMIT;
        commitBatch = false;
        return commits;
    }

    private static End end(boolean commit, boolean abort, String of) {
        if (commit && abort) {
            throw new IllegalStateException(
                    "The task has asked its TransactionContext both to commit and to abort the transaction that ends with "
                            + of + "; this is an error in the connector");
        }
        return commit ? End.COMMIT : abort ? End.ABORT : End.NONE;
    }
}
