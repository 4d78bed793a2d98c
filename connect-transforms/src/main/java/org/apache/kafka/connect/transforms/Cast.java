package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Casts fields, or the whole key or value, to other primitive types. A null value is left alone; what cannot be cast
 * fails with a {@link DataException}.
 */
public abstract class Cast<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Casts fields, or the whole key or value, to other primitive types. Use <code>" + Key.class.getName()
                    + "</code> for the key or <code>" + Value.class.getName() + "</code> for the value.";

    public static final String SPEC_CONFIG = "spec";
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = FieldReader.CONFIG;

    private static final String PURPOSE = "casting";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    SPEC_CONFIG,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> CastSpec.parse((List<?>) value),
                            () -> "list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>"),
                    ConfigDef.Importance.HIGH,
                    "Pairs of a field and its new type, as in <code>a:int32,b:string</code>, or one type alone for"
                            + " the whole key or value. Types are int8, int16, int32, int64, float32, float64, boolean"
                            + " and string."));

    private CastSpec spec;
    private FieldReader fields;
    private PerSchema<Plan> plans;

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        spec = CastSpec.parse(config.getList(SPEC_CONFIG));
        fields = FieldReader.of(config);
        plans = new PerSchema<>(this::planFor);
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) {
            return record;
        }
        Schema schema = operatingSchema(record);
        return schema == null ? applySchemaless(record, value) : applyWithSchema(record, schema, value);
    }

    private R applySchemaless(R record, Object value) {
        if (spec.wholeValue() != null) {
            return newRecord(record, null, CastSpec.cast(null, value, spec.wholeValue()));
        }
        Map<String, Object> map = requireMap(value, PURPOSE);
        Map<String, Object> updated = new HashMap<>(map);
        spec.fields().forEach((name, type) -> updated.put(name, CastSpec.cast(null, map.get(name), type)));
        return newRecord(record, null, updated);
    }

    private R applyWithSchema(R record, Schema schema, Object value) {
        Plan plan = plans.get(schema);
        if (spec.wholeValue() != null) {
            return newRecord(record, plan.schema(), CastSpec.cast(schema, value, spec.wholeValue()));
        }
        Struct struct = requireStruct(value, PURPOSE);
        // A struct that does not have its record's schema is still taken if its fields fit by name.
        Plan moves = struct.schema().equals(schema) ? plan : movesTo(plan.schema(), struct.schema());
        Struct updated = new Struct(plan.schema());
        for (Field field : struct.schema().fields()) {
            Object read = fields.read(struct, field);
            Schema.Type type = moves.types().get(field.index());
            Object cast = type == null ? read : CastSpec.cast(field.schema(), read, type);
            updated.put(moves.targets().get(field.index()), cast);
        }
        return newRecord(record, plan.schema(), updated);
    }

    private Plan planFor(Schema schema) {
        if (spec.wholeValue() != null) {
            SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.type(spec.wholeValue()));
            return new Plan(withOptionalityAndDefault(builder, schema, spec.wholeValue()), List.of(), List.of());
        }
        if (schema.defaultValue() != null) {
            throw new DataException("Cast cannot work on fields of a struct whose schema has a default value");
        }
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            Schema.Type type = spec.fields().get(field.name());
            builder.field(
                    field.name(),
                    type == null
                            ? field.schema()
                            : withOptionalityAndDefault(SchemaBuilder.type(type), field.schema(), type));
        }
        Schema updated = (schema.isOptional() ? builder.optional() : builder).build();
        return movesTo(updated, schema);
    }

    private Plan movesTo(Schema updated, Schema schema) {
        List<Field> targets = new ArrayList<>();
        List<Schema.Type> types = new ArrayList<>();
        for (Field field : schema.fields()) {
            targets.add(updated.field(field.name()));
            types.add(spec.fields().get(field.name()));
        }
        return new Plan(updated, targets, types);
    }

    private static Schema withOptionalityAndDefault(SchemaBuilder builder, Schema schema, Schema.Type type) {
        if (schema.isOptional()) {
            builder.optional();
        }
        if (schema.defaultValue() != null) {
            builder.defaultValue(CastSpec.cast(schema, schema.defaultValue(), type));
        }
        return builder.build();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}

    /** The schema of the part of the record that is worked on; null if it has none. */
    protected abstract Schema operatingSchema(R record);

    /** The part of the record that is worked on. */
    protected abstract Object operatingValue(R record);

    /** A copy of the record with another schema and value in the part that is worked on. */
    protected abstract R newRecord(R record, Schema updatedSchema, Object updatedValue);

    /** {@link Cast} of the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends Cast<R> {
        public Key() {}

        @Override
        protected Schema operatingSchema(R record) {
            return record.keySchema();
        }

        @Override
        protected Object operatingValue(R record) {
            return record.key();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue) {
            return RecordCopy.withKey(record, updatedSchema, updatedValue);
        }
    }

    /** {@link Cast} of the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends Cast<R> {
        public Value() {}

        @Override
        protected Schema operatingSchema(R record) {
            return record.valueSchema();
        }

        @Override
        protected Object operatingValue(R record) {
            return record.value();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue) {
            return RecordCopy.withValue(record, updatedSchema, updatedValue);
        }
    }

    /**
     * The way from one schema to another. The lists are empty if the whole value is cast.
     *
     * @param targets for each old field the new one
     * @param types   for each old field the type it is cast to, or null if it stays as it is
     */
    private record Plan(Schema schema, List<Field> targets, List<Schema.Type> types) {}
}
