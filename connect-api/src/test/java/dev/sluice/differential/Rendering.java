package dev.sluice.differential;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/** Texts that show all there is to see of schemas and values, Java classes included. */
public final class Rendering {
    private Rendering() {}

    /** What a call returns, or the class of what it throws. */
    public static String outcome(Callable<?> call) {
        try {
            return value(call.call());
        } catch (Exception e) {
            return "throws " + e.getClass().getName();
        }
    }

    /** A value with its class and all that is in it. */
    public static String value(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return "bytes:" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] remaining = new byte[buffer.remaining()];
            buffer.duplicate().get(remaining);
            return "buffer:" + HexFormat.of().formatHex(remaining);
        }
        if (value instanceof java.util.Date date) {
            return "date:" + date.toInstant().toEpochMilli();
        }
        if (value instanceof List<?> list) {
            return list.getClass().getName()
                    + list.stream().map(Rendering::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            // Sorted, as arrays, enums and what holds them hash differently in every run.
            return map.getClass().getName()
                    + map.entrySet().stream()
                            .map(e -> value(e.getKey()) + "=" + value(e.getValue()))
                            .sorted()
                            .toList();
        }
        if (value instanceof Struct struct) {
            return "struct:" + fields(struct);
        }
        if (value instanceof SchemaAndValue both) {
            return schema(both.schema()) + " -> " + value(both.value());
        }
        return value instanceof Schema schema
                ? schema(schema)
                : value.getClass().getSimpleName() + ":" + value;
    }

    private static String fields(Struct struct) {
        return struct.schema().fields().stream()
                .map(f -> f.name() + "=" + value(struct.getWithoutDefault(f.name())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A schema with all its properties; a text of its own if there is none. */
    public static String schema(Schema schema) {
        if (schema == null) {
            return "no schema";
        }
        String parts =
                switch (schema.type()) {
                    case ARRAY -> schema(schema.valueSchema());
                    case MAP -> schema(schema.keySchema()) + "=>" + schema(schema.valueSchema());
                    case STRUCT ->
                        schema.fields().stream().map(Rendering::field).collect(Collectors.joining(","));
                    case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> "";
                };
        return schema.getClass().getSimpleName() + "<" + schema.type() + "(" + parts + ")" + schema.isOptional() + ","
                + schema.name() + "," + schema.version() + "," + schema.doc() + "," + schema.parameters() + ","
                + value(schema.defaultValue()) + ">";
    }

    private static String field(Field field) {
        return field.index() + ":" + field.name() + ":" + schema(field.schema());
    }
}
