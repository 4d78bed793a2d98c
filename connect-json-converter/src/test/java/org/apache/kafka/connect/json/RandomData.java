package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Schemas and values from a seed: mostly ones that fit each other, sometimes ones that do not. */
final class RandomData {
    private static final List<String> LOGICAL_NAMES =
            List.of(Decimal.LOGICAL_NAME, Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME);
    private static final List<Schema.Type> TYPES = List.of(Schema.Type.values());
    private static final int SCALAR_TYPES = 9;
    private static final List<String> STRINGS = List.of(
            "",
            "a",
            "b",
            "null",
            "NaN",
            "quote\" back\\slash /",
            "\b\t\n\f\r\u0001\u001f\u007f\u2028",
            "grüße",
            "日本",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00x",
            "x".repeat(9000),
            "é".repeat(5000) + "\ud83d\ude00");
    private static final long DAY = 86_400_000L;

    private final Random random;

    RandomData(Random random) {
        this.random = random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String string() {
        return chance(50) ? STRINGS.get(random.nextInt(STRINGS.size())) : "s" + random.nextInt(20);
    }

    /** A schema of at most the given depth; null at times. */
    Schema schema(int depth) {
        if (chance(4)) {
            return null;
        }
        if (chance(20)) {
            return logicalSchema();
        }
        Schema.Type type = TYPES.get(random.nextInt(depth > 0 ? TYPES.size() : SCALAR_TYPES));
        SchemaBuilder builder =
                switch (type) {
                    case ARRAY -> SchemaBuilder.array(part(depth));
                    case MAP -> SchemaBuilder.map(chance(60) ? stringSchema() : part(depth), part(depth));
                    case STRUCT -> struct(depth);
                    case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES ->
                        SchemaBuilder.type(type);
                };
        if (chance(1)) {
            return new ConnectSchema(type);
        }
        return decorate(builder);
    }

    private Schema part(int depth) {
        Schema part = schema(depth - 1);
        return part == null ? Schema.OPTIONAL_STRING_SCHEMA : part;
    }

    private Schema stringSchema() {
        return switch (random.nextInt(12)) {
            case 0 -> Schema.OPTIONAL_STRING_SCHEMA;
            case 1 -> SchemaBuilder.string().defaultValue("a").build();
            case 2 -> SchemaBuilder.string().name(Date.LOGICAL_NAME).build();
            default -> Schema.STRING_SCHEMA;
        };
    }

    private SchemaBuilder struct(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct();
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            builder.field(chance(80) ? "f" + i : i + string(), part(depth));
        }
        return builder;
    }

    private Schema logicalSchema() {
        SchemaBuilder builder =
                switch (random.nextInt(5)) {
                    case 0 -> Decimal.builder(random.nextInt(5));
                    case 1 -> Date.builder();
                    case 2 -> Time.builder();
                    case 3 -> Timestamp.builder();
                    default ->
                        SchemaBuilder.type(TYPES.get(random.nextInt(SCALAR_TYPES)))
                                .name(LOGICAL_NAMES.get(random.nextInt(4)));
                };
        return finish(builder);
    }

    private Schema decorate(SchemaBuilder builder) {
        if (chance(15)) {
            builder.name("n." + string());
        }
        if (chance(15)) {
            builder.version(random.nextInt(5) - 1);
        }
        if (chance(10)) {
            builder.doc(string());
        }
        if (chance(10)) {
            builder.parameter("p", string()).parameter(string() + "q", "v");
        }
        return finish(builder);
    }

    private Schema finish(SchemaBuilder builder) {
        if (chance(40)) {
            builder.optional();
        }
        if (chance(25)) {
            try {
                builder.defaultValue(value(builder, 2));
            } catch (DataException | IllegalArgumentException e) {
                // Not a default this schema allows; then it has none.
            }
        }
        return chance(95) ? builder.build() : builder;
    }

    /** A value for the schema, seldom one that does not fit it. */
    Object value(Schema schema, int depth) {
        if (schema == null || chance(2)) {
            return schemaless(depth);
        }
        if (chance(8)) {
            return null;
        }
        if (schema.name() != null && LOGICAL_NAMES.contains(schema.name()) && chance(90)) {
            return logical(schema);
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt() >> random.nextInt(32);
            case INT64 -> random.nextLong() >> random.nextInt(64);
            case FLOAT32 -> floating();
            case FLOAT64 -> doubling();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> chance(95) ? string() : CharBuffer.wrap(string());
            case BYTES -> bytes();
            case ARRAY -> list(schema.valueSchema(), depth);
            case MAP -> map(schema, depth);
            case STRUCT -> struct(schema, depth);
        };
    }

