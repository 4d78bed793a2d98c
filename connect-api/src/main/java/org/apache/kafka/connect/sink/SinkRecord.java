package org.apache.kafka.connect.sink;

import java.util.Objects;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;

/**
 * A record that was read from Kafka. Besides its content it tells where it is kept, and where it was before
 * transformations changed its topic or partition: a task that reports offsets has to use the original place (KIP-793).
 */
public class SinkRecord extends ConnectRecord<SinkRecord> {
    private final long kafkaOffset;
    private final TimestampType timestampType;
    private final String originalTopic;
    private final Integer originalKafkaPartition;
    private final long originalKafkaOffset;

    /**
     * Makes a record without timestamp and headers.
     *
     * @param topic the topic's name
     * @param partition the partition
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param kafkaOffset the offset in the partition
     */
    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset) {
        this(topic, partition, keySchema, key, valueSchema, value, kafkaOffset, null, TimestampType.NO_TIMESTAMP_TYPE);
    }

    /**
     * Makes a record without headers.
     *
     * @param topic the topic's name
     * @param partition the partition
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param kafkaOffset the offset in the partition
     * @param timestamp milliseconds since the epoch, may be null
     * @param timestampType who has set the timestamp
     */
    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset,
            Long timestamp,
            TimestampType timestampType) {
        this(topic, partition, keySchema, key, valueSchema, value, kafkaOffset, timestamp, timestampType, null);
    }

    /**
     * Makes a record that is where it was read.
     *
     * @param topic the topic's name
     * @param partition the partition
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param kafkaOffset the offset in the partition
     * @param timestamp milliseconds since the epoch, may be null
     * @param timestampType who has set the timestamp
     * @param headers the headers, null for none; handled as by {@link ConnectRecord}
     */
    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset,
            Long timestamp,
            TimestampType timestampType,
            Iterable<Header> headers) {
        this(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                kafkaOffset,
                timestamp,
                timestampType,
                headers,
                topic,
                partition,
                kafkaOffset);
    }

    /**
     * Makes a record that was read somewhere else than it seems to be (KIP-793).
     *
     * @param topic the topic's name
     * @param partition the partition
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param kafkaOffset the offset in the partition
     * @param timestamp milliseconds since the epoch, may be null
     * @param timestampType who has set the timestamp
     * @param headers the headers, null for none; handled as by {@link ConnectRecord}
     * @param originalTopic the topic that it was read from
     * @param originalKafkaPartition the partition that it was read from
     * @param originalKafkaOffset the offset that it was read at
     */
    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset,
            Long timestamp,
            TimestampType timestampType,
            Iterable<Header> headers,
            String originalTopic,
            Integer originalKafkaPartition,
            long originalKafkaOffset) {
        super(topic, partition, keySchema, key, valueSchema, value, timestamp, headers);
        this.kafkaOffset = kafkaOffset;
        this.timestampType = timestampType;
        this.originalTopic = originalTopic;
        this.originalKafkaPartition = originalKafkaPartition;
        this.originalKafkaOffset = originalKafkaOffset;
    }

    /**
     * The offset.
     *
     * @return the record's number in its partition
     */
    public long kafkaOffset() {
        return kafkaOffset;
    }

    /**
     * Who has set the timestamp.
     *
     * @return the producer, the broker, or nobody
     */
    public TimestampType timestampType() {
        return timestampType;
    }

    /**
     * The topic that the record was read from, whatever transformations have made of it.
     *
     * @return the name; null if it was made so
     */
    public String originalTopic() {
        return originalTopic;
    }

    /**
     * The partition that the record was read from.
     *
     * @return the number; null if it was made so
     */
    public Integer originalKafkaPartition() {
        return originalKafkaPartition;
    }

    /**
     * The offset that the record was read at.
     *
     * @return the offset
     */
    public long originalKafkaOffset() {
        return originalKafkaOffset;
    }

    @Override
    public SinkRecord newRecord(
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
    public SinkRecord newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        return new SinkRecord(
                topic,
                kafkaPartition,
                keySchema,
                key,
                valueSchema,
                value,
                kafkaOffset,
                timestamp,
                timestampType,
                headers,
                originalTopic,
                originalKafkaPartition,
                originalKafkaOffset);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!super.equals(o)) {
            return false;
        }
        SinkRecord that = (SinkRecord) o;
        return kafkaOffset == that.kafkaOffset
                && timestampType == that.timestampType
                && originalKafkaOffset == that.originalKafkaOffset
                && Objects.equals(originalTopic, that.originalTopic)
                && Objects.equals(originalKafkaPartition, that.originalKafkaPartition);
    }

    @Override
    public int hashCode() {
        int result = super.hashCode();
        result = 31 * result + Long.hashCode(kafkaOffset);
        result = 31 * result + Objects.hashCode(timestampType);
        result = 31 * result + Objects.hashCode(originalTopic);
        result = 31 * result + Objects.hashCode(originalKafkaPartition);
        return 31 * result + Long.hashCode(originalKafkaOffset);
    }

    @Override
    public String toString() {
        return "SinkRecord{kafkaOffset=" + kafkaOffset
                + ", timestampType=" + timestampType
                + ", originalTopic=" + originalTopic
                + ", originalKafkaPartition=" + originalKafkaPartition
                + ", originalKafkaOffset=" + originalKafkaOffset
                + "} " + super.toString();
    }
}
