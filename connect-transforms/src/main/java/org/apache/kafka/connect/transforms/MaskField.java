package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Hides the values of fields behind an empty value of their class, or behind a replacement (KIP-437). Null fields stay
 * null. A null key or value, and a field of a class that cannot be masked, fail with a {@link DataException}.
 */
public abstract class MaskField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Hides fields behind 0, false, an empty value or a replacement. Use <code>" + Key.class.getName()
                    + "</code> for the key or <code>" + Value.class.getName() + "</code> for the value.";

    private static final String FIELDS = "fields";
    private static final String REPLACEMENT = "replacement";
    private static final String PURPOSE = "masking fields";

    public static final ConfigDef CONFIG_DEF = FieldReader.define(new ConfigDef()
            .define(
                    FIELDS,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Names of the fields to mask.")
            .define(
                    REPLACEMENT,
                    ConfigDef.Type.STRING,
                    null,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.LOW,
                    "What all fields hold instead; it must fit their types, which must be numbers or text."));

    private static final Map<Class<?>, Object> EMPTY_VALUES = Map.ofEntries(
            Map.entry(Boolean.class, false),
            Map.entry(Byte.class, (byte) 0),
            Map.entry(Short.class, (short) 0),
            Map.entry(Integer.class, 0),
            Map.entry(Long.class, 0L),
            Map.entry(Float.class, 0f),
            Map.entry(Double.class, 0d),
            Map.entry(BigInteger.class, BigInteger.ZERO),
            Map.entry(BigDecimal.class, BigDecimal.ZERO),
            Map.entry(Date.class, Date.from(Instant.EPOCH)),
            Map.entry(String.class, ""));

    private static final Map<Class<?>, Function<String, Object>> REPLACEMENTS = Map.of(
            Byte.class, text -> Values.convertToByte(null, text),
            Short.class, text -> Values.convertToShort(null, text),
            Integer.class, text -> Values.convertToInteger(null, text),
            Long.class, text -> Values.convertToLong(null, text),
            Float.class, text -> Values.convertToFloat(null, text),
            Double.class, text -> Values.convertToDouble(null, text),
            String.class, text -> text,
            BigDecimal.class, BigDecimal::new,
            BigInteger.class, BigInteger::new);

    private Set<String> maskedFields;
    private String replacement;
    private FieldReader fields;

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        maskedFields = new HashSet<>(config.getList(FIELDS));
        replacement = config.getString(REPLACEMENT);
        fields = FieldReader.of(config);
    }

    @Override
    public R apply(R record) {
        return operatingSchema(record) == null ? applySchemaless(record) : applyWithSchema(record);
    }

    private R applySchemaless(R record) {
        Map<String, Object> map = requireMap(operatingValue(record), PURPOSE);
        Map<String, Object> updated = new HashMap<>(map);
        for (String field : maskedFields) {
            updated.put(field, masked(map.get(field)));
        }
        return newRecord(record, updated);
    }

    private R applyWithSchema(R record) {
        Struct struct = requireStruct(operatingValue(record), PURPOSE);
        Struct updated = new Struct(struct.schema());
        for (Field field : struct.schema().fields()) {
            Object value = fields.read(struct, field);
            updated.put(field, maskedFields.contains(field.name()) ? masked(value) : value);
        }
        return newRecord(record, updated);
    }

    private Object masked(Object value) {
        if (value == null) {
            return null;
        }
        return replacement == null ? emptyValueFor(value) : replacementFor(value);
    }

    private static Object emptyValueFor(Object value) {
        Object empty = EMPTY_VALUES.get(value.getClass());
        if (empty != null) {
            return empty;
        }
        if (value instanceof List) {
            return new ArrayList<>();
        }
        if (value instanceof Map) {
            return new HashMap<>();
        }
        throw new DataException(
                "Cannot mask a value of class " + value.getClass().getName());
    }

    private Object replacementFor(Object value) {
        Function<String, Object> parser = REPLACEMENTS.get(value.getClass());
        if (parser == null) {
            throw new DataException("Cannot replace a value of class "
                    + value.getClass().getName() + " by a text; remove " + REPLACEMENT + " or the field");
        }
        try {
            return parser.apply(replacement);
        } catch (NumberFormatException e) {
            throw new DataException(
                    "The " + REPLACEMENT + " does not fit a field of class "
                            + value.getClass().getName(),
                    e);
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

    /** A copy of the record with another value of the same schema in the part that is worked on. */
    protected abstract R newRecord(R base, Object value);

    /** {@link MaskField} of the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends MaskField<R> {
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
        protected R newRecord(R base, Object value) {
            return RecordCopy.withKey(base, base.keySchema(), value);
        }
    }

    /** {@link MaskField} of the record's value. */
    public static final class Value<R extends ConnectRecord<R>> extends MaskField<R> {
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
        protected R newRecord(R base, Object value) {
            return RecordCopy.withValue(base, base.valueSchema(), value);
        }
    }
}
