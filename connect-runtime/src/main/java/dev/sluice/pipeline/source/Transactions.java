package dev.sluice.pipeline.source;

/**
 * What an exactly-once source task's writes depend on beside its parts.
 *
 * @param clearance    asked before the first transaction
 * @param boundary     where transactions end
 * @param offsetsTopic the topic of the task's offsets, to which it must not write records
 */
public record Transactions(WriteClearance clearance, TransactionBoundary boundary, String offsetsTopic) {}
