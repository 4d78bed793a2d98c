package org.apache.kafka.connect.transforms;

import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;

/**
 * What {@link Cast} casts to what, and the cast of one value.
 *
 * @param wholeValue the type of the whole key or value; null if fields are cast
 * @param fields     the types of fields by name
 */
record CastSpec(Schema.Type wholeValue, Map<String, Schema.Type> fields) {
    private static final Set<Schema.Type> TARGETS = Collections.unmodifiableSet(EnumSet.of(
            Schema.Type.INT8,
            Schema.Type.INT16,
            Schema.Type.INT32,
            Schema.Type.INT64,
            Schema.Type.FLOAT32,
            Schema.Type.FLOAT64,
            Schema.Type.BOOLEAN,
            Schema.Type.STRING));

    static CastSpec parse(List<?> elements) {
        if (elements == null || elements.isEmpty()) {
            throw new ConfigException(Cast.SPEC_CONFIG, elements, "At least one field or a type is required");
        }
        Schema.Type wholeValue = null;
        Map<String, Schema.Type> fields = new HashMap<>();
        for (Object element : elements) {
            String[] parts = ((String) element).split(":");
            switch (parts.length) {
                case 1 -> wholeValue = parseType(parts[0], elements);
                case 2 -> fields.put(parts[0].trim(), parseType(parts[1], elements));
                default ->
                    throw new ConfigException(
                            Cast.SPEC_CONFIG, elements, "'" + element + "' is not of the form field:type");
            }
        }
        if (wholeValue != null && elements.size() > 1) {
            throw new ConfigException(Cast.SPEC_CONFIG, elements, "A type of the whole value must be the only element");
        }
        return new CastSpec(wholeValue, fields);
    }

    private static Schema.Type parseType(String text, List<?> elements) {
        String name = text.trim().toUpperCase(Locale.ROOT);
        for (Schema.Type type : TARGETS) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new ConfigException(
                Cast.SPEC_CONFIG, elements, "'" + text + "' is no type to cast to; use one of " + TARGETS);
    }

    /**
     * Casts a value.
     *
     * @param schema the value's schema; null to go by its Java class
     * @throws DataException if the value has no form of the type
     */
    static Object cast(Schema schema, Object value, Schema.Type target) {
        if (value == null) {
            return null;
        }
        Schema.Type source = schema == null ? ConnectSchema.schemaType(value.getClass()) : schema.type();
        if (source != Schema.Type.BYTES && !TARGETS.contains(source)) {
            throw new DataException("Cannot cast a " + value.getClass().getName()
                    + (source == null ? ", which no Connect type has" : " of type " + source));
        }
        Object plain = target == Schema.Type.STRING ? value : withoutLogicalType(schema, value);
        try {
            return switch (target) {
                case INT8 ->
                    plain instanceof String text
                            ? (Object) Byte.parseByte(text)
                            : number(plain).byteValue();
                case INT16 ->
                    plain instanceof String text
                            ? (Object) Short.parseShort(text)
                            : number(plain).shortValue();
                case INT32 ->
                    plain instanceof String text
                            ? (Object) Integer.parseInt(text)
                            : number(plain).intValue();
                case INT64 ->
                    plain instanceof String text
                            ? (Object) Long.parseLong(text)
                            : number(plain).longValue();
                case FLOAT32 ->
                    plain instanceof String text
                            ? (Object) Float.parseFloat(text)
                            : number(plain).floatValue();
                case FLOAT64 ->
                    plain instanceof String text
                            ? (Object) Double.parseDouble(text)
                            : number(plain).doubleValue();
                case BOOLEAN ->
                    plain instanceof String text
                            ? Boolean.parseBoolean(text)
                            : number(plain).longValue() != 0;
                case STRING -> text(plain);
                case BYTES, ARRAY, MAP, STRUCT -> throw new DataException("Cannot cast to " + target);
            };
        } catch (NumberFormatException e) {
            throw new DataException("A text is no number of type " + target, e);
        }
    }

    private static Object withoutLogicalType(Schema schema, Object value) {
        if (schema == null || schema.name() == null) {
            return value;
        }
        return switch (schema.name()) {
            case Date.LOGICAL_NAME -> Date.fromLogical(schema, (java.util.Date) value);
            case Time.LOGICAL_NAME -> Time.fromLogical(schema, (java.util.Date) value);
            case Timestamp.LOGICAL_NAME -> Timestamp.fromLogical(schema, (java.util.Date) value);
            default -> value;
        };
    }

    private static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw new DataException("Cannot cast a " + value.getClass().getName() + " to a number or boolean");
    }

    private static String text(Object value) {
        if (value instanceof java.util.Date date) {
            return Values.dateFormatFor(date).format(date);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof java.nio.ByteBuffer buffer) {
            return Base64.getEncoder().encodeToString(Utils.readBytes(buffer));
        }
        return value.toString();
    }
}
