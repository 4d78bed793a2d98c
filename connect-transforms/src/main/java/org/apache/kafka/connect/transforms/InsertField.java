package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireSinkRecord;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Adds fields that hold the record's topic, partition, offset or timestamp, or a fixed text. A null value is left alone.
 * Partition and timestamp are left out of a record that has none; the offset exists only on the way to a sink.
 */
public abstract class InsertField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Adds fields with facts about the record, or with a fixed text. Use <code>" + Key.class.getName()
                    + "</code> for the key or <code>" + Value.class.getName() + "</code> for the value.";

    private static final String TOPIC_FIELD = "topic.field";
    private static final String PARTITION_FIELD = "partition.field";
    private static final String OFFSET_FIELD = "offset.field";
    private static final String TIMESTAMP_FIELD = "timestamp.field";
    private static final String STATIC_FIELD = "static.field";
    private static final String STATIC_VALUE = "static.value";
    private static final String PURPOSE = "field insertion";
    private static final String SUFFIXES =
            " End it with <code>!</code> for a required field or with <code>?</code>, the default, for an optional one.";

    public static final ConfigDef CONFIG_DEF = configDef();

    private static ConfigDef configDef() {
        ConfigDef def = new ConfigDef();
        define(def, TOPIC_FIELD, "Name of the field for the topic." + SUFFIXES);
        define(def, PARTITION_FIELD, "Name of the field for the partition." + SUFFIXES);
        define(def, OFFSET_FIELD, "Name of the field for the offset; only for sink connectors." + SUFFIXES);
        define(def, TIMESTAMP_FIELD, "Name of the field for the record's timestamp." + SUFFIXES);
        define(def, STATIC_FIELD, "Name of the field for the fixed text." + SUFFIXES);
        define(def, STATIC_VALUE, "The fixed text; required if there is a field for it.");
        return FieldReader.define(def);
    }

    private static void define(ConfigDef def, String key, String documentation) {
        def.define(key, ConfigDef.Type.STRING, null, ConfigDef.Importance.MEDIUM, documentation);
    }

    private Insertion topic;
    private Insertion partition;
    private Insertion offset;
    private Insertion timestamp;
    private Insertion fixed;
    private String fixedValue;
    private FieldReader fields;
    private PerSchema<Schema> updatedSchemas;

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        topic = Insertion.parse(config.getString(TOPIC_FIELD));
        partition = Insertion.parse(config.getString(PARTITION_FIELD));
        offset = Insertion.parse(config.getString(OFFSET_FIELD));
        timestamp = Insertion.parse(config.getString(TIMESTAMP_FIELD));
        fixed = Insertion.parse(config.getString(STATIC_FIELD));
        fixedValue = config.getString(STATIC_VALUE);
        if (topic == null && partition == null && offset == null && timestamp == null && fixed == null) {
            throw new ConfigException("InsertField has nothing to insert; set " + TOPIC_FIELD + ", " + PARTITION_FIELD
                    + ", " + OFFSET_FIELD + ", " + TIMESTAMP_FIELD + " or " + STATIC_FIELD);
        }
        if (fixed != null && fixedValue == null) {
            throw new ConfigException(
                    STATIC_VALUE,
                    null,
                    "A text is required for the field '" + fixed.name() + "' that " + STATIC_FIELD + " names");
        }
        fields = FieldReader.of(config);
        updatedSchemas = new PerSchema<>(this::withInsertions);
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) {
            return record;
        }
        return operatingSchema(record) == null ? applySchemaless(record, value) : applyWithSchema(record, value);
    }

    private R applySchemaless(R record, Object value) {
        Map<String, Object> updated = new HashMap<>(requireMap(value, PURPOSE));
        if (topic != null) {
            updated.put(topic.name(), record.topic());
        }
        if (partition != null && record.kafkaPartition() != null) {
            updated.put(partition.name(), record.kafkaPartition());
        }
        if (offset != null) {
            updated.put(offset.name(), requireSinkRecord(record, PURPOSE).kafkaOffset());
        }
        if (timestamp != null && record.timestamp() != null) {
            updated.put(timestamp.name(), record.timestamp());
        }
        if (fixed != null) {
            updated.put(fixed.name(), fixedValue);
        }
        return newRecord(record, null, updated);
    }

    private R applyWithSchema(R record, Object value) {
        Struct struct = requireStruct(value, PURPOSE);
        Schema schema = updatedSchemas.get(struct.schema());
        Struct updated = new Struct(schema);
        for (Field field : struct.schema().fields()) {
            // The fields that were there keep their positions.
            updated.put(schema.fields().get(field.index()), fields.read(struct, field));
        }
        if (topic != null) {
            updated.put(topic.name(), record.topic());
        }
        if (partition != null && record.kafkaPartition() != null) {
            updated.put(partition.name(), record.kafkaPartition());
        }
        if (offset != null) {
            updated.put(offset.name(), requireSinkRecord(record, PURPOSE).kafkaOffset());
        }
        if (timestamp != null && record.timestamp() != null) {
            updated.put(timestamp.name(), Date.from(Instant.ofEpochMilli(record.timestamp())));
        }
        if (fixed != null) {
            updated.put(fixed.name(), fixedValue);
        }
        return newRecord(record, schema, updated);
    }

    private Schema withInsertions(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            builder.field(field.name(), field.schema());
        }
        insert(builder, topic, SchemaBuilder.string());
        insert(builder, partition, SchemaBuilder.int32());
        insert(builder, offset, SchemaBuilder.int64());
        insert(builder, timestamp, Timestamp.builder());
        insert(builder, fixed, SchemaBuilder.string());
        return builder.build();
    }

    private static void insert(SchemaBuilder builder, Insertion insertion, SchemaBuilder type) {
        if (insertion != null) {
            builder.field(insertion.name(), (insertion.required() ? type : type.optional()).build());
        }
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

    /** {@link InsertField} of the record's key. */
    public static class Key<R extends ConnectRecord<R>> extends InsertField<R> {
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

    /** {@link InsertField} of the record's value. */
    public static class Value<R extends ConnectRecord<R>> extends InsertField<R> {
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

    /** A field to add. */
    private record Insertion(String name, boolean required) {

        /** Null if the key is not set. */
        static Insertion parse(String text) {
            if (text == null) {
                return null;
            }
            boolean required = text.endsWith("!");
            boolean suffixed = required || text.endsWith("?");
            return new Insertion(suffixed ? text.substring(0, text.length() - 1) : text, required);
        }
    }
}
