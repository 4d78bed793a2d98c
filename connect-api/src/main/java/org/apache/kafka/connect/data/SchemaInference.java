package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Finds the schema of a value by its Java class. The classes of logical values do not tell a schema. */
final class SchemaInference {
    private SchemaInference() {}

    /** The required schema for a value; null if the class is unknown or the parts of a container have no common type. */
    static Schema of(Object value) {
        if (value instanceof String) {
            return Schema.STRING_SCHEMA;
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof Boolean) {
            return Schema.BOOLEAN_SCHEMA;
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return Schema.BYTES_SCHEMA;
        }
        if (value instanceof List<?> list) {
            return ofList(list);
        }
        if (value instanceof Map<?, ?> map) {
            return ofMap(map);
        }
        return value instanceof Struct struct ? struct.schema() : null;
    }

    private static Schema ofNumber(Number value) {
        if (value instanceof Byte) {
            return Schema.INT8_SCHEMA;
        }
        if (value instanceof Short) {
            return Schema.INT16_SCHEMA;
        }
        if (value instanceof Integer) {
            return Schema.INT32_SCHEMA;
        }
        if (value instanceof Long) {
            return Schema.INT64_SCHEMA;
        }
        if (value instanceof Float) {
            return Schema.FLOAT32_SCHEMA;
        }
        return value instanceof Double ? Schema.FLOAT64_SCHEMA : null;
    }

    private static Schema ofList(List<?> list) {
        PartType elements = new PartType();
        for (Object element : list) {
            if (!elements.accepts(element)) {
                return null;
            }
        }
        return list.isEmpty() ? null : SchemaBuilder.array(elements.schema()).build();
    }

    private static Schema ofMap(Map<?, ?> map) {
        PartType keys = new PartType();
        PartType values = new PartType();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!keys.accepts(entry.getKey()) || !values.accepts(entry.getValue())) {
                return null;
            }
        }
        return map.isEmpty()
                ? null
                : SchemaBuilder.map(keys.schema(), values.schema()).build();
    }

    /** The type that the parts of a container share. Of the parts' schemas only the type is kept. */
    static final class PartType {
        private Schema.Type type;
        private boolean optional;

        boolean accepts(Object part) {
            if (part == null) {
                optional = true;
                return true;
            }
            Schema schema = of(part);
            if (schema == null || (type != null && type != schema.type())) {
                return false;
            }
            type = schema.type();
            return true;
        }

        Schema schema() {
            SchemaBuilder builder = SchemaBuilder.type(type);
            if (optional) {
                builder.optional();
            }
            return builder.schema();
        }
    }
}
