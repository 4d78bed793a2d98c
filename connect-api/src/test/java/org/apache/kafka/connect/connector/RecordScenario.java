package org.apache.kafka.connect.connector;

import dev.sluice.differential.RandomSchemas;
import dev.sluice.differential.RandomValues;
import dev.sluice.differential.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes source and sink records in every way there is, derives others from them, and compares them. */
public class RecordScenario implements LongFunction<String> {
    private final Transcript transcript = new Transcript();
    private Random random;
    private RandomSchemas schemas;
    private RandomValues values;

    @Override
    public String apply(long seed) {
        return new RecordScenario().run(seed);
    }

    private String run(long seed) {
        random = new Random(seed);
        schemas = new RandomSchemas(random);
        values = new RandomValues(random);
        Content content = content();
        SinkRecord sink = sink(content, new Random(seed));
        SourceRecord source = source(content, new Random(seed));
        look(sink);
        look(source);
        compare(sink, sink(content, new Random(seed)));
        compare(source, source(content, new Random(seed)));
        compare(sink, sink(content, random));
        compare(source, source(content, random));
        compare(sink, sink(content(), new Random(seed)));
        compare(source, source(content(), new Random(seed)));
        compare(sink, source);
        transcript.step("derived sink", () -> derive(sink));
        transcript.step("derived source", () -> derive(source));
        pairs();
        return transcript.toString();
    }

    private <R extends ConnectRecord<R>> R derive(R record) {
        Content content = content();
        Integer partition = random.nextInt(4) == 0 ? null : (Integer) random.nextInt(3);
        R plain = record.newRecord(
                content.topic, partition, content.keySchema, content.key, content.schema, content.value, 5L);
        look(plain);
        transcript.note("headers shared", Transcript.identical(plain.headers(), record.headers()));
        plain.headers().addString("added later", "value");
        transcript.note("headers of the first", record.headers());
        R same = record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
        compare(record, same);
        transcript.note("container kept", Transcript.identical(same.headers(), record.headers()));
        R other = record.newRecord(
                content.topic,
                partition,
                content.keySchema,
                content.key,
                content.schema,
                content.value,
                null,
                content.headers);
        look(other);
        transcript.note("container given", Transcript.identical(other.headers(), content.headers));
        return other;
    }

    private void look(ConnectRecord<?> record) {
        transcript.note("text", record);
        transcript.note(
                "parts",
                Arrays.asList(
                        record.topic(),
                        record.kafkaPartition(),
                        record.keySchema(),
                        record.key(),
                        record.valueSchema(),
                        record.value(),
                        record.timestamp(),
                        record.headers()));
        if (record instanceof SinkRecord sink) {
            transcript.note("offset", sink.kafkaOffset());
            transcript.note("timestamp type", sink.timestampType());
            transcript.note("original", Arrays.asList(sink.originalTopic(), sink.originalKafkaPartition()));
            transcript.note("original offset", sink.originalKafkaOffset());
        } else if (record instanceof SourceRecord source) {
            transcript.note("partition", source.sourcePartition());
            transcript.note("source offset", source.sourceOffset());
        }
        if (hashes(record)) {
            transcript.note("formula", record.hashCode() == hash(record));
        }
    }

    private static int hash(ConnectRecord<?> record) {
        int hash = contentHash(record);
        if (record instanceof SinkRecord sink) {
            hash = 31 * hash + Long.hashCode(sink.kafkaOffset());
            hash = 31 * hash + Objects.hashCode(sink.timestampType());
            hash = 31 * hash + Objects.hashCode(sink.originalTopic());
            hash = 31 * hash + Objects.hashCode(sink.originalKafkaPartition());
            hash = 31 * hash + Long.hashCode(sink.originalKafkaOffset());
        } else if (record instanceof SourceRecord source) {
            hash = 31 * hash + Objects.hashCode(source.sourcePartition());
            hash = 31 * hash + Objects.hashCode(source.sourceOffset());
        }
        return hash;
    }

    private static int contentHash(ConnectRecord<?> record) {
        int hash = Objects.hashCode(record.topic());
        hash = 31 * hash + Objects.hashCode(record.kafkaPartition());
        hash = 31 * hash + Objects.hashCode(record.keySchema());
        hash = 31 * hash + Objects.hashCode(record.key());
        hash = 31 * hash + Objects.hashCode(record.valueSchema());
        hash = 31 * hash + Objects.hashCode(record.value());
        hash = 31 * hash + Objects.hashCode(record.timestamp());
        return 31 * hash + record.headers().hashCode();
    }

