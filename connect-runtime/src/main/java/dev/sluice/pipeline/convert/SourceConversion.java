package dev.sluice.pipeline.convert;

import dev.sluice.metrics.ConversionMeasures;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.RecordSkippedException;
import dev.sluice.pipeline.error.Stage;
import dev.sluice.plugin.Isolated;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes what goes to Kafka out of what a source task gave: transformations, then headers, key and value. Used by the
 * task's thread only.
 */
public final class SourceConversion implements AutoCloseable {
    private final TransformationChain<SourceRecord, SourceRecord> transformations;
    private final Converters converters;
    private final ErrorHandler<SourceRecord> errors;
    private final ConversionMeasures measures;
    /** What a record without headers shows its converters; replaced once a converter has put something in. */
    private RecordHeaders noHeaders = new RecordHeaders();

    public SourceConversion(
            TransformationChain<SourceRecord, SourceRecord> transformations,
            Converters converters,
            ErrorHandler<SourceRecord> errors,
            ConversionMeasures measures) {
        this.transformations = transformations;
        this.converters = converters;
        this.errors = errors;
        this.measures = measures;
    }

    /** So many records are going to be converted next. */
    public void expect(int records) {
        measures.batch(records);
    }

    /**
     * Converts a record.
     *
     * @return null if a transformation dropped it, or if it failed and is left out
     * @throws org.apache.kafka.connect.errors.ConnectException if it failed and the task has to fail
     */
    public ProducerRecord<byte[], byte[]> convert(SourceRecord original) {
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        boolean timed = measures.next();
        long recoveries = errors.recoveries();
        long startedNanos = timed ? measures.nowNanos() : 0;
        try {
            SourceRecord record = transformations.apply(original, original);
            long transformedNanos = timed ? measures.nowNanos() : 0;
            if (record == null) {
                if (timed && errors.recoveries() == recoveries) {
                    measures.timed(transformedNanos - startedNanos, 0);
                }
                return null;
            }
            RecordHeaders headers = headers(original, record);
            byte[] key = key(original, record, headers);
            byte[] value = value(original, record, headers);
            if (timed && errors.recoveries() == recoveries) {
                measures.timed(transformedNanos - startedNanos, measures.nowNanos() - transformedNanos);
            }
            return new ProducerRecord<>(
                    record.topic(),
                    record.kafkaPartition(),
                    timestamp(record),
                    key,
                    value,
                    record.headers().isEmpty() ? claimed() : headers);
        } catch (RecordSkippedException reported) {
            return null;
        } finally {
            Isolated.exit(previous);
        }
    }

    private RecordHeaders headers(SourceRecord original, SourceRecord record) throws RecordSkippedException {
        if (record.headers().isEmpty()) {
            return noHeaders;
        }
        converters.header().enter();
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            headers.add(header.key(), header(original, record, header));
        }
        return headers;
    }

    private byte[] header(SourceRecord original, SourceRecord record, Header header) throws RecordSkippedException {
        try {
            return convertHeader(record, header);
        } catch (Exception e) {
            return errors.recover(
                    original, Stage.HEADER_CONVERTER, converters.header().className(), e, () -> {
                        return convertHeader(record, header);
                    });
        }
    }

    private byte[] convertHeader(SourceRecord record, Header header) {
        return converters
                .header()
                .get()
                .fromConnectHeader(record.topic(), header.key(), header.schema(), header.value());
    }

    private byte[] key(SourceRecord original, SourceRecord record, RecordHeaders headers)
            throws RecordSkippedException {
        converters.key().enter();
        try {
            return convertKey(record, headers);
        } catch (Exception e) {
            return errors.recover(
                    original, Stage.KEY_CONVERTER, converters.key().className(), e, () -> convertKey(record, headers));
        }
    }

    private byte[] convertKey(SourceRecord record, RecordHeaders headers) {
        return converters.key().get().fromConnectData(record.topic(), headers, record.keySchema(), record.key());
    }

    private byte[] value(SourceRecord original, SourceRecord record, RecordHeaders headers)
            throws RecordSkippedException {
        converters.value().enter();
        try {
            return convertValue(record, headers);
        } catch (Exception e) {
            return errors.recover(
                    original,
                    Stage.VALUE_CONVERTER,
                    converters.value().className(),
                    e,
                    () -> convertValue(record, headers));
        }
    }

    private byte[] convertValue(SourceRecord record, RecordHeaders headers) {
        return converters.value().get().fromConnectData(record.topic(), headers, record.valueSchema(), record.value());
    }

    /** The headers that converters have put into a record which had none; null if they have not. */
    private RecordHeaders claimed() {
        if (noHeaders.toArray().length == 0) {
            return null;
        }
        RecordHeaders claimed = noHeaders;
        noHeaders = new RecordHeaders();
        return claimed;
    }

    private static Long timestamp(SourceRecord record) {
        Long timestamp = record.timestamp();
        if (timestamp == null || timestamp >= 0) {
            return timestamp;
        }
        if (timestamp == ConsumerRecord.NO_TIMESTAMP) {
            return null;
        }
        throw new DataException("A source record has the timestamp " + timestamp
                + "; it must be milliseconds since the epoch, or null for none");
    }

    @Override
    public void close() {
        transformations.close();
        converters.close();
    }
}
