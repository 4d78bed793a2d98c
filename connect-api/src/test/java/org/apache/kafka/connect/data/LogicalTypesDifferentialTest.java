package org.apache.kafka.connect.data;

import dev.sluice.differential.Differential;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class LogicalTypesDifferentialTest {
    @Test
    void convertsLogicalValuesLikeApache() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(Edges.class, 3_000);
        }
    }

    @Test
    void projectsLikeApache() throws IOException {
        try (Differential differential = new Differential()) {
            differential.assertSame(Projection.class, 10_000);
        }
    }

    public static class Edges implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            for (int i = 0; i < 10; i++) {
                Schema other = data.schema(1);
                java.util.Date date = random.nextInt(20) == 0 ? null : data.instant();
                int small = random.nextInt() >> random.nextInt(32);
                long large = random.nextLong() >> random.nextInt(64);
                transcript.note("to date " + small, () -> Date.toLogical(Date.SCHEMA, small));
                transcript.note("to time " + small, () -> Time.toLogical(Time.SCHEMA, small));
                transcript.note("to timestamp " + large, () -> Timestamp.toLogical(Timestamp.SCHEMA, large));
                transcript.note(
                        "from date",
                        () -> Date.fromLogical(Date.builder().optional().build(), date));
                transcript.note("from time", () -> Time.fromLogical(Time.SCHEMA, date));
                transcript.note("from timestamp", () -> Timestamp.fromLogical(Timestamp.SCHEMA, date));
                transcript.note("from other date", () -> Date.fromLogical(other, date));
                transcript.note("from other time", () -> Time.toLogical(other, small));
                transcript.note("from other timestamp", () -> Timestamp.fromLogical(other, date));
                transcript.note("no schema", () -> Timestamp.fromLogical(null, date));
                decimals(transcript, random, other);
            }
            return transcript.toString();
        }

        private static void decimals(Transcript transcript, Random random, Schema other) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            int scale = random.nextInt(5) - 2;
            String parameter = random.nextBoolean() ? "+" + scale : "x" + scale;
            Schema odd = SchemaBuilder.bytes().parameter("scale", parameter).build();
            BigDecimal decimal = new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(4));
            transcript.note("schema", () -> Decimal.schema(scale));
            transcript.note("to decimal", () -> Decimal.toLogical(Decimal.schema(scale), bytes));
            transcript.note("from decimal", () -> Decimal.fromLogical(Decimal.schema(scale), decimal));
            transcript.note("odd scale", () -> Decimal.toLogical(odd, new byte[] {1}));
            transcript.note("other schema", () -> Decimal.toLogical(other, bytes));
            transcript.note("no value", () -> Decimal.toLogical(Decimal.schema(scale), null));
            transcript.note("neither", () -> Decimal.fromLogical(Decimal.schema(scale), null));
        }
    }

    public static class Projection implements LongFunction<String> {
        private static final Schema.Type[] NUMERIC = {
            Schema.Type.INT8,
            Schema.Type.INT16,
            Schema.Type.INT32,
            Schema.Type.INT64,
            Schema.Type.FLOAT32,
            Schema.Type.FLOAT64
        };

        @Override
        public String apply(long seed) {
            Transcript transcript = new Transcript();
            Random random = new Random(seed);
            RandomData data = new RandomData(random);
            for (int i = 0; i < 5; i++) {
                Schema source = data.schema(0);
                Schema target = random.nextInt(6) == 0 ? data.schema(0) : varied(source, random, data);
                Object value = random.nextInt(20) == 0 ? data.any() : data.value(source);
                transcript.note("source", () -> source);
                transcript.note("target", () -> target);
                transcript.note("value", () -> value);
                transcript.note("projected", () -> SchemaProjector.project(source, value, target));
                transcript.note(
                        "same",
                        () -> !(value instanceof Number) && SchemaProjector.project(source, value, target) == value);
                transcript.note("null", () -> SchemaProjector.project(source, null, target));
            }
            return transcript.toString();
        }

        /** A schema that differs from another in few places. */
        private static Schema varied(Schema source, Random random, RandomData data) {
            SchemaBuilder target =
                    switch (source.type()) {
                        case ARRAY -> SchemaBuilder.array(varied(source.valueSchema(), random, data));
                        case MAP ->
                            SchemaBuilder.map(
                                    varied(source.keySchema(), random, data),
                                    varied(source.valueSchema(), random, data));
                        case STRUCT -> variedStruct(source, random, data);
                        case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                            new SchemaBuilder(
                                    random.nextInt(3) == 0 ? NUMERIC[random.nextInt(NUMERIC.length)] : source.type());
                        case BOOLEAN, STRING, BYTES -> new SchemaBuilder(source.type());
                    };
            if (source.name() != null && random.nextInt(20) != 0) {
                target.name(source.name());
            }
            if (source.parameters() != null && random.nextInt(20) != 0) {
                target.parameters(source.parameters());
            }
            if (source.isOptional() != (random.nextInt(8) == 0)) {
                target.optional();
            }
            if (random.nextInt(4) == 0) {
                setDefault(target, data);
            }
            return target.build();
        }

        private static SchemaBuilder variedStruct(Schema source, Random random, RandomData data) {
            SchemaBuilder target = SchemaBuilder.struct();
            for (Field field : source.fields()) {
                if (random.nextInt(6) != 0) {
                    target.field(field.name(), varied(field.schema(), random, data));
                }
            }
            if (random.nextInt(3) == 0) {
                target.field("added", data.schema(1));
            }
            return target;
        }

        private static void setDefault(SchemaBuilder target, RandomData data) {
            boolean logical = target.name() != null && target.name().startsWith("org.");
            boolean struct = target.type() == Schema.Type.STRUCT;
            Object value = logical || struct ? null : data.value(target.build());
            if (value != null) {
                target.defaultValue(value);
            }
        }
    }
}
