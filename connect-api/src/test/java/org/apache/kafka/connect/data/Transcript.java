package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;

/** Writes down what a differential scenario sees, in a form that does not depend on the class loader. */
@SuppressWarnings("JavaUtilDate")
public final class Transcript {
    private final StringBuilder text = new StringBuilder();

    /** Notes what an action returns, or which exception it throws and why. */
    public void note(String step, Callable<?> action) {
        String seen;
        try {
            seen = describe(action.call());
        } catch (Exception e) {
            seen = "throws " + e.getClass().getName()
                    + (e.getCause() == null
                            ? ""
                            : " by " + e.getCause().getClass().getName());
        }
        text.append(oneLine(step)).append(" -> ").append(oneLine(seen)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A value with the classes, the schemas and the contents of all its parts. */
    public static String describe(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof SchemaAndValue both) {
            return describe(both.schema()) + " " + describe(both.value());
        }
        if (value instanceof Schema schema) {
            return describe(schema);
        }
        if (value instanceof Struct struct) {
            StringJoiner fields = new StringJoiner(",", "struct of " + describe(struct.schema()) + "{", "}");
            struct.schema().fields().forEach(f -> fields.add(describe(struct.getWithoutDefault(f.name()))));
            return fields.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner elements = new StringJoiner(",", className(value) + "[", "]");
            list.forEach(element -> elements.add(describe(element)));
            return elements.toString();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((k, v) -> entries.add(describe(k) + "=" + describe(v)));
            if (!(map instanceof LinkedHashMap)) {
                Collections.sort(entries);
            }
            return className(value) + entries;
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return buffer + " of " + Arrays.toString(bytes);
        }
        if (value instanceof java.util.Date date) {
            return className(date) + " " + date.getTime();
        }
        return className(value) + " " + value;
    }

    private static String describe(Schema schema) {
        if (schema == null) {
            return "no schema";
        }
        StringBuilder out = new StringBuilder(className(schema))
                .append(' ')
                .append(schema.type())
                .append(schema.isOptional() ? "?" : "")
                .append(" name=")
                .append(schema.name())
                .append(" version=")
                .append(schema.version())
                .append(" doc=")
                .append(schema.doc())
                .append(" parameters=")
                .append(schema.parameters())
                .append(" default=")
                .append(describe(schema.defaultValue()));
        switch (schema.type()) {
            case ARRAY -> out.append(" of ").append(describe(schema.valueSchema()));
            case MAP ->
                out.append(" of ")
                        .append(describe(schema.keySchema()))
                        .append(" to ")
                        .append(describe(schema.valueSchema()));
            case STRUCT ->
                schema.fields().forEach(f -> out.append(" field ")
                        .append(f.index())
                        .append(' ')
                        .append(f.name())
                        .append(": ")
                        .append(describe(f.schema())));
            default -> {}
        }
        return "(" + out + ")";
    }

    private static String oneLine(String line) {
        return line.replace("\n", "\\n");
    }

    private static String className(Object value) {
        return value.getClass().getSimpleName();
    }
}
