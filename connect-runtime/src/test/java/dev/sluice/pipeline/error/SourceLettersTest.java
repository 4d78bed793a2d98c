package dev.sluice.pipeline.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.metrics.Measures;
import dev.sluice.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What a source's failed record looks like in its dead letter queue. */
class SourceLettersTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private ProducerRecord<byte[], byte[]> letter(SourceRecord record, boolean headers) {
        var queue = new DeadLetterQueue<>(
                producer, "dead", headers, new SourceLetters(), new TaskId("c", 1), Measures.errors());
        var unused = queue.report(new OperationFailure<>(
                record, Stage.TRANSFORMATION, "some.Transformation", new DataException("bad"), 1));
        return producer.history().get(0);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aSinkWithTheJsonConverterReadsTheRecordAgain() {
        Schema schema = SchemaBuilder.struct()
                .name("Order")
                .field("n", Schema.INT64_SCHEMA)
                .build();
        Struct value = new Struct(schema).put("n", 7L);
        SourceRecord record = new SourceRecord(
                Map.of("file", "a"), Map.of("at", 3L), "orders", 2, Schema.STRING_SCHEMA, "k", schema, value, 99L);
        record.headers().addLong("h", 5);

        ProducerRecord<byte[], byte[]> letter = letter(record, false);

        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", true), false);
        assertEquals(new SchemaAndValue(schema, value), converter.toConnectData("dead", letter.value()));
        assertEquals("k", converter.toConnectData("dead", letter.key()).value());
        assertEquals(
                5L,
                converter
                        .toConnectData("dead", letter.headers().lastHeader("h").value())
                        .value());
        assertEquals(99L, letter.timestamp());
        assertNull(letter.partition());
        assertEquals(1, letter.headers().toArray().length);
    }

    @Test
    void whatDoesNotFitItsSchemaIsWrittenAsText() {
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "orders", Schema.INT64_SCHEMA, "not a number");

        ProducerRecord<byte[], byte[]> letter = letter(record, false);

        assertEquals("not a number", text(letter.value()));
        assertNull(letter.key());
    }

    @Test
    void contextHeadersSayWhereItCameFromAndWhatWentWrong() {
        SourceRecord record =
                new SourceRecord(Map.of("file", "a"), Map.of("at", 3L), "orders", 2, null, null, null, "v");

        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : letter(record, true).headers()) {
            headers.put(header.key(), text(header.value()));
        }

        assertEquals("orders", headers.get("__connect.errors.topic"));
        assertEquals("2", headers.get("__connect.errors.partition"));
        assertEquals("{\"file\":\"a\"}", headers.get("__connect.errors.source.partition"));
        assertEquals("{\"at\":3}", headers.get("__connect.errors.source.offset"));
        assertEquals("c", headers.get("__connect.errors.connector.name"));
        assertEquals("1", headers.get("__connect.errors.task.id"));
        assertEquals("TRANSFORMATION", headers.get("__connect.errors.stage"));
        assertEquals("some.Transformation", headers.get("__connect.errors.class.name"));
        assertEquals(DataException.class.getName(), headers.get("__connect.errors.exception.class.name"));
        assertEquals("bad", headers.get("__connect.errors.exception.message"));
        assertEquals(11, headers.size());
    }
}
