package dev.sluice.pipeline.error;

/** A step in a record's way. The names stand in log lines and in headers of dead letters (KIP-298). */
public enum Stage {
    TASK_POLL,
    TASK_PUT,
    TRANSFORMATION,
    KEY_CONVERTER,
    VALUE_CONVERTER,
    HEADER_CONVERTER,
    KAFKA_PRODUCE,
    KAFKA_CONSUME
}
