package org.apache.kafka.connect.source;

/** Whether a source connector can mark the boundaries of its transactions itself (KIP-618). */
public enum ConnectorTransactionBoundaries {
    /** It can, through the {@link TransactionContext}. */
    SUPPORTED,
    /** It cannot. */
    UNSUPPORTED
}
