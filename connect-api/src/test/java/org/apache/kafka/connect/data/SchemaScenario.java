package org.apache.kafka.connect.data;

import dev.sluice.differential.HashFormula;
import dev.sluice.differential.RandomSchemas;
import dev.sluice.differential.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;

/** Asks schemas, well-formed and odd, for everything they have, and compares them with copies and variations. */
public class SchemaScenario implements LongFunction<String> {

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        Transcript transcript = new Transcript();
        Schema schema = random.nextInt(4) == 0 ? odd(random, schemas) : schemas.any(3);
        SchemaBuilder builder = schemas.anyBuilder(2);
        read(transcript, schemas, schema);
        read(transcript, schemas, builder);
        compare(transcript, schema, schemas.copy(schema));
        compare(transcript, schema, schemas.variation(schema));
        compare(transcript, builder.build(), builder);
        compare(transcript, builder.build(), builder.schema());
        compare(transcript, schema, null);
        compare(transcript, schema, "text");
        compare(transcript, new ConnectSchema(Schema.Type.INT8), new ConnectSchema(Schema.Type.INT8) {});
        transcript.note("formula", HashFormula.holdsFor(schema));
        lateParameters(transcript, builder);
        return transcript.toString();
    }

    private static void read(Transcript transcript, RandomSchemas schemas, Schema schema) {
        String name = schemas.fieldName();
        transcript.note("schema", schema);
        transcript.note("text", schema.toString());
        transcript.step("fields", schema::fields);
        transcript.step("field", () -> schema.field(name));
        transcript.step("no field", () -> schema.field("no such field"));
        transcript.step("null field", () -> schema.field(null));
        transcript.step("keys", schema::keySchema);
        transcript.step("values", schema::valueSchema);
        transcript.note("itself", Transcript.identical(schema.schema(), schema));
        transcript.step("change fields", () -> schema.fields().remove(null));
        transcript.step("change parameters", () -> schema.parameters().put("new", "value"));
        transcript.note("type name", schema.type().getName() + schema.type().isPrimitive());
    }

    private static void compare(Transcript transcript, Schema left, Object right) {
        transcript.note("equal", left.equals(right));
        transcript.note("equal the other way", right != null && right.equals(left));
        if (right instanceof ConnectSchema && left.equals(right) && !(left.defaultValue() instanceof byte[])) {
            transcript.note("same hash", left.hashCode() == right.hashCode());
        }
    }

    /** Parameters of a builder show up in what it has built before, if it had some then. */
    private static void lateParameters(Transcript transcript, SchemaBuilder builder) {
        Schema before = builder.build();
        builder.parameter("late", "value");
        transcript.note("built before", before);
        transcript.note("built after", builder.build());
    }

    /** Makes schemas that no builder makes. */
    private static Schema odd(Random random, RandomSchemas schemas) {
        List<Field> fields = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(8) == 0 ? null : schemas.fieldName();
            fields.add(new Field(name, random.nextInt(6), random.nextInt(8) == 0 ? null : schemas.any(1)));
        }
        Schema.Type[] types = Schema.Type.values();
        return new ConnectSchema(
                types[random.nextInt(types.length)],
                random.nextBoolean(),
                random.nextInt(3) == 0 ? "a default" : null,
                random.nextBoolean() ? "odd" : null,
                null,
                null,
                null,
                random.nextInt(4) == 0 ? null : fields,
                random.nextBoolean() ? schemas.any(1) : null,
                random.nextBoolean() ? schemas.any(1) : null);
    }
}
