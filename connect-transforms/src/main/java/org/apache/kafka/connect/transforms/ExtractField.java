package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMapOrNull;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStructOrNull;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.field.FieldSyntaxVersion;
import org.apache.kafka.connect.transforms.field.SingleFieldPath;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Puts one field, possibly a nested one (KIP-821), in the place of the whole key or value. Null stays null. A field that
 * the schema lacks fails with an {@link IllegalArgumentException}; without schema it counts as null.
 */
public abstract class ExtractField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Replaces the key or value by one of its fields. Use <code>"
            + Key.class.getName() + "</code> for the key or <code>" + Value.class.getName()
            + "</code> for the value.";

    private static final String FIELD = "field";
    private static final String PURPOSE = "field extraction";

    public static final ConfigDef CONFIG_DEF = FieldSyntaxVersion.appendConfigTo(FieldReader.define(new ConfigDef()
            .define(
                    FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.MEDIUM,
                    "The field to extract.")));

    private String fieldText;
    private SingleFieldPath path;
    private boolean replaceNullWithDefault;

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        fieldText = config.getString(FIELD);
        path = new SingleFieldPath(fieldText, FieldSyntaxVersion.fromConfig(config));
        replaceNullWithDefault = config.getBoolean(FieldReader.CONFIG);
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        Object value = operatingValue(record);
        if (schema == null) {
            Map<String, Object> map = requireMapOrNull(value, PURPOSE);
            return newRecord(record, null, map == null ? null : path.valueFrom(map));
        }
        Struct struct = requireStructOrNull(value, PURPOSE);
        Field field = path.fieldFrom(schema);
        if (field == null) {
            throw new IllegalArgumentException("The schema has no field '" + fieldText + "' to extract");
        }
        return newRecord(record, field.schema(), path.valueFrom(struct, replaceNullWithDefault));
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

    /** {@link ExtractField} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends ExtractField<R> {
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

    /** {@link ExtractField} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends ExtractField<R> {
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
