package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes schemas, values that fit them, and values that fit nothing. */
@SuppressWarnings("JavaUtilDate")
public final class RandomData {
    private static final long[] INSTANTS = {
        0,
        1,
        -1,
        5_000,
        86_399_999,
        86_400_000,
        86_400_001,
        -86_400_000,
        432_000_000,
        1_577_968_496_789L,
        1_577_923_200_000L,
        -1_577_968_496_789L,
        253_402_300_800_000L,
        -62_167_219_200_001L,
        -62_135_769_600_000L,
        -62_135_769_600_001L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        185_542_587_100_800_000L,
        -185_542_587_187_200_001L
    };

    private final Random random;
    private final RandomText texts;

    public RandomData(Random random) {
        this.random = random;
        this.texts = new RandomText(random);
    }

    /** A built schema of any type, plain or logical. */
    public Schema schema(int depth) {
        SchemaBuilder builder = builder(depth);
        if (random.nextInt(3) == 0) {
            builder.optional();
        }
        if (random.nextInt(12) == 0 && builder.name() == null) {
            builder.name("n" + random.nextInt(2));
        }
        if (random.nextInt(6) == 0 && builder.version() == null) {
            builder.version(random.nextInt(3));
        }
        if (random.nextInt(12) == 0) {
            builder.parameter("p", Integer.toString(random.nextInt(2)));
        }
        if (random.nextInt(6) == 0 && builder.type() != Schema.Type.STRUCT) {
            Object value = value(builder.build());
            if (value != null) {
                builder.defaultValue(value);
            }
        }
        return builder.build();
    }

    private SchemaBuilder builder(int depth) {
        return switch (random.nextInt(depth > 2 ? 13 : 18)) {
            case 0 -> SchemaBuilder.int8();
            case 1 -> SchemaBuilder.int16();
            case 2 -> SchemaBuilder.int32();
            case 3 -> SchemaBuilder.int64();
            case 4 -> SchemaBuilder.float32();
            case 5 -> SchemaBuilder.float64();
            case 6 -> SchemaBuilder.bool();
            case 7 -> SchemaBuilder.string();
            case 8 -> SchemaBuilder.bytes();
            case 9 -> Decimal.builder(random.nextInt(5));
            case 10 -> Date.builder();
            case 11 -> Time.builder();
            case 12 -> Timestamp.builder();
            case 13 -> SchemaBuilder.array(schema(depth + 1));
            case 14 -> SchemaBuilder.map(schema(3), schema(depth + 1));
            default -> struct(depth);
        };
    }

    private SchemaBuilder struct(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (int i = 0; i < 5; i++) {
            if (random.nextBoolean()) {
                builder.field("f" + i, schema(depth + 1));
            }
        }
        return builder;
    }

    /** A value that a schema allows; null now and then where it is optional. */
    public Object value(Schema schema) {
        if (schema.isOptional() && random.nextInt(4) == 0) {
            return null;
        }
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
            int scale = Integer.parseInt(parameters.getOrDefault(Decimal.SCALE_FIELD, "0"));
            return new BigDecimal(BigInteger.valueOf(number()), scale);
        }
        if (Date.LOGICAL_NAME.equals(schema.name())) {
            return new java.util.Date(random.nextInt(40_000) * 86_400_000L);
        }
        if (Time.LOGICAL_NAME.equals(schema.name())) {
            return new java.util.Date(random.nextInt(86_400_001));
        }
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return instant();
        }
        return switch (schema.type()) {
            case INT8 -> (byte) number();
            case INT16 -> (short) number();
            case INT32 -> (int) number();
            case INT64 -> number();
            case FLOAT32 -> (float) fraction();
            case FLOAT64 -> fraction();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> texts.next();
            case BYTES -> random.nextBoolean() ? bytes() : ByteBuffer.wrap(bytes());
            case ARRAY -> list(schema);
            case MAP -> map(schema);
            case STRUCT -> struct(schema);
        };
    }

    /** Any value, of a class that the data API knows or not. */
    public Object any() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> texts.next();
            case 2 -> texts.number();
            case 3 -> texts.temporal();
            case 4 -> odd();
            case 5 -> instant();
            case 6 -> new ArrayList<>(Arrays.asList(any(), random.nextBoolean() ? null : number()));
            default -> value(schema(0));
        };
    }

    /** A date from the first to the last there is, on the edges of days and elsewhere. */
    public java.util.Date instant() {
        return switch (random.nextInt(4)) {
            case 0 -> new java.util.Date(INSTANTS[random.nextInt(INSTANTS.length)]);
            case 1 -> new java.util.Date(random.nextLong() >> random.nextInt(40));
            case 2 -> new java.sql.Timestamp(random.nextInt());
            default -> new java.util.Date((random.nextInt(80_000) - 40_000) * 86_400_000L);
        };
    }

    private Object odd() {
        return switch (random.nextInt(12)) {
            case 0 -> 'c';
            case 1 -> BigInteger.valueOf(random.nextLong()).pow(3);
            case 2 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20);
            case 3 -> Double.NaN;
            case 4 -> Float.NEGATIVE_INFINITY;
            case 5 -> new Object[0].getClass();
            case 6 -> java.util.Set.of(1);
            case 7 -> Map.entry("key", number());
            case 8 -> new java.util.concurrent.atomic.AtomicLong(random.nextLong());
            case 9 -> ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
            case 10 -> List.of();
            default -> new LinkedHashMap<>(Map.of(texts.next(), instant()));
        };
    }

    private long number() {
        return random.nextLong() >> random.nextInt(64);
    }

    private double fraction() {
        return random.nextInt(4) == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(10_000) / 16d;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Object> list(Schema schema) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(schema.valueSchema()));
        }
        return list;
    }

    private Map<Object, Object> map(Schema schema) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(schema.keySchema()), value(schema.valueSchema()));
        }
        return map;
    }

    private Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, value(field.schema()));
        }
        return struct;
    }
}
