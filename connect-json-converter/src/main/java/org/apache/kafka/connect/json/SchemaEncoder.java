package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Writes the values of one schema, which is looked at once and not for each value.
 *
 * @param values writes a value that is not null; a {@link ClassCastException} or {@link Unusual} of it means that the
 *               value does not fit, or fits in a way that only {@link TreeWriter} knows
 * @param ofNull what null is written as; null if it is not allowed
 */
// Only ever looked at by its parts.
@SuppressWarnings("ArrayRecordComponent")
record SchemaEncoder(Values values, byte[] ofNull) {
    private static final int MAX_DEPTH = 100;
    private static final SchemaEncoder ANY = new SchemaEncoder(SchemaEncoder::writeAny, JsonOutput.NULL);

    /** Writes values that are not null. */
    interface Values {
        void write(JsonOutput out, Object value);
    }

    void write(JsonOutput out, Object value) {
        if (value != null) {
            values.write(out, value);
        } else if (ofNull != null) {
            out.raw(ofNull);
        } else {
            throw new Unusual();
        }
    }

    /**
     * Makes the encoder of a schema.
     *
     * @param schema the schema; null to go by the values' Java classes
     * @throws Unusual if the schema is one that only {@link TreeWriter} knows what to do with
     */
    static SchemaEncoder of(Schema schema, DecimalFormat decimals, boolean replaceNullWithDefault) {
        return new Compiler(decimals, replaceNullWithDefault).compile(schema, 0);
    }

    private record Compiler(DecimalFormat decimals, boolean replaceNullWithDefault) {

        SchemaEncoder compile(Schema schema, int depth) {
            if (schema == null) {
                return ANY;
            }
            if (depth > MAX_DEPTH) {
                throw new Unusual();
            }
            Values values = values(schema, depth);
            return new SchemaEncoder(values, ofNull(schema, values));
        }

        private byte[] ofNull(Schema schema, Values values) {
            if (replaceNullWithDefault && schema.defaultValue() != null) {
                try {
                    JsonOutput out = new JsonOutput();
                    values.write(out, schema.defaultValue());
                    return out.toBytes();
                } catch (RuntimeException e) {
                    return null;
                }
            }
            return schema.isOptional() ? JsonOutput.NULL : null;
        }

        private Values values(Schema schema, int depth) {
            LogicalType logical = LogicalType.of(schema);
            if (logical != null) {
                return logical(logical, schema);
            }
            return switch (schema.type()) {
                case INT8 -> (out, value) -> out.number((Byte) value);
                case INT16 -> (out, value) -> out.number((Short) value);
                case INT32 -> (out, value) -> out.number((Integer) value);
                case INT64 -> (out, value) -> out.number((Long) value);
                case FLOAT32 -> (out, value) -> out.number((float) (Float) value);
                case FLOAT64 -> (out, value) -> out.number((double) (Double) value);
                case BOOLEAN -> (out, value) -> out.bool((Boolean) value);
                case STRING -> (out, value) -> out.string(((CharSequence) value).toString());
                case BYTES -> SchemaEncoder::writeBytes;
                case ARRAY -> {
                    SchemaEncoder elements = compile(schema.valueSchema(), depth + 1);
                    yield (out, value) -> writeArray(out, elements, (Collection<?>) value);
                }
                case MAP -> map(schema, depth);
                case STRUCT -> struct(schema, depth);
            };
        }

        private Values struct(Schema schema, int depth) {
            if (schema instanceof SchemaBuilder) {
                // It may still get fields.
                throw new Unusual();
            }
            return StructEncoder.of(schema, replaceNullWithDefault, field -> compile(field, depth + 1));
        }

        private Values logical(LogicalType logical, Schema schema) {
            return switch (logical) {
                case DECIMAL ->
                    switch (decimals) {
                        case BASE64 -> decimal(schema);
                        case NUMERIC -> (out, value) -> out.text(((BigDecimal) value).toString());
                    };
                case DATE -> (out, value) -> out.number(Date.fromLogical(schema, (java.util.Date) value));
                case TIME -> (out, value) -> out.number(Time.fromLogical(schema, (java.util.Date) value));
                case TIMESTAMP -> (out, value) -> out.number(Timestamp.fromLogical(schema, (java.util.Date) value));
            };
        }

