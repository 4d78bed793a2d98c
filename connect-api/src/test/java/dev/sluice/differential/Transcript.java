package dev.sluice.differential;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * What a scenario has seen, as text that comes out the same whenever the behaviour is the same: no identity hash codes,
 * and of exceptions the classes only, as their messages are free.
 */
public final class Transcript {
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{1,8}\\b");

    private final StringBuilder text = new StringBuilder();

    /** Runs a step and writes down what it returned or threw. */
    public void step(String name, Callable<?> step) {
        text.append(name).append(": ");
        try {
            text.append(describe(step.call()));
        } catch (Exception | StackOverflowError e) {
            text.append("throws ").append(e.getClass().getName());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                text.append(" by ").append(cause.getClass().getName());
            }
        }
        text.append('\n');
    }

    /** Runs a step that returns nothing. */
    public void action(String name, Action action) {
        step(name, () -> {
            action.run();
            return "done";
        });
    }

    /** Writes down a value. */
    public void note(String name, Object value) {
        text.append(name).append(": ").append(describe(value)).append('\n');
    }

    /** Whether both are the same object. */
    public static boolean identical(Object left, Object right) {
        return left == right;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Describes a value with its class and, for schemas and containers, with all that is in it. */
    public static String describe(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof byte[] bytes) {
            return "bytes" + Arrays.toString(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] content = new byte[buffer.capacity()];
            buffer.duplicate().clear().get(content);
            return buffer + Arrays.toString(content);
        } else if (value instanceof Schema schema) {
            return describeSchema(schema);
        } else if (value instanceof Struct struct) {
            return describeStruct(struct);
        } else if (value instanceof List<?> list) {
            return describeList(list);
        } else if (value instanceof Map<?, ?> map) {
            return describeMap(map);
        } else if (value instanceof Field field) {
            return "field " + field.name() + '#' + field.index() + ' ' + describe(field.schema());
        } else if (value instanceof java.util.Date date) {
            return "date " + date.toInstant().toEpochMilli();
        } else if (value instanceof BigDecimal || value instanceof Number) {
            return value.getClass().getSimpleName() + ' ' + value;
        }
        return IDENTITY.matcher(value.toString()).replaceAll("@");
    }

    private static String describeSchema(Schema schema) {
        StringBuilder text = new StringBuilder(schema.getClass().getSimpleName())
                .append('<')
                .append(schema.type())
                .append(schema.isOptional() ? " optional" : " required")
                .append(" name=")
                .append(schema.name())
                .append(" version=")
                .append(schema.version())
                .append(" doc=")
                .append(schema.doc())
                .append(" parameters=")
                .append(describe(schema.parameters()))
                .append(" default=")
                .append(describe(schema.defaultValue()));
        if (schema.type() == Schema.Type.STRUCT) {
            text.append(" fields=").append(describe(schema.fields()));
        }
        if (schema.type() == Schema.Type.MAP) {
            text.append(" keys=").append(describe(schema.keySchema()));
        }
        if (schema.type() == Schema.Type.MAP || schema.type() == Schema.Type.ARRAY) {
            text.append(" values=").append(describe(schema.valueSchema()));
        }
        return text.append('>').toString();
    }

    private static String describeStruct(Struct struct) {
        StringBuilder text = new StringBuilder("struct(");
        for (Field field : struct.schema().fields()) {
            Field known = struct.schema().field(field.name());
            text.append(field.name()).append('=');
            text.append(identical(known, field) ? describeField(struct, field) : "hidden");
            text.append(' ');
        }
        return text.append(')').toString();
    }

    /** A struct of a builder that got more fields afterwards has no place for these. */
    private static String describeField(Struct struct, Field field) {
        try {
            return describe(struct.getWithoutDefault(field.name()));
        } catch (ArrayIndexOutOfBoundsException e) {
            return "no place";
        }
    }

    private static String describeList(List<?> list) {
        StringBuilder text = new StringBuilder("list[");
        for (Object element : list) {
            text.append(describe(element)).append(", ");
        }
        return text.append(']').toString();
    }

    private static String describeMap(Map<?, ?> map) {
        StringBuilder text = new StringBuilder("map{");
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(describe(entry.getKey())).append('=');
            text.append(describe(entry.getValue())).append(", ");
        }
        return text.append('}').toString();
    }

    /** A step that returns nothing. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }
}