    private void compare(Object left, Object right) {
        transcript.step("equal", () -> left.equals(right));
        transcript.step("equal the other way", () -> right.equals(left));
        Object nothing = null;
        transcript.note("equal to null", left.equals(nothing));
        if (hashes(left) && hashes(right)) {
            transcript.note("same hash", left.hashCode() == right.hashCode());
        }
    }

    /** Apache's sink records throw when they are hashed with one of these being null; that is not worth repeating. */
    private static boolean hashes(Object record) {
        return !(record instanceof SinkRecord sink)
                || (sink.originalTopic() != null
                        && sink.originalKafkaPartition() != null
                        && sink.timestampType() != null);
    }

    private void pairs() {
        Schema schema = random.nextInt(4) == 0 ? null : schemas.any(2);
        Object value = schema == null ? values.any(2) : values.mostlyFitting(schema);
        SchemaAndValue pair = new SchemaAndValue(schema, value);
        transcript.note("pair", pair);
        transcript.note("pair's schema", pair.schema());
        transcript.note("pair's value", pair.value());
        transcript.note("pair's formula", pair.hashCode() == Objects.hash(schema, value));
        compare(pair, new SchemaAndValue(schema == null ? null : schemas.copy(schema), value));
        compare(pair, new SchemaAndValue(schema, values.any(1)));
        compare(pair, new SchemaAndValue(schema, value) {});
        compare(SchemaAndValue.NULL, new SchemaAndValue(null, null));
        transcript.note("null's hash", SchemaAndValue.NULL.hashCode());
    }

    private static SinkRecord sink(Content c, Random random) {
        int partition = random.nextInt(3);
        long offset = random.nextInt(3);
        TimestampType type = List.of(TimestampType.values()).get(random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> new SinkRecord(c.topic, partition, c.keySchema, c.key, c.schema, c.value, offset);
            case 1 ->
                new SinkRecord(c.topic, partition, c.keySchema, c.key, c.schema, c.value, offset, c.timestamp, type);
            case 2 ->
                new SinkRecord(
                        c.topic,
                        partition,
                        c.keySchema,
                        c.key,
                        c.schema,
                        c.value,
                        offset,
                        c.timestamp,
                        type,
                        c.headers);
            default ->
                new SinkRecord(
                        c.topic,
                        partition,
                        c.keySchema,
                        c.key,
                        c.schema,
                        c.value,
                        offset,
                        c.timestamp,
                        random.nextInt(4) == 0 ? null : type,
                        c.headers,
                        random.nextBoolean() ? null : "original",
                        random.nextBoolean() ? null : 7,
                        random.nextInt(3));
        };
    }

    private static SourceRecord source(Content c, Random random) {
        Map<String, ?> from = random.nextInt(4) == 0 ? null : Map.of("file", random.nextInt(3));
        Map<String, Object> offset = new HashMap<>();
        offset.put("position", random.nextBoolean() ? null : 5L);
        return switch (random.nextInt(6)) {
            case 0 -> new SourceRecord(from, offset, c.topic, 1, c.schema, c.value);
            case 1 -> new SourceRecord(from, offset, c.topic, c.schema, c.value);
            case 2 -> new SourceRecord(from, null, c.topic, c.keySchema, c.key, c.schema, c.value);
            case 3 -> new SourceRecord(from, offset, c.topic, null, c.keySchema, c.key, c.schema, c.value);
            case 4 -> new SourceRecord(from, offset, c.topic, 2, c.keySchema, c.key, c.schema, c.value, c.timestamp);
            default ->
                new SourceRecord(
                        from, offset, c.topic, 3, c.keySchema, c.key, c.schema, c.value, c.timestamp, c.headers);
        };
    }

    private Content content() {
        Schema keySchema = random.nextBoolean() ? null : schemas.any(1);
        Schema schema = random.nextInt(4) == 0 ? null : schemas.any(2);
        return new Content(
                random.nextInt(5) == 0 ? null : "topic" + random.nextInt(3),
                keySchema,
                keySchema == null ? values.any(0) : values.fitting(keySchema),
                schema,
                schema == null ? values.any(1) : values.fitting(schema),
                random.nextBoolean() ? null : (Long) values.integer(),
                headers());
    }

    private Iterable<Header> headers() {
        if (random.nextInt(4) == 0) {
            return null;
        }
        ConnectHeaders headers = new ConnectHeaders();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.addString("header" + i, values.text());
        }
        if (random.nextBoolean()) {
            return headers;
        }
        List<Header> copy = new ArrayList<>();
        headers.forEach(copy::add);
        return copy;
    }

    private record Content(
            String topic,
            Schema keySchema,
            Object key,
            Schema schema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {}
}
