package org.apache.kafka.connect.transforms;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Records from a seed whose fields have few names, so that configurations from the same seed often name them. */
final class RandomRecords {
    static final List<String> NAMES = List.of("a", "b", "c", "d", "a.b", "`b", "");
    static final List<String> TOPICS = List.of("orders", "orders-1", "a", "x$y", "${timestamp}", "${topic}x");
    private static final List<String> TEXTS = List.of(
            "", "1", "-129", "1.5", "true", "TRUE", "NaN", "text", "2024-02-29", "1970-01-01T00:00:00.000Z", "1e3");
    private static final long DAY_MS = 86_400_000L;

    private final Random random;

    RandomRecords(Random random) {
        this.random = random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String name() {
        return any(NAMES);
    }

    /** Some names joined by commas. */
    String names() {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            names.add(chance(95) ? any(List.of("a", "b", "c", "d", "a.b")) : "");
        }
        return String.join(",", names);
    }

    /** A schema for keys or values: mostly a struct, or none. */
    Schema topSchema() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> null;
            case 3 -> schema(2);
            default -> struct(2);
        };
    }

    SinkRecord sinkRecord(Schema keySchema, Schema valueSchema) {
        return new SinkRecord(
                any(TOPICS),
                random.nextInt(3),
                keySchema,
                topValue(keySchema),
                valueSchema,
                topValue(valueSchema),
                random.nextInt(100),
                chance(85) ? timestampMs() : null,
                TimestampType.CREATE_TIME,
                headers(),
                "original",
                7,
                8L);
    }

    SourceRecord sourceRecord(Schema keySchema, Schema valueSchema) {
        return new SourceRecord(
                Map.of("p", 1),
                Map.of("o", 2),
                any(TOPICS),
                chance(50) ? random.nextInt(3) : null,
                keySchema,
                topValue(keySchema),
                valueSchema,
                topValue(valueSchema),
                chance(85) ? timestampMs() : null,
                headers());
    }

    private Headers headers() {
        Headers headers = new ConnectHeaders();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.addInt(any(List.of("a", "b", "h")), i);
        }
        return headers;
    }

    private long timestampMs() {
        return random.nextLong() >> (22 + random.nextInt(20));
    }

    private Object topValue(Schema schema) {
        if (chance(8)) {
            return null;
        }
        if (schema == null) {
            return chance(75) ? map(2) : schemaless(2);
        }
        if (chance(97)) {
            return value(schema, 2, true);
        }
        // Any class but Struct, which with another schema than its record's ends in whatever its fields' places give.
        Object wrong = schemaless(1);
        return wrong instanceof Struct ? "wrong" : wrong;
    }

    private SchemaBuilder structBuilder(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (String name : NAMES.subList(0, NAMES.size() - 1)) {
            if (chance(55)) {
                builder.field(name, schema(depth - 1));
            }
        }
        return builder;
    }

    private Schema struct(int depth) {
        return finish(structBuilder(depth), chance(4));
    }

    private Schema schema(int depth) {
        SchemaBuilder builder =
                switch (random.nextInt(depth > 0 ? 19 : 13)) {
                    case 0 -> SchemaBuilder.int8();
                    case 1 -> SchemaBuilder.int16();
                    case 2 -> SchemaBuilder.int32();
                    case 3 -> SchemaBuilder.int64();
                    case 4 -> SchemaBuilder.float32();
                    case 5 -> SchemaBuilder.float64();
                    case 6 -> SchemaBuilder.bool();
                    case 7, 8 -> SchemaBuilder.string();
                    case 9 -> chance(50) ? SchemaBuilder.bytes() : Decimal.builder(2);
                    case 10 -> Date.builder();
                    case 11 -> Time.builder();
                    case 12 -> Timestamp.builder();
                    case 13 -> SchemaBuilder.array(schema(0));
                    case 14 -> chance(30) ? SchemaBuilder.map(Schema.STRING_SCHEMA, schema(0)) : SchemaBuilder.int8();
                    default -> structBuilder(depth);
                };
        return finish(builder, chance(20));
    }

    private Schema finish(SchemaBuilder builder, boolean withDefault) {
        if (chance(10)) {
            builder.doc("doc");
        }
        if (chance(10)) {
            builder.parameter("p", "v");
        }
        if (chance(10) && builder.name() == null) {
            builder.name("name").version(3);
        }
        if (chance(40)) {
            builder.optional();
        }
        if (withDefault) {
            try {
                builder.defaultValue(value(builder, 1, false));
            } catch (DataException e) {
                // Not a default this schema allows; then it has none.
            }
        }
        return builder.build();
    }

    private Object value(Schema schema, int depth, boolean maybeNull) {
        if (maybeNull && chance(12)) {
            return null;
        }
        if (schema.name() != null && schema.name().startsWith("org.apache")) {
            return logical(schema);
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt();
            case INT64 -> chance(50) ? timestampMs() : random.nextLong();
            case FLOAT32 -> random.nextFloat() * 1000;
            case FLOAT64 -> chance(10) ? Double.NaN : random.nextDouble() * 1e10;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> any(TEXTS);
            case BYTES -> bytes();
            case ARRAY -> list(schema.valueSchema(), depth);
            case MAP -> {
                Map<String, Object> map = new HashMap<>();
                map.put("k", value(schema.valueSchema(), depth - 1, true));
                yield map;
            }
            case STRUCT -> structValue(schema, depth);
        };
    }

    private Object logical(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> new BigDecimal(new BigInteger(40, random), 2);
            case Date.LOGICAL_NAME -> date(random.nextInt(30_000) * DAY_MS);
            case Time.LOGICAL_NAME -> date(random.nextInt((int) DAY_MS));
            default -> date(timestampMs());
        };
    }

    private static java.util.Date date(long epochMs) {
        return java.util.Date.from(Instant.ofEpochMilli(epochMs));
    }

    private Object bytes() {
        byte[] bytes = {1, 2, (byte) random.nextInt()};
        return chance(60) ? bytes : ByteBuffer.wrap(bytes);
    }

    private List<Object> list(Schema elementSchema, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(value(elementSchema, depth - 1, true));
        }
        return list;
    }

    private Struct structValue(Schema schema, int depth) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            try {
                struct.put(field, value(field.schema(), depth - 1, true));
            } catch (DataException e) {
                // The field stays unset.
            }
        }
        return struct;
    }

    Object schemaless(int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 12)) {
            case 0 -> null;
            case 1 -> (byte) random.nextInt();
            case 2 -> (short) random.nextInt();
            case 3 -> random.nextInt();
            case 4, 5 -> timestampMs();
            case 6 -> random.nextFloat() * 100;
            case 7 -> random.nextDouble() * 100;
            case 8 -> random.nextBoolean();
            case 9 -> any(TEXTS);
            case 10 -> chance(50) ? bytes() : date(timestampMs());
            case 11 -> oddValue();
            case 12 -> List.of(1, 2);
            default -> map(depth);
        };
    }

    private Object oddValue() {
        return switch (random.nextInt(4)) {
            case 0 -> new BigDecimal("12.50");
            case 1 -> BigInteger.TEN;
            case 2 -> Set.of(1);
            default -> new Struct(SchemaBuilder.struct().optional().build());
        };
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = chance(50) ? new HashMap<>() : new LinkedHashMap<>();
        for (String name : NAMES) {
            if (chance(50)) {
                map.put(name, schemaless(depth - 1));
            }
        }
        return map;
    }
}
