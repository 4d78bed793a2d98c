package org.apache.kafka.connect.connector;

import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * A record on its way through a worker: topic, partition, key, value and their schemas, timestamp and headers.
 *
 * <p>All parts but the headers are fixed. A transformation that wants others makes a {@code newRecord}, which keeps what
 * is special to source or sink.
 *
 * @param <R> the concrete kind of record
 */
public abstract class ConnectRecord<R extends ConnectRecord<R>> {
    private final String topic;
    private final Integer kafkaPartition;
    private final Schema keySchema;
    private final Object key;
    private final Schema valueSchema;
    private final Object value;
    private final Long timestamp;
    private final Headers headers;

    /**
     * Makes a record without headers.
     *
     * @param topic the topic's name
     * @param kafkaPartition the partition, null to let the producer choose
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param timestamp milliseconds since the epoch, null if not known
     */
    public ConnectRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp) {
        this(topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, new ConnectHeaders());
    }

    /**
     * Makes a record with headers.
     *
     * @param topic the topic's name
     * @param kafkaPartition the partition, null to let the producer choose
     * @param keySchema the key's schema, null if there is none
     * @param key the key, may be null
     * @param valueSchema the value's schema, null if there is none
     * @param value the value, may be null
     * @param timestamp milliseconds since the epoch, null if not known
     * @param headers the headers, null for none; a {@link ConnectHeaders} becomes the record's own container, anything else
     *     is copied into a new one
     */
    public ConnectRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        this.topic = topic;
        this.kafkaPartition = kafkaPartition;
        this.keySchema = keySchema;
        this.key = key;
        this.valueSchema = valueSchema;
        this.value = value;
        this.timestamp = timestamp;
        this.headers = headers instanceof ConnectHeaders own ? own : new ConnectHeaders(headers);
    }

    /**
     * The topic.
     *
     * @return the name that the record is read from or written to
     */
    public String topic() {
        return topic;
    }

    /**
     * The partition.
     *
     * @return the number, null if the producer shall choose
     */
    public Integer kafkaPartition() {
        return kafkaPartition;
    }

    /**
     * The key.
     *
     * @return the key in the form that its schema asks for, or null
     */
    public Object key() {
        return key;
    }

    /**
     * The key's schema.
     *
     * @return the schema, null if the key has none
     */
    public Schema keySchema() {
        return keySchema;
    }

    /**
     * The value.
     *
     * @return the value in the form that its schema asks for, or null
     */
    public Object value() {
        return value;
    }

    /**
     * The value's schema.
     *
     * @return the schema, null if the value has none
     */
    public Schema valueSchema() {
        return valueSchema;
    }

    /**
     * The timestamp.
     *
     * @return milliseconds since the epoch, or null
     */
    public Long timestamp() {
        return timestamp;
    }

    /**
     * The headers.
     *
     * @return the record's own container, which may be changed; never null
     */
    public Headers headers() {
        return headers;
    }

    /**
     * Makes a record of the same kind with other content. It gets a copy of this record's headers.
     *
     * @param topic the topic's name
     * @param kafkaPartition the partition, may be null
     * @param keySchema the key's schema, may be null
     * @param key the key, may be null
     * @param valueSchema the value's schema, may be null
     * @param value the value, may be null
     * @param timestamp milliseconds since the epoch, may be null
     * @return the new record
     */
    public abstract R newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp);

    /**
     * Makes a record of the same kind with other content and headers.
     *
     * @param topic the topic's name
     * @param kafkaPartition the partition, may be null
     * @param keySchema the key's schema, may be null
     * @param key the key, may be null
     * @param valueSchema the value's schema, may be null
     * @param value the value, may be null
     * @param timestamp milliseconds since the epoch, may be null
     * @param headers the headers, handled as by the constructor
     * @return the new record
     */
    public abstract R newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers);

    @Override
    public String toString() {
        return "ConnectRecord{topic='" + topic
                + "', kafkaPartition=" + kafkaPartition
                + ", key=" + key
                + ", keySchema=" + keySchema
                + ", value=" + value
                + ", valueSchema=" + valueSchema
                + ", timestamp=" + timestamp
                + ", headers=" + headers
                + '}';
    }

    // A source record never equals a sink record, nor a subclass the class above it.
    @SuppressWarnings("EqualsGetClass")
    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (o == null || getClass() != o.getClass()) {
            return false;
        }
        ConnectRecord<?> that = (ConnectRecord<?>) o;
        return Objects.equals(kafkaPartition, that.kafkaPartition)
                && Objects.equals(topic, that.topic)
                && Objects.equals(keySchema, that.keySchema)
                && Objects.equals(key, that.key)
                && Objects.equals(valueSchema, that.valueSchema)
                && Objects.equals(value, that.value)
                && Objects.equals(timestamp, that.timestamp)
                && Objects.equals(headers, that.headers);
    }

    @Override
    public int hashCode() {
        int result = Objects.hashCode(topic);
        result = 31 * result + Objects.hashCode(kafkaPartition);
        result = 31 * result + Objects.hashCode(keySchema);
        result = 31 * result + Objects.hashCode(key);
        result = 31 * result + Objects.hashCode(valueSchema);
        result = 31 * result + Objects.hashCode(value);
        result = 31 * result + Objects.hashCode(timestamp);
        return 31 * result + headers.hashCode();
    }
}
