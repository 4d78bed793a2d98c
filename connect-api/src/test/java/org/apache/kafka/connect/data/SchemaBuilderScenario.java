package org.apache.kafka.connect.data;

import dev.sluice.differential.RandomSchemas;
import dev.sluice.differential.RandomValues;
import dev.sluice.differential.Transcript;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;

/** Calls a builder's methods in any order, with right and wrong arguments, and looks at it after each call. */
public class SchemaBuilderScenario implements LongFunction<String> {

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        RandomValues values = new RandomValues(random);
        Transcript transcript = new Transcript();
        transcript.step("no type", () -> new SchemaBuilder(null));
        transcript.step("array of nothing", () -> SchemaBuilder.array(null));
        transcript.step("map of no keys", () -> SchemaBuilder.map(null, Schema.INT8_SCHEMA));
        transcript.step("map of no values", () -> SchemaBuilder.map(Schema.INT8_SCHEMA, null));
        SchemaBuilder builder = start(random, schemas);
        for (int i = 0; i < 25; i++) {
            transcript.step("call", call(random, schemas, values, builder));
            transcript.note("builder", builder);
            transcript.step("field", () -> builder.field(schemas.fieldName()));
        }
        transcript.step("built", builder::build);
        transcript.note("text", builder.build().toString());
        return transcript.toString();
    }

    private static SchemaBuilder start(Random random, RandomSchemas schemas) {
        return switch (random.nextInt(14)) {
            case 0 -> SchemaBuilder.int8();
            case 1 -> SchemaBuilder.int16();
            case 2 -> SchemaBuilder.int32();
            case 3 -> SchemaBuilder.int64();
            case 4 -> SchemaBuilder.float32();
            case 5 -> SchemaBuilder.float64();
            case 6 -> SchemaBuilder.bool();
            case 7 -> SchemaBuilder.string();
            case 8 -> SchemaBuilder.bytes();
            case 9 -> SchemaBuilder.array(schemas.any(1));
            case 10 -> SchemaBuilder.map(schemas.any(1), schemas.anyBuilder(1));
            case 11 -> SchemaBuilder.type(schemas.primitive());
            default -> SchemaBuilder.struct();
        };
    }

    private static Callable<Object> call(
            Random random, RandomSchemas schemas, RandomValues values, SchemaBuilder builder) {
        return switch (random.nextInt(16)) {
            case 0 -> builder::optional;
            case 1 -> builder::required;
            case 2 -> () -> builder.name(random.nextInt(5) == 0 ? null : "name" + random.nextInt(3));
            case 3 -> () -> builder.name(builder.name());
            case 4 -> () -> builder.version(random.nextInt(5) == 0 ? null : (Integer) random.nextInt(4));
            case 5 -> () -> builder.version(1000 + random.nextInt(2));
            case 6 -> () -> builder.doc("doc" + random.nextInt(2));
            case 7 -> () -> builder.parameter(random.nextBoolean() ? null : "p" + random.nextInt(3), values.text());
            case 8 -> () -> builder.parameters(parameters(random, values));
            case 9 -> () -> builder.defaultValue(values.mostlyFitting(builder));
            case 10 -> () -> builder.defaultValue(builder.defaultValue());
            case 11 -> () -> builder.name(Decimal.LOGICAL_NAME);
            case 12 -> () -> builder.field(random.nextBoolean() ? "" : null, Schema.INT8_SCHEMA);
            case 13 -> () -> builder.field(schemas.fieldName(), null);
            default ->
                () -> builder.field(schemas.fieldName(), random.nextBoolean() ? schemas.any(1) : schemas.anyBuilder(1));
        };
    }

    private static Map<String, String> parameters(Random random, RandomValues values) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            parameters.put("p" + random.nextInt(4), values.text());
        }
        return parameters;
    }
}
