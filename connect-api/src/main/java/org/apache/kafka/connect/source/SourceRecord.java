package org.apache.kafka.connect.source;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;

/**
 * A record that a source task has read. Besides what goes to Kafka it tells where it is from: a partition of the other
 * system (a file, a table) and the offset in it at which to go on after this record. Both are maps of primitive values in
 * a shape that the connector chooses.
 */
public class SourceRecord extends ConnectRecord<SourceRecord> {
    private final Map<String, ?> sourcePartition;
    private final Map<String, ?> sourceOffset;

    /**
     * Makes a record without key and timestamp.
     *
     * @param sourcePartition where the record is from
     * @param sourceOffset where to go on after it
     * @param topic the topic's name
     * @param partition the Kafka partition, null to let the producer choose
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     */
    public SourceRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            String topic,
            Integer partition,
            Schema valueSchema,
            Object value) {
        this(sourcePartition, sourceOffset, topic, partition, null, null, valueSchema, value);
    }

    /**
     * Makes a record without key, Kafka partition and timestamp.
     *
     * @param sourcePartition where the record is from
     * @param sourceOffset where to go on after it
     * @param topic the topic's name
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     */
    public SourceRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            String topic,
            Schema valueSchema,
            Object value) {
        this(sourcePartition, sourceOffset, topic, null, null, null, valueSchema, value);
    }

    /**
     * Makes a record without Kafka partition and timestamp.
     *
     * @param sourcePartition where the record is from
     * @param sourceOffset where to go on after it
     * @param topic the topic's name
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     */
    public SourceRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            String topic,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value) {
        this(sourcePartition, sourceOffset, topic, null, keySchema, key, valueSchema, value);
    }

    /**
     * Makes a record without timestamp.
     *
     * @param sourcePartition where the record is from
     * @param sourceOffset where to go on after it
     * @param topic the topic's name
     * @param partition the Kafka partition, null to let the producer choose
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     */
    public SourceRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            String topic,
            Integer partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value) {
        this(sourcePartition, sourceOffset, topic, partition, keySchema, key, valueSchema, value, null);
    }

    /**
     * Makes a record without headers.
     *
     * @param sourcePartition where the record is from
     * @param sourceOffset where to go on after it
     * @param topic the topic's name
     * @param partition the Kafka partition, null to let the producer choose
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param timestamp milliseconds since the epoch, null to let the producer choose
     */
    public SourceRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            String topic,
            Integer partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp) {
        this(sourcePartition, sourceOffset, topic, partition, keySchema, key, valueSchema, value, timestamp, null);
    }

    /**
     * Makes a record.
     *
     * @param sourcePartition where the record is from
     * @param sourceOffset where to go on after it
     * @param topic the topic's name
     * @param partition the Kafka partition, null to let the producer choose
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param timestamp milliseconds since the epoch, null to let the producer choose
     * @param headers the headers, null for none; handled as by {@link ConnectRecord}
     */
    public SourceRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            String topic,
            Integer partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        super(topic, partition, keySchema, key, valueSchema, value, timestamp, headers);
        this.sourcePartition = sourcePartition;
        this.sourceOffset = sourceOffset;
    }

    /**
     * The part of the other system that the record is from.
     *
     * @return the partition in the connector's own shape
     */
    public Map<String, ?> sourcePartition() {
        return sourcePartition;
    }

    /**
     * Where to go on after this record.
     *
     * @return the offset in the connector's own shape
     */
    public Map<String, ?> sourceOffset() {
        return sourceOffset;
    }

    @Override
    public SourceRecord newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp) {
        return newRecord(
                topic,
                kafkaPartition,
                keySchema,
                key,
                valueSchema,
                value,
                timestamp,
                headers().duplicate());
    }

    @Override
    public SourceRecord newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        return new SourceRecord(
                sourcePartition,
                sourceOffset,
                topic,
                kafkaPartition,
                keySchema,
                key,
                valueSchema,
                value,
                timestamp,
                headers);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!super.equals(o)) {
            return false;
        }
        SourceRecord that = (SourceRecord) o;
        return Objects.equals(sourcePartition, that.sourcePartition) && Objects.equals(sourceOffset, that.sourceOffset);
    }

    @Override
    public int hashCode() {
        int result = super.hashCode();
        result = 31 * result + Objects.hashCode(sourcePartition);
        return 31 * result + Objects.hashCode(sourceOffset);
    }

    @Override
    public String toString() {
        return "SourceRecord{sourcePartition=" + sourcePartition + ", sourceOffset=" + sourceOffset + "} "
                + super.toString();
    }
}
