package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Reads the values of one schema, which is looked at once and not for each value. JSON of another kind than the schema
 * says is {@link Unusual}, though most of it is legal; {@link TreeReader} reads it.
 *
 * @param values   reads a value that is not null
 * @param nullable whether null is allowed or has a replacement
 * @param ofNull   what a null becomes
 */
record SchemaDecoder(Values values, boolean nullable, Object ofNull) {
    private static final int MAX_DEPTH = 100;
    private static final SchemaDecoder ANY = new SchemaDecoder(PlainDecoder::read, true, null);

    /** Reads values that are not null. */
    interface Values {
        Object read(JsonInput in);
    }

    Object read(JsonInput in) {
        return in.isNull() ? replacementOfNull() : values.read(in);
    }

    Object replacementOfNull() {
        if (!nullable) {
            throw new Unusual();
        }
        return ofNull;
    }

    /**
     * Makes the decoder of a schema.
     *
     * @param schema the schema; null to go by the kind of JSON
     * @throws Unusual if the schema is one that only {@link TreeReader} knows what to do with
     */
    static SchemaDecoder of(Schema schema, boolean replaceNullWithDefault) {
        return compile(schema, replaceNullWithDefault, 0);
    }

    private static SchemaDecoder compile(Schema schema, boolean replaceNull, int depth) {
        if (schema == null) {
            return ANY;
        }
        if (depth > MAX_DEPTH) {
            throw new Unusual();
        }
        Object ofNull = replaceNull ? schema.defaultValue() : null;
        return new SchemaDecoder(values(schema, replaceNull, depth), ofNull != null || schema.isOptional(), ofNull);
    }

    private static Values values(Schema schema, boolean replaceNull, int depth) {
        LogicalType logical = LogicalType.of(schema);
        if (logical != null) {
            return logical(logical, schema);
        }
        return switch (schema.type()) {
            case INT8 -> in -> (byte) in.number().toLong();
            case INT16 -> in -> (short) in.number().toLong();
            case INT32 -> in -> (int) in.number().toLong();
            case INT64 -> in -> in.number().toLong();
            case FLOAT32 -> in -> in.number().toFloat();
            case FLOAT64 -> in -> in.number().toDouble();
            case BOOLEAN -> JsonInput::bool;
            case STRING -> JsonInput::string;
            case BYTES -> JsonInput::base64;
            case ARRAY -> {
                SchemaDecoder elements = compile(schema.valueSchema(), replaceNull, depth + 1);
                yield in -> readArray(in, elements);
            }
            case MAP -> map(schema, replaceNull, depth);
            case STRUCT -> {
                if (schema instanceof SchemaBuilder) {
                    // It may still get fields.
                    throw new Unusual();
                }
                yield StructDecoder.of(schema, field -> compile(field, replaceNull, depth + 1));
            }
        };
    }

    private static Values logical(LogicalType logical, Schema schema) {
        return switch (logical) {
            case DECIMAL -> {
                int scale = SchemaEncoder.scaleOf(schema);
                yield in -> in.peek() == '"'
                        ? BigDecimal.valueOf(in.base64Long(), scale)
                        : in.number().toDecimal();
            }
            case DATE -> in -> Date.toLogical(schema, requireInt(in.number().toLong()));
            case TIME -> in -> Time.toLogical(schema, requireInt(in.number().toLong()));
            case TIMESTAMP -> in -> Timestamp.toLogical(schema, in.number().toLong());
        };
    }

    private static int requireInt(long number) {
        if (number != (int) number) {
            throw new Unusual();
        }
        return (int) number;
    }

    private static Values map(Schema schema, boolean replaceNull, int depth) {
        SchemaDecoder entries = compile(schema.valueSchema(), replaceNull, depth + 1);
        if (schema.keySchema().type() == Schema.Type.STRING) {
            return in -> readObject(in, entries);
        }
        SchemaDecoder keys = compile(schema.keySchema(), replaceNull, depth + 1);
        return in -> readPairs(in, keys, entries);
    }

    private static List<Object> readArray(JsonInput in, SchemaDecoder elements) {
        List<Object> list = new ArrayList<>();
        in.open('[');
        if (!in.closesAtOnce(']')) {
            do {
                list.add(elements.read(in));
            } while (in.hasMore(']'));
        }
        return list;
    }

    private static Map<Object, Object> readObject(JsonInput in, SchemaDecoder values) {
        Map<Object, Object> map = new HashMap<>();
        in.open('{');
        if (!in.closesAtOnce('}')) {
            do {
                String name = in.name();
                map.put(name, values.read(in));
            } while (in.hasMore('}'));
        }
        return map;
    }

    private static Map<Object, Object> readPairs(JsonInput in, SchemaDecoder keys, SchemaDecoder values) {
        Map<Object, Object> map = new HashMap<>();
        in.open('[');
        if (!in.closesAtOnce(']')) {
            do {
                in.open('[');
                Object key = keys.read(in);
                in.expect(',');
                map.put(key, values.read(in));
                if (in.hasMore(']')) {
                    throw new Unusual();
                }
            } while (in.hasMore(']'));
        }
        return map;
    }

    /** Passes over any value, as strict about it as when reading it. */
    static void skip(JsonInput in) {
        var unused = PlainDecoder.read(in);
    }
}
