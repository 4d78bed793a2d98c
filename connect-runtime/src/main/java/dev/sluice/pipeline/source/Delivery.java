package dev.sluice.pipeline.source;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;

/** One record on its way to Kafka, and the producer's callback for it: the only object that a record costs here. */
final class Delivery implements Callback {
    final SourceRecord record;
    private final Acknowledgements acknowledgements;
    /** The record that was sent after this one; guarded by {@link InFlightRecords}. */
    Delivery next;
    /** Of key and value; known once it is acknowledged. */
    int bytes;

    private volatile boolean acknowledged;

    Delivery(SourceRecord record, Acknowledgements acknowledgements) {
        this.record = record;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception error) {
        acknowledgements.completed(this, metadata, error);
    }

    void acknowledge() {
        acknowledged = true;
    }

    /** Of key and value, as they were serialized. */
    static int bytes(RecordMetadata metadata) {
        return Math.max(0, metadata.serializedKeySize()) + Math.max(0, metadata.serializedValueSize());
    }

    boolean acknowledged() {
        return acknowledged;
    }
}
