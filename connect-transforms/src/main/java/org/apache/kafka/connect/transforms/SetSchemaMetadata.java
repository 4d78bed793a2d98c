package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireSchema;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Sets the name, the version or both of a struct's schema, and keeps all else of it. Any other schema, and a value
 * without one, fail with a {@link DataException}; null without schema is left alone.
 */
public abstract class SetSchemaMetadata<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Sets the name or version of the schema. Use <code>"
            + Key.class.getName() + "</code> for the key or <code>" + Value.class.getName()
            + "</code> for the value.";

    private static final String SCHEMA_NAME = "schema.name";
    private static final String SCHEMA_VERSION = "schema.version";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    SCHEMA_NAME,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The schema's new name; without it the name stays.")
            .define(
                    SCHEMA_VERSION,
                    ConfigDef.Type.INT,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The schema's new version; without it the version stays."));

    private String schemaName;
    private Integer schemaVersion;
    private FieldReader fields;
    private PerSchema<Schema> updatedSchemas;

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        schemaName = config.getString(SCHEMA_NAME);
        schemaVersion = config.getInt(SCHEMA_VERSION);
        if (schemaName == null && schemaVersion == null) {
            throw new ConfigException(
                    "SetSchemaMetadata has nothing to set; give " + SCHEMA_NAME + ", " + SCHEMA_VERSION + " or both");
        }
        fields = FieldReader.of(config);
        updatedSchemas = new PerSchema<>(this::updated);
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        if (schema == null && operatingValue(record) == null) {
            return record;
        }
        requireSchema(schema, "setting its name or version");
        return newRecord(record, updatedSchemas.get(schema));
    }

    private Schema updated(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT) {
            throw new DataException("SetSchemaMetadata works on struct schemas only, not on " + schema);
        }
        return new ConnectSchema(
                schema.type(),
                schema.isOptional(),
                schema.defaultValue(),
                schemaName == null ? schema.name() : schemaName,
                schemaVersion == null ? schema.version() : schemaVersion,
                schema.doc(),
                schema.parameters(),
                schema.fields(),
                null,
                null);
    }

    /**
     * Moves a value to the new schema: a struct is rebuilt, anything else stays as it is.
     *
     * @param keyOrValue    the value, may be null
     * @param updatedSchema the new schema, with the same fields
     */
    protected Object updateSchemaIn(Object keyOrValue, Schema updatedSchema) {
        if (!(keyOrValue instanceof Struct struct)) {
            return keyOrValue;
        }
        Struct updated = new Struct(updatedSchema);
        for (Field field : updatedSchema.fields()) {
            updated.put(field, fields.read(struct, field.name()));
        }
        return updated;
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

    /** A copy of the record with another schema in the part that is worked on. */
    protected abstract R newRecord(R record, Schema updatedSchema);

    /** {@link SetSchemaMetadata} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends SetSchemaMetadata<R> {
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
        protected R newRecord(R record, Schema updatedSchema) {
            return RecordCopy.withKey(record, updatedSchema, updateSchemaIn(record.key(), updatedSchema));
        }
    }

    /** {@link SetSchemaMetadata} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends SetSchemaMetadata<R> {
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
        protected R newRecord(R record, Schema updatedSchema) {
            return RecordCopy.withValue(record, updatedSchema, updateSchemaIn(record.value(), updatedSchema));
        }
    }
}
