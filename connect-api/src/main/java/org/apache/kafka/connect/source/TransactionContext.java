package org.apache.kafka.connect.source;

/**
 * Lets a source task mark the boundaries of its transactions, if {@code transaction.boundary} is {@code connector}
 * (KIP-618).
 *
 * <p>A request takes effect when the records of the poll that follows or surrounds it are handled. A task that asks both
 * for commit and abort at the same place fails.
 */
public interface TransactionContext {

    /** Asks to commit after the next batch that {@link SourceTask#poll()} returns. */
    void commitTransaction();

    /**
     * Asks to commit after a record.
     *
     * @param record the last record of the transaction; it has to be part of the next batch
     */
    void commitTransaction(SourceRecord record);

    /** Asks to discard the transaction, with the next batch that {@link SourceTask#poll()} returns as its end. */
    void abortTransaction();

    /**
     * Asks to discard the transaction that ends with a record.
     *
     * @param record the last record of the transaction; it has to be part of the next batch
     */
    void abortTransaction(SourceRecord record);
}
