package org.apache.kafka.connect.transforms;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** Puts the whole key or value, even null, into a field of a new struct, or of a new map if there is no schema. */
public abstract class HoistField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Wraps the key or value in a struct or map with one field. Use <code>"
            + Key.class.getName() + "</code> for the key or <code>" + Value.class.getName()
            + "</code> for the value.";

    private static final String FIELD = "field";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.MEDIUM,
                    "Name of the one field of the struct or map.");

    private String fieldName;
    private PerSchema<Schema> updatedSchemas;

    @Override
    public void configure(Map<String, ?> props) {
        fieldName = new SimpleConfig(CONFIG_DEF, props).getString(FIELD);
        updatedSchemas = new PerSchema<>(
                schema -> SchemaBuilder.struct().field(fieldName, schema).build());
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        Object value = operatingValue(record);
        if (schema == null) {
            Map<String, Object> updated = new HashMap<>();
            updated.put(fieldName, value);
            return newRecord(record, null, updated);
        }
        Schema updatedSchema = updatedSchemas.get(schema);
        return newRecord(record, updatedSchema, new Struct(updatedSchema).put(fieldName, value));
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

    /** {@link HoistField} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends HoistField<R> {
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

    /** {@link HoistField} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends HoistField<R> {
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
