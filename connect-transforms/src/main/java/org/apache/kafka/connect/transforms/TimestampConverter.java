package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStructOrNull;

import java.text.SimpleDateFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Converts a field, or the whole key or value, from one form of timestamps to another: texts, numbers since the epoch,
 * and the logical types Date, Time and Timestamp. Texts are in UTC. Null stays null.
 */
public abstract class TimestampConverter<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Converts timestamps between texts, numbers since the epoch and logical types. Use <code>"
                    + Key.class.getName() + "</code> for the key or <code>" + Value.class.getName()
                    + "</code> for the value.";

    public static final String FIELD_CONFIG = "field";
    public static final String TARGET_TYPE_CONFIG = "target.type";
    public static final String FORMAT_CONFIG = "format";
    public static final String UNIX_PRECISION_CONFIG = "unix.precision";
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = FieldReader.CONFIG;

    public static final Schema OPTIONAL_DATE_SCHEMA = Date.builder().optional().build();
    public static final Schema OPTIONAL_TIMESTAMP_SCHEMA =
            Timestamp.builder().optional().build();
    public static final Schema OPTIONAL_TIME_SCHEMA = Time.builder().optional().build();

    private static final String PURPOSE = "converting timestamps";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    FIELD_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigDef.Importance.HIGH,
                    "The field that holds the timestamp; empty if the whole key or value is one.")
            .define(
                    TARGET_TYPE_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidString.in("string", "unix", "Date", "Time", "Timestamp"),
                    ConfigDef.Importance.HIGH,
                    "The form to convert to: string, unix, Date, Time or Timestamp.")
            .define(
                    FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigDef.Importance.MEDIUM,
                    "How texts are read and written: a pattern of java.text.SimpleDateFormat. Required where a text"
                            + " is converted from or to.")
            .define(
                    UNIX_PRECISION_CONFIG,
                    ConfigDef.Type.STRING,
                    "milliseconds",
                    ConfigDef.ValidString.in("nanoseconds", "microseconds", "milliseconds", "seconds"),
                    ConfigDef.Importance.LOW,
                    "The unit of numbers since the epoch: seconds, milliseconds, microseconds or nanoseconds. Parts"
                            + " of a millisecond are lost."));

    private String fieldName;
    private TimestampForm target;
    private TimestampForm.Notation notation;
    private FieldReader fields;
    private PerSchema<Schema> updatedSchemas;

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        fieldName = config.getString(FIELD_CONFIG);
        target = TimestampForm.of(config.getString(TARGET_TYPE_CONFIG));
        notation = new TimestampForm.Notation(
                parseFormat(config.getString(FORMAT_CONFIG)),
                TimeUnit.valueOf(config.getString(UNIX_PRECISION_CONFIG).toUpperCase(Locale.ROOT)));
        fields = FieldReader.of(config);
        updatedSchemas = new PerSchema<>(this::updatedSchema);
    }

    private SimpleDateFormat parseFormat(String pattern) {
        if (pattern == null || pattern.isBlank()) {
            if (target == TimestampForm.STRING) {
                throw new ConfigException(
                        FORMAT_CONFIG,
                        pattern,
                        "A pattern is required for the " + TARGET_TYPE_CONFIG + " string, for instance yyyy-MM-dd");
            }
            return null;
        }
        try {
            return new SimpleDateFormat(pattern);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    FORMAT_CONFIG, pattern, "Not a pattern of java.text.SimpleDateFormat: " + e.getMessage());
        }
    }

    private boolean convertsWholeValue() {
        return fieldName == null || fieldName.isEmpty();
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        Object value = operatingValue(record);
        return schema == null ? applySchemaless(record, value) : applyWithSchema(record, schema, value);
    }

    private R applySchemaless(R record, Object value) {
        if (value == null || convertsWholeValue()) {
            return newRecord(record, null, convert(value));
        }
        Map<String, Object> map = requireMap(value, PURPOSE);
        Map<String, Object> updated = new HashMap<>(map);
        updated.put(fieldName, convert(map.get(fieldName)));
        return newRecord(record, null, updated);
    }

    private R applyWithSchema(R record, Schema schema, Object value) {
        if (convertsWholeValue()) {
            TimestampForm source = TimestampForm.of(schema);
            return newRecord(record, target.schema(schema.isOptional()), convert(source, value));
        }
        Struct struct = requireStructOrNull(value, PURPOSE);
        Schema updatedSchema = updatedSchemas.get(schema);
        return newRecord(record, updatedSchema, convertField(struct, updatedSchema));
    }

    private Schema updatedSchema(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            builder.field(
                    field.name(),
                    field.name().equals(fieldName)
                            ? target.schema(field.schema().isOptional())
                            : field.schema());
        }
        if (schema.isOptional()) {
            builder.optional();
        }
        if (schema.defaultValue() != null) {
            builder.defaultValue(convertField((Struct) schema.defaultValue(), builder));
        }
        return builder.build();
    }

    private Struct convertField(Struct struct, Schema updatedSchema) {
        if (struct == null) {
            return null;
        }
        Struct updated = new Struct(updatedSchema);
        for (Field field : struct.schema().fields()) {
            Object value = fields.read(struct, field);
            boolean convert = field.name().equals(fieldName);
            updated.put(field.name(), convert ? convert(TimestampForm.of(field.schema()), value) : value);
        }
        return updated;
    }

    private Object convert(Object value) {
        return value == null ? null : convert(TimestampForm.of(value), value);
    }

    private Object convert(TimestampForm source, Object value) {
        return value == null ? null : target.format(source.parse(value, notation), notation);
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

    /** {@link TimestampConverter} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends TimestampConverter<R> {
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

    /** {@link TimestampConverter} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends TimestampConverter<R> {
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
}
