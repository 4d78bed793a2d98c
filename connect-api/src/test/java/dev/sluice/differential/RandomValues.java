package dev.sluice.differential;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Values drawn from a seeded source: such that fit a schema, such that nearly do, and any at all. */
public final class RandomValues {
    private static final long[] INTERESTING = {
        0, 1, -1, 127, 128, -128, 255, 32767, 32768, 2147483647L, 2147483648L, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final String[] TEXTS = {
        "", " ", "a", "text", "true", "null", "12", "-1.5", "\u00e4\u00f6\u20ac", "x:y,z", "\"q\""
    };

    private final Random random;

    public RandomValues(Random random) {
        this.random = random;
    }

    /** Draws a value that fits the schema; null now and then if that is allowed. */
    public Object fitting(Schema schema) {
        if (schema.isOptional() && random.nextInt(4) == 0) {
            return null;
        }
        String name = schema.name();
        if (Decimal.LOGICAL_NAME.equals(name)) {
            return decimal();
        } else if (name != null && isDateLike(name)) {
            return date();
        }
        return switch (schema.type()) {
            case INT8 -> (byte) integer();
            case INT16 -> (short) integer();
            case INT32 -> (int) integer();
            case INT64 -> integer();
            case FLOAT32 -> (float) floating();
            case FLOAT64 -> floating();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTES -> bytes();
            case ARRAY -> list(schema.valueSchema());
            case MAP -> map(schema.keySchema(), schema.valueSchema());
            case STRUCT -> struct(schema);
        };
    }

    /** Draws a value that fits the schema two times of three, and any value else. */
    public Object mostlyFitting(Schema schema) {
        return random.nextInt(3) == 0 ? any(2) : fitting(schema);
    }

    /** Draws a value of any class, of the data API or not; containers up to the given depth. */
    public Object any(int depth) {
        return switch (random.nextInt(depth > 0 ? 20 : 16)) {
            case 0 -> (byte) integer();
            case 1 -> (short) integer();
            case 2 -> (int) integer();
            case 3 -> integer();
            case 4 -> (float) floating();
            case 5 -> floating();
            case 6 -> random.nextBoolean();
            case 7, 8 -> text();
            case 9 -> bytes();
            case 10 -> decimal();
            case 11 -> date();
            case 12 -> BigInteger.valueOf(integer());
            case 13 -> new UUID(1, random.nextInt(5));
            case 14 -> 'c';
            case 15 -> null;
            case 16 -> anyList(depth - 1);
            case 17 -> anyMap(depth - 1);
            default -> struct(new RandomSchemas(random).struct(depth - 1));
        };
    }

    /** Draws a struct all of whose fields fit; those that have a default are sometimes left out. */
    public Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            if (field.schema().defaultValue() == null || random.nextBoolean()) {
                struct.put(field, fitting(field.schema()));
            }
        }
        return struct;
    }

    /** Draws a text, often a troublesome one. */
    public String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + (random.nextInt(3) == 0 ? random.nextInt(100) : "");
    }

    /** Draws an integer, often at the edge of a type. */
    public long integer() {
        return random.nextBoolean() ? INTERESTING[random.nextInt(INTERESTING.length)] : random.nextInt(1000) - 500;
    }

    /** Draws a floating point number, now and then a special one. */
    public double floating() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -0.0;
            case 3 -> Double.MIN_VALUE;
            case 4 -> integer();
            default -> random.nextGaussian() * 1000;
        };
    }

    /** Draws a decimal of small scale. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(integer(), random.nextInt(5));
    }

    /** Draws an instant, now and then a whole day or a time of the first day. */
    public Date date() {
        return switch (random.nextInt(3)) {
            case 0 -> instant(random.nextInt(30000) * 86_400_000L);
            case 1 -> instant(random.nextInt(86_400_000));
            default -> instant(random.nextLong() >> 20);
        };
    }

    /** Draws bytes, as an array or in a buffer. */
    public Object bytes() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> ByteBuffer.wrap(bytes);
            case 1 -> ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            default -> bytes;
        };
    }

    private static Date instant(long millis) {
        return Date.from(Instant.ofEpochMilli(millis));
    }

    private static boolean isDateLike(String name) {
        return name.equals(org.apache.kafka.connect.data.Date.LOGICAL_NAME)
                || name.equals(org.apache.kafka.connect.data.Time.LOGICAL_NAME)
                || name.equals(Timestamp.LOGICAL_NAME);
    }

    private List<Object> list(Schema elements) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(fitting(elements));
        }
        return random.nextInt(4) == 0 ? Collections.unmodifiableList(list) : list;
    }

    private Map<Object, Object> map(Schema keys, Schema values) {
        Map<Object, Object> map = new LinkedHashMap<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            map.put(fitting(keys), fitting(values));
        }
        return map;
    }

    private List<Object> anyList(int depth) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(any(depth));
        }
        return list;
    }

    private Map<Object, Object> anyMap(int depth) {
        Map<Object, Object> map = new HashMap<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            map.put(text(), any(depth));
        }
        return map;
    }
}
