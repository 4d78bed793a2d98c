package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** Leaves out fields and renames others. A null value is left alone. */
public abstract class ReplaceField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Leaves out or renames fields. Use <code>" + Key.class.getName()
            + "</code> for the key or <code>" + Value.class.getName() + "</code> for the value.";

    private static final String EXCLUDE = "exclude";
    private static final String INCLUDE = "include";
    private static final String RENAMES = "renames";
    private static final String PURPOSE = "field replacement";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    EXCLUDE,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    ConfigDef.Importance.MEDIUM,
                    "Names of fields to leave out, also if they are included.")
            .define(
                    INCLUDE,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    ConfigDef.Importance.MEDIUM,
                    "Names of the only fields to keep; all fields if empty.")
            .define(
                    RENAMES,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> parseRenames((List<?>) value),
                            () -> "list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>"),
                    ConfigDef.Importance.MEDIUM,
                    "Pairs of an old and a new name of a field."));

    private Set<String> exclude;
    private Set<String> include;
    private Map<String, String> renames;
    private Map<String, String> oldNames;
    private FieldReader fields;
    private PerSchema<Plan> plans;

    private static Map<String, String> parseRenames(List<?> pairs) {
        Map<String, String> renames = new HashMap<>();
        for (Object pair : pairs) {
            String[] names = ((String) pair).split(":");
            if (names.length != 2) {
                throw new ConfigException(RENAMES, pairs, "'" + pair + "' is not of the form old:new");
            }
            renames.put(names[0], names[1]);
        }
        return renames;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        exclude = new HashSet<>(config.getList(EXCLUDE));
        include = new HashSet<>(config.getList(INCLUDE));
        renames = parseRenames(config.getList(RENAMES));
        oldNames = new HashMap<>();
        renames.forEach((from, to) -> oldNames.put(to, from));
        fields = FieldReader.of(config);
        plans = new PerSchema<>(this::planFor);
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) {
            return record;
        }
        return operatingSchema(record) == null ? applySchemaless(record, value) : applyWithSchema(record, value);
    }

    private boolean keeps(String name) {
        return !exclude.contains(name) && (include.isEmpty() || include.contains(name));
    }

    private String renamed(String name) {
        return renames.getOrDefault(name, name);
    }

    private R applySchemaless(R record, Object value) {
        Map<String, Object> map = requireMap(value, PURPOSE);
        Map<String, Object> updated = new HashMap<>();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            if (keeps(entry.getKey())) {
                updated.put(renamed(entry.getKey()), entry.getValue());
            }
        }
        return newRecord(record, null, updated);
    }

    private R applyWithSchema(R record, Object value) {
        Struct struct = requireStruct(value, PURPOSE);
        Plan plan = plans.get(struct.schema());
        Struct updated = new Struct(plan.schema());
        List<Field> targets = plan.schema().fields();
        for (int i = 0; i < targets.size(); i++) {
            updated.put(targets.get(i), fields.read(struct, plan.sources().get(i)));
        }
        return newRecord(record, plan.schema(), updated);
    }

    private Plan planFor(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        List<Field> sources = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (keeps(field.name())) {
                builder.field(renamed(field.name()), field.schema());
            }
        }
        Schema updated = builder.build();
        for (Field field : updated.fields()) {
            // Whatever field a name belongs to, a rename to that name decides where its value comes from.
            String source = oldNames.getOrDefault(field.name(), field.name());
            if (schema.field(source) == null) {
                throw new DataException("The field '" + source + "' is to be renamed to '" + field.name()
                        + "', a name that is taken, and is not there itself");
            }
            sources.add(schema.field(source));
        }
        return new Plan(updated, sources);
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

    /** {@link ReplaceField} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends ReplaceField<R> {
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

    /** {@link ReplaceField} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends ReplaceField<R> {
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
     * The way from one schema to another.
     *
     * @param sources the old fields, in the order of the new ones
     */
    private record Plan(Schema schema, List<Field> sources) {}
}
