package org.apache.kafka.connect.transforms.field;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMapOrNull;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStructOrNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The way to one field, possibly through nested structs or maps (KIP-821).
 *
 * <p>In version 2 names are joined by dots. A name that starts with a backtick goes on to the next backtick before a
 * dot or the end, so it may contain dots; where a backtick before a dot belongs to the name, a backslash precedes it.
 */
public class SingleFieldPath {
    private static final char DOT = '.';
    private static final char BACKTICK = '`';
    private static final char BACKSLASH = '\\';
    private static final String PURPOSE = "looking up a nested field";

    private final FieldSyntaxVersion version;
    private final List<String> steps;
    private final List<String> stepsBeforeLast;

    /**
     * Parses a path.
     *
     * @throws ConfigException if a backtick is not closed
     */
    public SingleFieldPath(String pathText, FieldSyntaxVersion version) {
        this.version = version;
        this.steps = switch (version) {
            case V1 -> List.of(pathText);
            case V2 -> parse(pathText);
        };
        this.stepsBeforeLast = steps.subList(0, Math.max(0, steps.size() - 1));
    }

    private static List<String> parse(String text) {
        List<String> steps = new ArrayList<>();
        // An empty text has no step at all, whereas a dot at the end is followed by an empty one.
        int start = text.isEmpty() ? 1 : 0;
        while (start <= text.length()) {
            boolean quoted = start < text.length() && text.charAt(start) == BACKTICK;
            start = quoted ? parseQuoted(text, start, steps) : parsePlain(text, start, steps);
        }
        return List.copyOf(steps);
    }

    /** Adds the step at a position; returns where the next one starts, beyond the text if there is none. */
    private static int parsePlain(String text, int start, List<String> steps) {
        int dot = text.indexOf(DOT, start);
        int end = dot < 0 ? text.length() : dot;
        steps.add(text.substring(start, end));
        return end + 1;
    }

    private static int parseQuoted(String text, int start, List<String> steps) {
        StringBuilder name = new StringBuilder();
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean last = at + 1 == text.length();
            if (c != BACKTICK || !(last || text.charAt(at + 1) == DOT)) {
                name.append(c);
            } else if (text.charAt(at - 1) == BACKSLASH) {
                name.setCharAt(name.length() - 1, BACKTICK);
            } else {
                steps.add(name.toString());
                return at + 2;
            }
        }
        throw new ConfigException("The backtick at position " + start + " of the field path [" + text
                + "] is not closed; put a backslash before it if it belongs to the name");
    }

    /**
     * The field that the path leads to from a schema; null if there is none.
     *
     * @throws org.apache.kafka.connect.errors.DataException if a step leads into a schema that is no struct's
     * @throws IllegalArgumentException if the path is empty
     */
    public Field fieldFrom(Schema schema) {
        Schema current = schema;
        for (String step : stepsBeforeLast()) {
            Field field = current == null ? null : current.field(step);
            current = field == null ? null : field.schema();
        }
        return current == null ? null : current.field(lastStep());
    }

    /** The value that the path leads to from a struct, a null replaced by its schema's default. */
    public Object valueFrom(Struct struct) {
        return valueFrom(struct, true);
    }

    /**
     * The value that the path leads to from a struct; null if something on the way is null or missing.
     *
     * @param replaceNullWithDefault whether the value found, if null, takes its schema's default; the structs on the
     *                               way always do
     * @throws org.apache.kafka.connect.errors.DataException if a step leads into a value that is no struct
     * @throws IllegalArgumentException if the path is empty
     */
    public Object valueFrom(Struct struct, boolean replaceNullWithDefault) {
        Struct current = struct;
        for (String step : stepsBeforeLast()) {
            Field field = current == null ? null : current.schema().field(step);
            current = field == null ? null : requireStructOrNull(current.get(field), PURPOSE);
        }
        Field field = current == null ? null : current.schema().field(lastStep());
        if (field == null) {
            return null;
        }
        return replaceNullWithDefault ? current.get(field) : current.getWithoutDefault(field.name());
    }

    /**
     * The value that the path leads to from a map; null if something on the way is null or missing.
     *
     * @throws org.apache.kafka.connect.errors.DataException if a step leads into a value that is no map
     * @throws IllegalArgumentException if the path is empty
     */
    public Object valueFrom(Map<String, Object> map) {
        Map<String, Object> current = map;
        for (String step : stepsBeforeLast()) {
            current = current == null ? null : requireMapOrNull(current.get(step), PURPOSE);
        }
        return current == null ? null : current.get(lastStep());
    }

    private List<String> stepsBeforeLast() {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("An empty path leads to no field");
        }
        return stepsBeforeLast;
    }

    private String lastStep() {
        return steps.get(steps.size() - 1);
    }

    /** Whether the other leads through the same names, whatever the versions they are written in. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SingleFieldPath path && steps.equals(path.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return "SingleFieldPath{version=" + version + ", path=" + String.join(".", steps) + "}";
    }
}