    private Float floating() {
        return switch (random.nextInt(8)) {
            case 0 -> Float.NaN;
            case 1 -> Float.NEGATIVE_INFINITY;
            case 2 -> -0.0f;
            case 3 -> 1.0E10f;
            default -> Float.intBitsToFloat(random.nextInt());
        };
    }

    private Double doubling() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> 100.0;
            case 3 -> Double.MIN_VALUE;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private Object bytes() {
        byte[] bytes = new byte[chance(95) ? random.nextInt(8) : 10_000];
        random.nextBytes(bytes);
        return switch (random.nextInt(30)) {
            case 0, 1, 2 -> ByteBuffer.wrap(bytes).position(bytes.length / 2);
            case 3 -> ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            case 4 -> ByteBuffer.allocateDirect(4);
            default -> bytes;
        };
    }

    private Object logical(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> {
                String scale =
                        schema.parameters() == null ? null : schema.parameters().get(Decimal.SCALE_FIELD);
                int fitting = scale == null ? 0 : Integer.parseInt(scale);
                yield new BigDecimal(new BigInteger(70, random), chance(90) ? fitting : random.nextInt(9) - 4);
            }
            case Date.LOGICAL_NAME -> date(random.nextInt(40_000) * DAY + (chance(95) ? 0 : 5));
            case Time.LOGICAL_NAME -> date(chance(95) ? random.nextInt((int) DAY) : -5);
            default -> date(random.nextLong() >> 16);
        };
    }

    private static java.util.Date date(long epochMs) {
        return java.util.Date.from(Instant.ofEpochMilli(epochMs));
    }

    private List<Object> list(Schema elementSchema, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(elementSchema, depth - 1));
        }
        return list;
    }

    private Map<Object, Object> map(Schema schema, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(schema.keySchema(), depth - 1), value(schema.valueSchema(), depth - 1));
        }
        return map;
    }

    private Struct struct(Schema schema, int depth) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            try {
                struct.put(field, value(field.schema(), depth - 1));
            } catch (DataException e) {
                // The field stays unset.
            }
        }
        return struct;
    }

    private Object schemaless(int depth) {
        int kinds = depth > 0 ? 16 : 11;
        return switch (random.nextInt(kinds)) {
            case 0 -> null;
            case 1 -> (byte) random.nextInt();
            case 2 -> (short) random.nextInt();
            case 3 -> random.nextInt();
            case 4 -> random.nextLong();
            case 5 -> floating();
            case 6 -> doubling();
            case 7 -> random.nextBoolean();
            case 8 -> bytes();
            case 9 -> string();
            case 10 -> chance(80) ? "t" : unknown();
            case 11, 12 -> list(null, depth);
            case 13 -> mixedMap(depth);
            default -> namedMap(depth);
        };
    }

    private Object unknown() {
        return switch (random.nextInt(5)) {
            case 0 -> date(0);
            case 1 -> BigDecimal.ONE;
            case 2 -> Set.of(1);
            case 3 -> CharBuffer.wrap("x");
            default -> new Struct(SchemaBuilder.struct().build());
        };
    }

    private Map<Object, Object> mixedMap(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(schemaless(0), schemaless(depth - 1));
        }
        return map;
    }

    private Map<Object, Object> namedMap(int depth) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(string(), schemaless(depth - 1));
        }
        return map;
    }

    /** Properties of a converter. */
    Map<String, Object> converterConfig() {
        Map<String, Object> config = new HashMap<>();
        if (chance(80)) {
            config.put("schemas.enable", random.nextBoolean());
        }
        if (chance(50)) {
            config.put("schemas.cache.size", random.nextInt(3));
        }
        if (chance(60)) {
            config.put("decimal.format", chance(50) ? "numeric" : "Base64");
        }
        if (chance(50)) {
            config.put("replace.null.with.default", random.nextBoolean());
        }
        return config;
    }
}
