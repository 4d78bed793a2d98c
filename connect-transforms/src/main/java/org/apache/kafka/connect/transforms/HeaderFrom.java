package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.util.NonEmptyListValidator;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Copies or moves fields of the key or value to headers (KIP-145). Headers are added to those that the record has.
 * A null key or value fails with a {@link org.apache.kafka.connect.errors.DataException}.
 */
public abstract class HeaderFrom<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String FIELDS_FIELD = "fields";
    public static final String HEADERS_FIELD = "headers";
    public static final String OPERATION_FIELD = "operation";
    public static final String REPLACE_NULL_WITH_DEFAULT_FIELD = FieldReader.CONFIG;

    public static final String OVERVIEW_DOC = "Copies or moves fields to headers. Use <code>" + Key.class.getName()
            + "</code> for the key or <code>" + Value.class.getName() + "</code> for the value.";

    private static final String MOVE = "move";
    private static final String COPY = "copy";
    private static final String PURPOSE = "taking headers from fields";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    FIELDS_FIELD,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyListValidator(),
                    ConfigDef.Importance.HIGH,
                    "Names of the fields.")
            .define(
                    HEADERS_FIELD,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyListValidator(),
                    ConfigDef.Importance.HIGH,
                    "Names of the headers, in the order of the fields that they are taken from.")
            .define(
                    OPERATION_FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidString.in(MOVE, COPY),
                    ConfigDef.Importance.HIGH,
                    "Whether the fields are removed (<code>move</code>) or kept (<code>copy</code>)."));

    private List<String> fieldNames;
    private List<String> headerNames;
    private boolean move;
    private FieldReader fields;
    private PerSchema<Schema> remainders;

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        fieldNames = config.getList(FIELDS_FIELD);
        headerNames = config.getList(HEADERS_FIELD);
        if (fieldNames.size() != headerNames.size()) {
            throw new ConfigException("'" + FIELDS_FIELD + "' has " + fieldNames.size() + " elements and '"
                    + HEADERS_FIELD + "' has " + headerNames.size() + "; they must have as many");
        }
        move = config.getString(OPERATION_FIELD).equals(MOVE);
        fields = FieldReader.of(config);
        remainders = new PerSchema<>(this::withoutMovedFields);
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        Object value = operatingValue(record);
        return schema == null ? applySchemaless(record, value) : applyWithSchema(record, schema, value);
    }

    private R applySchemaless(R record, Object value) {
        Map<String, Object> map = requireMap(value, PURPOSE);
        Headers headers = record.headers().duplicate();
        for (int i = 0; i < fieldNames.size(); i++) {
            headers.add(headerNames.get(i), map.get(fieldNames.get(i)), null);
        }
        Map<String, Object> updated = new HashMap<>(map);
        if (move) {
            fieldNames.forEach(updated::remove);
        }
        return newRecord(record, null, updated, headers);
    }

    private R applyWithSchema(R record, Schema schema, Object value) {
        Struct struct = requireStruct(value, PURPOSE);
        Schema updatedSchema = move ? remainders.get(schema) : schema;
        Struct updated = move ? remainder(struct, updatedSchema) : struct;
        Headers headers = record.headers().duplicate();
        for (int i = 0; i < fieldNames.size(); i++) {
            String name = fieldNames.get(i);
            Field field = Objects.requireNonNull(schema.field(name), () -> "there is no field '" + name + "'");
            headers.add(headerNames.get(i), fields.read(struct, name), field.schema());
        }
        return newRecord(record, updatedSchema, updated, headers);
    }

    private Struct remainder(Struct struct, Schema schema) {
        Struct remainder = new Struct(schema);
        for (Field field : schema.fields()) {
            remainder.put(field, fields.read(struct, field.name()));
        }
        return remainder;
    }

    private Schema withoutMovedFields(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            if (!fieldNames.contains(field.name())) {
                builder.field(field.name(), field.schema());
            }
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

    /** The part of the record that is worked on. */
    protected abstract Object operatingValue(R record);

    /** The schema of the part of the record that is worked on; null if it has none. */
    protected abstract Schema operatingSchema(R record);

    /** A copy of the record with other headers, and another schema and value in the part that is worked on. */
    protected abstract R newRecord(
            R record, Schema updatedSchema, Object updatedValue, Iterable<Header> updatedHeaders);

    /** {@link HeaderFrom} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends HeaderFrom<R> {
        public Key() {}

        @Override
        public Object operatingValue(R record) {
            return record.key();
        }

        @Override
        protected Schema operatingSchema(R record) {
            return record.keySchema();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue, Iterable<Header> updatedHeaders) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    updatedSchema,
                    updatedValue,
                    record.valueSchema(),
                    record.value(),
                    record.timestamp(),
                    updatedHeaders);
        }
    }

    /** {@link HeaderFrom} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends HeaderFrom<R> {
        public Value() {}

        @Override
        public Object operatingValue(R record) {
            return record.value();
        }

        @Override
        protected Schema operatingSchema(R record) {
            return record.valueSchema();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue, Iterable<Header> updatedHeaders) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    updatedSchema,
                    updatedValue,
                    record.timestamp(),
                    updatedHeaders);
        }
    }
}
