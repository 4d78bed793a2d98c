package dev.sluice.pipeline.convert;

import dev.sluice.metrics.ConversionMeasures;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.RecordSkippedException;
import dev.sluice.pipeline.error.Stage;
import dev.sluice.plugin.Isolated;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes what a sink task gets out of what came from Kafka: key, value and headers, then transformations. Used by the
 * task's thread only.
 */
public final class SinkConversion implements AutoCloseable {
    private final TransformationChain<SinkRecord, ConsumerRecord<byte[], byte[]>> transformations;
    private final Converters converters;
    private final ErrorHandler<ConsumerRecord<byte[], byte[]>> errors;
    private final TopicUseTracker topics;
    private final ConversionMeasures measures;

    public SinkConversion(
            TransformationChain<SinkRecord, ConsumerRecord<byte[], byte[]>> transformations,
            Converters converters,
            ErrorHandler<ConsumerRecord<byte[], byte[]>> errors,
            TopicUseTracker topics,
            ConversionMeasures measures) {
        this.transformations = transformations;
        this.converters = converters;
        this.errors = errors;
        this.topics = topics;
        this.measures = measures;
    }

    /** So many records are going to be converted next. */
    public void expect(int records) {
        measures.batch(records);
    }

    /**
     * Converts a record.
     *
     * @return null if a transformation dropped it, or if it failed and is left out; an {@link InternalSinkRecord}
     *     where failures are reported, so that the bytes it was made of can go to the dead letter queue (KIP-610)
     * @throws org.apache.kafka.connect.errors.ConnectException if it failed and the task has to fail
     */
    public SinkRecord convert(ConsumerRecord<byte[], byte[]> message) {
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        boolean timed = measures.next();
        long recoveries = errors.recoveries();
        long startedNanos = timed ? measures.nowNanos() : 0;
        try {
            SchemaAndValue key = key(message);
            SchemaAndValue value = value(message);
            ConnectHeaders headers = headers(message);
            topics.used(message.topic());
            SinkRecord record = new SinkRecord(
                    message.topic(),
                    message.partition(),
                    key.schema(),
                    key.value(),
                    value.schema(),
                    value.value(),
                    message.offset(),
                    message.timestamp() == ConsumerRecord.NO_TIMESTAMP ? null : (Long) message.timestamp(),
                    message.timestampType(),
                    headers);
            long convertedNanos = timed ? measures.nowNanos() : 0;
            SinkRecord transformed = transformations.apply(record, message);
            if (timed && errors.recoveries() == recoveries) {
                measures.timed(measures.nowNanos() - convertedNanos, convertedNanos - startedNanos);
            }
            return transformed == null || !errors.reports()
                    ? transformed
                    : new InternalSinkRecord(new ProcessingContext<>(message), transformed);
        } catch (RecordSkippedException reported) {
            return null;
        } finally {
            Isolated.exit(previous);
        }
    }

    private SchemaAndValue key(ConsumerRecord<byte[], byte[]> message) throws RecordSkippedException {
        converters.key().enter();
        try {
            return convertKey(message);
        } catch (Exception e) {
            return errors.recover(
                    message, Stage.KEY_CONVERTER, converters.key().className(), e, () -> convertKey(message));
        }
    }

    private SchemaAndValue convertKey(ConsumerRecord<byte[], byte[]> message) {
        return converters.key().get().toConnectData(message.topic(), message.headers(), message.key());
    }

    private SchemaAndValue value(ConsumerRecord<byte[], byte[]> message) throws RecordSkippedException {
        converters.value().enter();
        try {
            return convertValue(message);
        } catch (Exception e) {
            return errors.recover(
                    message, Stage.VALUE_CONVERTER, converters.value().className(), e, () -> convertValue(message));
        }
    }

    private SchemaAndValue convertValue(ConsumerRecord<byte[], byte[]> message) {
        return converters.value().get().toConnectData(message.topic(), message.headers(), message.value());
    }

    private ConnectHeaders headers(ConsumerRecord<byte[], byte[]> message) throws RecordSkippedException {
        ConnectHeaders headers = new ConnectHeaders();
        boolean entered = false;
        for (Header header : message.headers()) {
            if (!entered) {
                converters.header().enter();
                entered = true;
            }
            headers.add(header.key(), header(message, header));
        }
        return headers;
    }

    private SchemaAndValue header(ConsumerRecord<byte[], byte[]> message, Header header) throws RecordSkippedException {
        try {
            return convertHeader(message, header);
        } catch (Exception e) {
            return errors.recover(
                    message,
                    Stage.HEADER_CONVERTER,
                    converters.header().className(),
                    e,
                    () -> convertHeader(message, header));
        }
    }

    private SchemaAndValue convertHeader(ConsumerRecord<byte[], byte[]> message, Header header) {
        return converters.header().get().toConnectHeader(message.topic(), header.key(), header.value());
    }

    /**
     * Turns a sink record back into bytes, for a record that a task made itself and wants reported.
     *
     * @throws RuntimeException whatever a converter throws
     */
    public ConsumerRecord<byte[], byte[]> serialize(SinkRecord record) {
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        try {
            String topic = record.topic();
            converters.key().enter();
            byte[] key = converters.key().get().fromConnectData(topic, record.keySchema(), record.key());
            converters.value().enter();
            byte[] value = converters.value().get().fromConnectData(topic, record.valueSchema(), record.value());
            converters.header().enter();
            RecordHeaders headers = new RecordHeaders();
            for (org.apache.kafka.connect.header.Header header : record.headers()) {
                headers.add(
                        header.key(),
                        converters
                                .header()
                                .get()
                                .fromConnectHeader(topic, header.key(), header.schema(), header.value()));
            }
            return new ConsumerRecord<>(
                    record.originalTopic(),
                    record.originalKafkaPartition(),
                    record.originalKafkaOffset(),
                    record.timestamp() == null ? ConsumerRecord.NO_TIMESTAMP : record.timestamp(),
                    record.timestampType(),
                    key == null ? -1 : key.length,
                    value == null ? -1 : value.length,
                    key,
                    value,
                    headers,
                    Optional.empty());
        } finally {
            Isolated.exit(previous);
        }
    }

    @Override
    public void close() {
        transformations.close();
        converters.close();
    }
}