        private static Values decimal(Schema schema) {
            int scale = scaleOf(schema);
            return (out, value) -> {
                BigDecimal decimal = (BigDecimal) value;
                if (decimal.scale() != scale) {
                    throw new Unusual();
                }
                BigInteger unscaled = decimal.unscaledValue();
                if (unscaled.bitLength() < Long.SIZE) {
                    out.base64(unscaled.longValue());
                } else {
                    out.base64(unscaled.toByteArray());
                }
            };
        }

        private Values map(Schema schema, int depth) {
            SchemaEncoder keys = compile(schema.keySchema(), depth + 1);
            SchemaEncoder entries = compile(schema.valueSchema(), depth + 1);
            if (schema.keySchema().type() != Schema.Type.STRING) {
                return (out, value) -> writePairs(out, keys, entries, (Map<?, ?>) value);
            }
            if (LogicalType.of(schema.keySchema()) != null) {
                throw new Unusual();
            }
            return (out, value) -> {
                if (!writeObject(out, entries, (Map<?, ?>) value)) {
                    throw new Unusual();
                }
            };
        }
    }

    /** The scale of a decimal's schema. */
    static int scaleOf(Schema schema) {
        String scale = schema.parameters() == null ? null : schema.parameters().get(Decimal.SCALE_FIELD);
        try {
            return Integer.parseInt(scale);
        } catch (NumberFormatException e) {
            throw new Unusual();
        }
    }

    private static void writeAny(JsonOutput out, Object value) {
        if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Long || value instanceof Integer) {
            out.number(((Number) value).longValue());
        } else if (value instanceof Double number) {
            out.number((double) number);
        } else if (value instanceof Boolean truth) {
            out.bool(truth);
        } else {
            writeAnyOther(out, value);
        }
    }

    private static void writeAnyOther(JsonOutput out, Object value) {
        Schema.Type type = ConnectSchema.schemaType(value.getClass());
        if (type == null) {
            throw new Unusual();
        }
        switch (type) {
            case INT8, INT16 -> out.number(((Number) value).longValue());
            case FLOAT32 -> out.number((float) (Float) value);
            case BYTES -> writeBytes(out, value);
            case ARRAY -> writeArray(out, ANY, (Collection<?>) value);
            case MAP -> {
                int before = out.size();
                if (!writeObject(out, ANY, (Map<?, ?>) value)) {
                    out.cutTo(before);
                    writePairs(out, ANY, ANY, (Map<?, ?>) value);
                }
            }
            case INT32, INT64, FLOAT64, BOOLEAN, STRING, STRUCT -> throw new Unusual();
        }
    }

    /** Of a buffer the backing array, whatever its position and limit: that is what this format has always held. */
    @SuppressWarnings("ByteBufferBackingArray")
    private static void writeBytes(JsonOutput out, Object value) {
        if (value instanceof ByteBuffer buffer && buffer.hasArray()) {
            out.base64(buffer.array());
        } else {
            out.base64((byte[]) value);
        }
    }

    private static void writeArray(JsonOutput out, SchemaEncoder elements, Collection<?> values) {
        out.open('[');
        boolean first = true;
        for (Object value : values) {
            if (!first) {
                out.put(',');
            }
            first = false;
            elements.write(out, value);
        }
        out.close(']');
    }

    /** False if a key is no string, which leaves the object unfinished. */
    private static boolean writeObject(JsonOutput out, SchemaEncoder values, Map<?, ?> map) {
        out.open('{');
        boolean first = true;
        boolean onlyStrings = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                onlyStrings = false;
                break;
            }
            if (!first) {
                out.put(',');
            }
            first = false;
            out.string(name);
            out.put(':');
            values.write(out, entry.getValue());
        }
        out.close('}');
        return onlyStrings;
    }

    private static void writePairs(JsonOutput out, SchemaEncoder keys, SchemaEncoder values, Map<?, ?> map) {
        out.open('[');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            out.open('[');
            keys.write(out, entry.getKey());
            out.put(',');
            values.write(out, entry.getValue());
            out.close(']');
        }
        out.close(']');
    }
}
