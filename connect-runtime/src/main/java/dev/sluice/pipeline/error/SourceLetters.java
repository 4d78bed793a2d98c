package dev.sluice.pipeline.error;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What came from a source has no bytes yet, and its converters may be what failed: key, value and headers are written as
 * JSON with schemas, as the task gave them, so that a sink with {@code JsonConverter} reads them again. What does not fit
 * its own schema is written as text. Used by one thread at a time.
 */
public final class SourceLetters implements Letters<SourceRecord> {
    private final JsonConverter keys = converter(true, true);
    private final JsonConverter values = converter(true, false);
    private final JsonConverter origins = converter(false, false);

    private static JsonConverter converter(boolean schemas, boolean key) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), key);
        return converter;
    }

    @Override
    public synchronized ProducerRecord<byte[], byte[]> letter(String queue, SourceRecord record) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            headers.add(header.key(), json(values, queue, header.schema(), header.value()));
        }
        Long timestamp = record.timestamp();
        return new ProducerRecord<>(
                queue,
                null,
                timestamp == null || timestamp < 0 ? null : timestamp,
                json(keys, queue, record.keySchema(), record.key()),
                json(values, queue, record.valueSchema(), record.value()),
                headers);
    }

    private static byte[] json(JsonConverter converter, String topic, Schema schema, Object value) {
        if (schema == null && value == null) {
            return null;
        }
        try {
            return converter.fromConnectData(topic, schema, value);
        } catch (DataException | ClassCastException e) {
            return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public synchronized void addOrigin(Headers headers, SourceRecord record) {
        DeadLetterQueue.add(headers, "topic", record.topic());
        if (record.kafkaPartition() != null) {
            DeadLetterQueue.add(headers, "partition", record.kafkaPartition().toString());
        }
        headers.add(
                DeadLetterQueue.PREFIX + "source.partition",
                json(origins, record.topic(), null, record.sourcePartition()));
        headers.add(
                DeadLetterQueue.PREFIX + "source.offset", json(origins, record.topic(), null, record.sourceOffset()));
    }

    @Override
    public String origin(SourceRecord record) {
        return "topic=" + record.topic() + " sourcePartition=" + record.sourcePartition() + " sourceOffset="
                + record.sourceOffset();
    }
}
