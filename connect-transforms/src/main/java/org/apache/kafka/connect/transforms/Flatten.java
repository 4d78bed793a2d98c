package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Brings the fields of nested structs, or without schema of nested maps, to the top, their names joined by a delimiter.
 * Arrays stay as they are; a map in a struct fails with a {@link DataException}. A null value is left alone.
 */
public abstract class Flatten<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Flattens nested structs or maps, joining the names on the way to a field. Use <code>" + Key.class.getName()
                    + "</code> for the key or <code>" + Value.class.getName() + "</code> for the value.";

    private static final String DELIMITER = "delimiter";
    private static final String PURPOSE = "flattening";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    DELIMITER,
                    ConfigDef.Type.STRING,
                    ".",
                    ConfigDef.Importance.MEDIUM,
                    "Goes between the names that make up the name of a flattened field.");

    private String delimiter;
    private PerSchema<Plan> plans;

    @Override
    public void configure(Map<String, ?> props) {
        delimiter = new SimpleConfig(CONFIG_DEF, props).getString(DELIMITER);
        plans = new PerSchema<>(this::planFor);
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) {
            return record;
        }
        Schema schema = operatingSchema(record);
        if (schema == null) {
            Map<String, Object> flat = new LinkedHashMap<>();
            flatten(requireMap(value, PURPOSE), "", flat);
            return newRecord(record, null, flat);
        }
        Struct struct = requireStruct(value, PURPOSE);
        Plan plan = plans.get(schema);
        // A struct that does not have its record's schema is still taken if its fields fit by name.
        List<Move> moves = struct.schema().equals(schema) ? plan.moves() : movesTo(plan.schema(), struct.schema(), "");
        Struct flat = new Struct(plan.schema());
        copy(struct, moves, flat);
        return newRecord(record, plan.schema(), flat);
    }

    private String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + delimiter + name;
    }

    private void flatten(Map<String, Object> map, String prefix, Map<String, Object> flat) {
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            String name = join(prefix, entry.getKey());
            Object value = entry.getValue();
            if (value == null) {
                flat.put(name, null);
                continue;
            }
            Schema.Type type = ConnectSchema.schemaType(value.getClass());
            if (type == null || type == Schema.Type.STRUCT) {
                throw new DataException("Without a schema, Flatten does not take a "
                        + value.getClass().getName() + " in the field '" + name + "'");
            }
            if (type == Schema.Type.MAP) {
                flatten(requireMap(value, PURPOSE), name, flat);
            } else {
                flat.put(name, value);
            }
        }
    }

    private static void copy(Struct from, List<Move> moves, Struct to) {
        for (Move move : moves) {
            if (move.nested() == null) {
                to.put(move.target(), from.get(move.source()));
            } else {
                Struct nested = from.getStruct(move.source().name());
                if (nested != null) {
                    copy(nested, move.nested(), to);
                }
            }
        }
    }

    private Plan planFor(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        addLeaves(schema, "", schema.isOptional(), (Struct) schema.defaultValue(), builder);
        Schema flat = builder.build();
        return new Plan(flat, movesTo(flat, schema, ""));
    }

    private void addLeaves(Schema schema, String prefix, boolean optional, Struct defaults, SchemaBuilder builder) {
        for (Field field : schema.fields()) {
            String name = join(prefix, field.name());
            boolean leafOptional = optional || field.schema().isOptional();
            Object leafDefault = field.schema().defaultValue();
            if (leafDefault == null && defaults != null) {
                leafDefault = defaults.get(field);
            }
            if (field.schema().type() == Schema.Type.MAP) {
                throw new DataException("Flatten does not take the map in the field '" + name + "'");
            }
            if (field.schema().type() == Schema.Type.STRUCT) {
                addLeaves(field.schema(), name, leafOptional, (Struct) leafDefault, builder);
            } else {
                builder.field(name, leaf(field.schema(), leafOptional, leafDefault));
            }
        }
    }

    private static Schema leaf(Schema schema, boolean optional, Object defaultValue) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema);
        if (optional) {
            builder.optional();
        }
        if (defaultValue != null) {
            builder.defaultValue(defaultValue);
        }
        return builder.build();
    }

    private List<Move> movesTo(Schema flat, Schema schema, String prefix) {
        List<Move> moves = new ArrayList<>();
        for (Field field : schema.fields()) {
            String name = join(prefix, field.name());
            if (field.schema().type() == Schema.Type.STRUCT) {
                moves.add(new Move(field, null, movesTo(flat, field.schema(), name)));
            } else if (flat.field(name) != null) {
                moves.add(new Move(field, flat.field(name), null));
            } else {
                throw new DataException("The struct to flatten has a field '" + name + "' that its schema lacks");
            }
        }
        return moves;
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

    /** {@link Flatten} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends Flatten<R> {
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

    /** {@link Flatten} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends Flatten<R> {
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

    private record Plan(Schema schema, List<Move> moves) {}

    /** Either a leaf and where it goes, or a struct and how to go on inside it. */
    private record Move(Field source, Field target, List<Move> nested) {}
}
