package org.apache.kafka.connect.data;

import dev.sluice.differential.RandomSchemas;
import dev.sluice.differential.RandomValues;
import dev.sluice.differential.Transcript;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Checks values of all kinds against schemas of all kinds. */
public class ValidationScenario implements LongFunction<String> {
    private static final List<Class<?>> CLASSES = List.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Boolean.class,
            String.class,
            byte[].class,
            Byte[].class,
            int.class,
            ByteBuffer.class,
            MappedByteBuffer.class,
            ByteBuffer.allocate(1).getClass(),
            ByteBuffer.allocateDirect(1).getClass(),
            List.class,
            ArrayList.class,
            AbstractList.class,
            Collection.class,
            Map.class,
            HashMap.class,
            TreeMap.class,
            Struct.class,
            SpecialStruct.class,
            BigDecimal.class,
            BigInteger.class,
            java.util.Date.class,
            Object.class,
            Character.class,
            CharSequence.class,
            Number.class);

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        RandomValues values = new RandomValues(random);
        Transcript transcript = new Transcript();
        for (int i = 0; i < 8; i++) {
            Schema schema = random.nextInt(4) == 0 ? schemas.anyBuilder(2) : schemas.any(2);
            check(transcript, schema, values.fitting(schema));
            check(transcript, schema, values.mostlyFitting(schema));
            check(transcript, schema, values.any(2));
            check(transcript, schema, null);
            check(transcript, schema, values.fitting(schemas.variation(schema.schema())));
        }
        misnamed(transcript, schemas, values, random);
        check(transcript, null, "value");
        check(transcript, null, null);
        containers(transcript, values);
        CLASSES.forEach(type -> transcript.note(type.getName(), ConnectSchema.schemaType(type)));
        transcript.step("type of no class", () -> ConnectSchema.schemaType(null));
        return transcript.toString();
    }

    private static void check(Transcript transcript, Schema schema, Object value) {
        transcript.action("without name", () -> ConnectSchema.validateValue(schema, value));
        transcript.action("with name", () -> ConnectSchema.validateValue("field", schema, value));
        transcript.action("without field", () -> ConnectSchema.validateValue(null, schema, value));
        if (schema instanceof ConnectSchema connectSchema) {
            transcript.action("by itself", () -> connectSchema.validateValue(value));
        }
    }

    /** A logical type's name on a schema of any type. */
    private static void misnamed(Transcript transcript, RandomSchemas schemas, RandomValues values, Random random) {
        String[] names = {Decimal.LOGICAL_NAME, Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME};
        String name = names[random.nextInt(names.length)];
        for (Schema.Type type : Schema.Type.values()) {
            Schema schema = new ConnectSchema(
                    type, random.nextBoolean(), null, name, null, null, null, null, null, schemas.any(0));
            check(transcript, schema, values.decimal());
            check(transcript, schema, values.date());
            check(transcript, schema, values.any(1));
        }
    }

    /** Containers whose schemas do not say what is in them, a subclass, and a schema without type. */
    private static void containers(Transcript transcript, RandomValues values) {
        List<Object> nulls = new ArrayList<>(Arrays.asList(null, null));
        for (Schema.Type type : List.of(Schema.Type.ARRAY, Schema.Type.MAP)) {
            Schema schema = SchemaBuilder.type(type).build();
            for (Object value : List.of(List.of(), nulls, List.of(1), Map.of(), Collections.singletonMap(null, null))) {
                check(transcript, schema, value);
                check(transcript, SchemaBuilder.type(type), value);
            }
        }
        Schema halfMap = new ConnectSchema(
                Schema.Type.MAP, false, null, null, null, null, null, null, Schema.STRING_SCHEMA, null);
        check(transcript, halfMap, Map.of());
        check(transcript, halfMap, Map.of("a", "b"));
        check(transcript, halfMap, Map.of(1, "b"));
        check(transcript, new ConnectSchema(null), values.any(1));
        check(transcript, new LyingSchema(), values.any(1));
        check(transcript, new LyingSchema(), "text");
        check(transcript, SchemaBuilder.struct().build(), new SpecialStruct());
    }

    /** A subclass that answers differently than its superclass was told. */
    private static final class LyingSchema extends ConnectSchema {
        LyingSchema() {
            super(Schema.Type.INT32);
        }

        @Override
        public Type type() {
            return Type.STRING;
        }

        @Override
        public boolean isOptional() {
            return true;
        }
    }

    private static final class SpecialStruct extends Struct {
        SpecialStruct() {
            super(SchemaBuilder.struct().build());
        }
    }
}
