package org.apache.kafka.connect.data;

import dev.sluice.differential.HashFormula;
import dev.sluice.differential.RandomSchemas;
import dev.sluice.differential.RandomValues;
import dev.sluice.differential.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;

/** Puts and gets values of structs by right and wrong fields and types, validates and compares them. */
public class StructScenario implements LongFunction<String> {

    @Override
    public String apply(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        RandomValues values = new RandomValues(random);
        Transcript transcript = new Transcript();
        Schema schema = random.nextInt(5) == 0 ? odd(random, schemas) : schemas.struct(2);
        transcript.step("of another type", () -> new Struct(schemas.any(0)));
        transcript.step("of no schema", () -> new Struct(null));
        Struct struct = new Struct(schema);
        for (int i = 0; i < 30; i++) {
            transcript.step("call", call(random, schemas, values, struct));
        }
        compare(transcript, random, values, struct);
        return transcript.toString();
    }

    private static Callable<Object> call(Random random, RandomSchemas schemas, RandomValues values, Struct struct) {
        String name = anyName(random, schemas, struct);
        return switch (random.nextInt(22)) {
            case 0 -> () -> struct.get(name);
            case 1 -> () -> struct.getWithoutDefault(name);
            case 2 -> () -> struct.getInt8(name);
            case 3 -> () -> struct.getInt16(name);
            case 4 -> () -> struct.getInt32(name);
            case 5 -> () -> struct.getInt64(name);
            case 6 -> () -> struct.getFloat32(name);
            case 7 -> () -> struct.getFloat64(name);
            case 8 -> () -> struct.getBoolean(name);
            case 9 -> () -> struct.getString(name);
            case 10 -> () -> struct.getBytes(name);
            case 11 -> () -> struct.getArray(name);
            case 12 -> () -> struct.getMap(name);
            case 13 -> () -> struct.getStruct(name);
            case 14 -> () -> struct.get(anyField(random, schemas, struct));
            case 15 -> () -> put(struct, anyField(random, schemas, struct), values);
            case 16 ->
                () -> {
                    struct.validate();
                    return "valid";
                };
            case 17 -> () -> struct.put(name, null);
            default ->
                () -> {
                    Field field = struct.schema().field(name);
                    return Transcript.identical(
                            struct, struct.put(name, field == null ? "value" : values.mostlyFitting(field.schema())));
                };
        };
    }

    private static Object put(Struct struct, Field field, RandomValues values) {
        return Transcript.identical(
                struct, struct.put(field, field == null ? null : values.mostlyFitting(field.schema())));
    }

    private static void compare(Transcript transcript, Random random, RandomValues values, Struct struct) {
        transcript.step("text", () -> struct.toString());
        transcript.note("schema", struct.schema());
        transcript.step("formula", () -> HashFormula.holdsFor(struct));
        for (Object other : Arrays.asList(struct, null, "text")) {
            transcript.step("equal to another", () -> struct.equals(other));
        }
        transcript.step("copy", () -> {
            Struct copy = copy(struct);
            return copy.equals(struct) + " " + struct.equals(copy) + " " + (copy.hashCode() == struct.hashCode());
        });
        transcript.step("copy with a change", () -> {
            Struct copy = copy(struct);
            List<Field> fields = struct.schema().fields();
            Field field = fields.get(random.nextInt(fields.size()));
            copy.put(field, values.fitting(field.schema()));
            return copy.equals(struct) + " " + struct.equals(copy);
        });
        transcript.step("fitting", () -> {
            Struct fitting = values.struct(struct.schema());
            fitting.validate();
            return fitting + " " + fitting.equals(struct) + HashFormula.holdsFor(fitting);
        });
        transcript.step("subclass", () -> struct.equals(new Struct(struct.schema()) {}));
    }

    private static Struct copy(Struct struct) {
        Struct copy = new Struct(struct.schema());
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            if (value != null) {
                copy.put(field, value instanceof byte[] bytes ? bytes.clone() : value);
            }
        }
        return copy;
    }

    private static String anyName(Random random, RandomSchemas schemas, Struct struct) {
        List<Field> fields = struct.schema().fields();
        if (fields.isEmpty() || random.nextInt(8) == 0) {
            return random.nextInt(6) == 0 ? null : schemas.fieldName();
        }
        return fields.get(random.nextInt(fields.size())).name();
    }

    /** A field of the struct, or null, or one of another struct. */
    private static Field anyField(Random random, RandomSchemas schemas, Struct struct) {
        List<Field> fields = struct.schema().fields();
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new Field(schemas.fieldName(), random.nextInt(8) - 1, schemas.any(1));
            default -> fields.isEmpty() ? null : fields.get(random.nextInt(fields.size()));
        };
    }

    /** Fields out of order, of the same name or index, or beyond the end; and schemas that are not built. */
    private static Schema odd(Random random, RandomSchemas schemas) {
        if (random.nextBoolean()) {
            SchemaBuilder builder = SchemaBuilder.struct();
            builder.field("a", schemas.anyBuilder(1));
            builder.field(
                    "b",
                    SchemaBuilder.struct().field("c", SchemaBuilder.string().optional()));
            return random.nextBoolean() ? builder : builder.build();
        }
        List<Field> fields = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.add(new Field(schemas.fieldName(), random.nextInt(5), schemas.any(1)));
        }
        return new ConnectSchema(Schema.Type.STRUCT, false, null, null, null, null, null, fields, null, null);
    }
}
