package org.apache.kafka.connect.source;

/** Whether a source connector delivers each record exactly once when the worker does its part (KIP-618). */
public enum ExactlyOnceSupport {
    /** It does, with the configuration it was asked about. */
    SUPPORTED,
    /** It does not. */
    UNSUPPORTED
}
