package dev.sluice.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Schemas drawn from a seeded source: of all types and logical types, nested, with names, versions, documentation,
 * parameters and defaults; and variations of a given one.
 */
public final class RandomSchemas {
    private static final Schema.Type[] PRIMITIVES = {
        Schema.Type.INT8,
        Schema.Type.INT16,
        Schema.Type.INT32,
        Schema.Type.INT64,
        Schema.Type.FLOAT32,
        Schema.Type.FLOAT64,
        Schema.Type.BOOLEAN,
        Schema.Type.STRING,
        Schema.Type.BYTES
    };
    /** Two of them have the same hash code. */
    private static final String[] FIELD_NAMES = {"a", "b", "c", "Aa", "BB", "id", "name", "value", "nested.name", " "};

    private final Random random;
    private final RandomValues values;

    public RandomSchemas(Random random) {
        this.random = random;
        this.values = new RandomValues(random);
    }

    /** Draws a schema of any type, with containers up to the given depth. */
    public Schema any(int depth) {
        return anyBuilder(depth).build();
    }

    /** Draws the builder of a schema of any type, complete with its properties. */
    public SchemaBuilder anyBuilder(int depth) {
        SchemaBuilder builder =
                switch (random.nextInt(depth > 0 ? 10 : 6)) {
                    case 6 -> SchemaBuilder.array(any(depth - 1));
                    case 7 -> SchemaBuilder.map(any(depth - 1), any(depth - 1));
                    case 8, 9 -> fields(depth - 1);
                    case 0, 1 -> logical();
                    default -> SchemaBuilder.type(primitive());
                };
        return decorate(builder);
    }

    /** Draws a struct schema whose fields contain containers up to the given depth. */
    public Schema struct(int depth) {
        return decorate(fields(depth)).build();
    }

    /** Draws a primitive type. */
    public Schema.Type primitive() {
        return PRIMITIVES[random.nextInt(PRIMITIVES.length)];
    }

    /** Starts a schema of one of the logical types. */
    public SchemaBuilder logical() {
        return switch (random.nextInt(4)) {
            case 0 -> Decimal.builder(random.nextInt(5));
            case 1 -> Date.builder();
            case 2 -> Time.builder();
            default -> Timestamp.builder();
        };
    }

    /** Makes an equal schema of new objects all through, defaults excepted. */
    public Schema copy(Schema schema) {
        return new ConnectSchema(
                schema.type(),
                schema.isOptional(),
                schema.defaultValue(),
                schema.name(),
                schema.version(),
                schema.doc(),
                schema.parameters() == null ? null : new LinkedHashMap<>(schema.parameters()),
                schema.type() == Schema.Type.STRUCT ? copyFields(schema) : null,
                schema.type() == Schema.Type.MAP ? copyOrNull(schema.keySchema()) : null,
                hasValueSchema(schema) ? copyOrNull(schema.valueSchema()) : null);
    }

    /** Makes a schema that differs in one property, which may be one deep inside. */
    public Schema variation(Schema schema) {
        int property = random.nextInt(8);
        List<Field> fields = schema.type() == Schema.Type.STRUCT ? copyFields(schema) : null;
        Schema valueSchema = hasValueSchema(schema) ? schema.valueSchema() : null;
        if (property == 6 && fields != null && !fields.isEmpty()) {
            int i = random.nextInt(fields.size());
            Field field = fields.get(i);
            fields.set(i, new Field(field.name(), field.index(), variation(field.schema())));
        } else if (property == 7 && valueSchema != null) {
            valueSchema = variation(valueSchema);
        }
        return new ConnectSchema(
                schema.type(),
                (property == 0) != schema.isOptional(),
                property == 1 ? null : schema.defaultValue(),
                property == 2 ? schema.name() + "X" : schema.name(),
                property == 3 ? Integer.valueOf(4711) : schema.version(),
                property == 4 ? "other" : schema.doc(),
                property == 5 ? Map.of("other", "value") : schema.parameters(),
                fields,
                schema.type() == Schema.Type.MAP ? schema.keySchema() : null,
                valueSchema);
    }

    /** Draws a name for a field, from a small set so that names meet again. */
    public String fieldName() {
        return FIELD_NAMES[random.nextInt(FIELD_NAMES.length)];
    }

    private SchemaBuilder fields(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = fieldName();
            if (builder.field(name) == null) {
                builder.field(name, any(depth));
            }
        }
        return builder;
    }

    private SchemaBuilder decorate(SchemaBuilder builder) {
        if (random.nextInt(3) == 0) {
            builder.optional();
        } else if (random.nextInt(3) == 0) {
            builder.required();
        }
        if (builder.name() == null && random.nextInt(3) == 0) {
            builder.name("com.example.Name" + random.nextInt(3));
        }
        if (builder.version() == null && random.nextInt(4) == 0) {
            builder.version(random.nextInt(2000) - 100);
        }
        if (random.nextInt(5) == 0) {
            builder.doc("about " + random.nextInt(3));
        }
        if (random.nextInt(5) == 0) {
            builder.parameter("key" + random.nextInt(3), values.text());
        }
        if (random.nextInt(4) == 0) {
            // For a struct, only one made with the builder itself fits the builder.
            builder.defaultValue(values.fitting(builder));
        }
        return builder;
    }

    private List<Field> copyFields(Schema schema) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(new Field(field.name(), field.index(), copyOrNull(field.schema())));
        }
        return fields;
    }

    private Schema copyOrNull(Schema schema) {
        return schema == null ? null : copy(schema);
    }

    private static boolean hasValueSchema(Schema schema) {
        return schema.type() == Schema.Type.MAP || schema.type() == Schema.Type.ARRAY;
    }
}
