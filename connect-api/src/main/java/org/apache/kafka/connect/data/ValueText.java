package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.DataException;

/** Writes the text form of values, which {@link ValueParser} reads. */
final class ValueText {
    private ValueText() {}

    /**
     * Appends a value.
     *
     * @param embedded whether the value is part of another one; text is then quoted
     * @throws DataException if the value is of a class that has no text form
     */
    static void append(StringBuilder out, Object value, boolean embedded) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            appendText(out, text, embedded);
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof byte[] bytes) {
            appendBytes(out, bytes, embedded);
        } else if (value instanceof ByteBuffer buffer) {
            appendBytes(out, Utils.readBytes(buffer), embedded);
        } else if (value instanceof List<?> list) {
            out.append('[');
            appendElements(out, list.iterator());
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            appendElements(out, map.entrySet().iterator());
            out.append('}');
        } else if (value instanceof Struct struct) {
            appendStruct(out, struct);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            append(out, entry.getKey(), true);
            out.append(':');
            append(out, entry.getValue(), true);
        } else if (value instanceof java.util.Date date) {
            out.append(TemporalText.format(date));
        } else {
            throw new DataException("A value of class " + value.getClass().getName() + " has no text form");
        }
    }

    /** Appends values as parts of another one, with commas in between. */
    static void appendElements(StringBuilder out, Iterator<?> elements) {
        boolean first = true;
        while (elements.hasNext()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            append(out, elements.next(), true);
        }
    }

    /** The text with a backslash before every backslash and quote. */
    static String escape(String text) {
        int special = nextSpecial(text, 0);
        if (special == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8);
        appendEscaped(out, text, special);
        return out.toString();
    }

    private static void appendText(StringBuilder out, String text, boolean embedded) {
        if (!embedded) {
            out.append(text);
            return;
        }
        out.append('"');
        appendEscaped(out, text, nextSpecial(text, 0));
        out.append('"');
    }

    private static void appendEscaped(StringBuilder out, String text, int firstSpecial) {
        int copied = 0;
        int special = firstSpecial;
        while (special < text.length()) {
            out.append(text, copied, special).append('\\');
            copied = special;
            special = nextSpecial(text, special + 1);
        }
        out.append(text, copied, text.length());
    }

    private static int nextSpecial(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\\' && text.charAt(i) != '"') {
            i++;
        }
        return i;
    }

    private static void appendBytes(StringBuilder out, byte[] bytes, boolean embedded) {
        String text = Base64.getEncoder().encodeToString(bytes);
        if (embedded) {
            out.append('"').append(text).append('"');
        } else {
            out.append(text);
        }
    }

    private static void appendStruct(StringBuilder out, Struct struct) {
        out.append('{');
        boolean first = true;
        for (Field field : struct.schema().fields()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            append(out, field.name(), true);
            out.append(':');
            append(out, struct.get(field), true);
        }
        out.append('}');
    }
}
