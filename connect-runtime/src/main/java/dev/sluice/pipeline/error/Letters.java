package dev.sluice.pipeline.error;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * How failed records of a kind look in a dead letter queue.
 *
 * @param <T> what kind of records
 */
public sealed interface Letters<T> permits ConsumedLetters, SourceLetters {

    /** The record, without headers that say what went wrong. */
    ProducerRecord<byte[], byte[]> letter(String queue, T record);

    /** Adds headers that say where the record came from; names begin with {@link DeadLetterQueue#PREFIX}. */
    void addOrigin(Headers headers, T record);

    /** Where the record came from, for log lines; nothing of its content. */
    String origin(T record);
}
