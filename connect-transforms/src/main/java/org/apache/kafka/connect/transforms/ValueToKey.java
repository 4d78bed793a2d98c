package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

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
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Replaces the key by fields of the value. A field that the value's schema lacks fails with a {@link DataException};
 * without schema it is null in the key.
 */
public class ValueToKey<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Makes a new key out of fields of the value.";

    public static final String FIELDS_CONFIG = "fields";
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = FieldReader.CONFIG;

    private static final String PURPOSE = "copying fields from value to key";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    FIELDS_CONFIG,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Names of the value's fields that make up the key, in this order."));

    private List<String> names;
    private FieldReader fields;
    private PerSchema<Schema> keySchemas;

    public ValueToKey() {}

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        names = config.getList(FIELDS_CONFIG);
        fields = FieldReader.of(config);
        keySchemas = new PerSchema<>(this::keySchemaFor);
    }

    @Override
    public R apply(R record) {
        return record.valueSchema() == null ? applySchemaless(record) : applyWithSchema(record);
    }

    private R applySchemaless(R record) {
        Map<String, Object> value = requireMap(record.value(), PURPOSE);
        Map<String, Object> key = new HashMap<>();
        for (String name : names) {
            key.put(name, value.get(name));
        }
        return RecordCopy.withKey(record, null, key);
    }

    private R applyWithSchema(R record) {
        Struct value = requireStruct(record.value(), PURPOSE);
        Schema keySchema = keySchemas.get(value.schema());
        Struct key = new Struct(keySchema);
        for (Field field : keySchema.fields()) {
            key.put(field, fields.read(value, value.schema().field(field.name())));
        }
        return RecordCopy.withKey(record, keySchema, key);
    }

    private Schema keySchemaFor(Schema valueSchema) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (String name : names) {
            Field field = valueSchema.field(name);
            if (field == null) {
                throw new DataException("The value's schema has no field '" + name + "' for the key");
            }
            builder.field(name, field.schema());
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
}
