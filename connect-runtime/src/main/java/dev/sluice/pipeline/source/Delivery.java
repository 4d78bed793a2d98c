package dev.sluice.pipeline.source;

import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * One record on its way to Kafka, and the producer's callback for it: the only object that a record costs here. It holds
 * the record itself only where somebody may ask for it, as tens of thousands can be on their way, and what is held so
 * long is moved about by garbage collection.
 */
final class Delivery implements Callback {
    final Map<String, ?> sourcePartition;
    final Map<String, ?> sourceOffset;
    /** Where the record goes. */
    final String topic;
    /** As the task gave it; null if nobody is going to ask for it. */
    final SourceRecord record;

    private final Acknowledgements acknowledgements;
    /** The record that was sent after this one; guarded by {@link InFlightRecords}. */
    Delivery next;
    /** Of key and value; known once it is acknowledged. */
    int bytes;

    private volatile boolean acknowledged;

    /**
     * @param holdsRecord      whether somebody may ask for the record
     * @param topic            where the record goes, which transformations may have changed
     * @param acknowledgements hears what has become of it
     */
    Delivery(SourceRecord record, boolean holdsRecord, String topic, Acknowledgements acknowledgements) {
        this.sourcePartition = record.sourcePartition();
        this.sourceOffset = record.sourceOffset();
        this.topic = topic;
        this.record = holdsRecord ? record : null;
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
