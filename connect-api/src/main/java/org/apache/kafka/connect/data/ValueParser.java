package org.apache.kafka.connect.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads the text form of a value in one pass over the text.
 *
 * <p>Whatever is no literal and no well-formed array or map is a string: the whole text as it is. Inside a container
 * strings have to be quoted, so there an unknown word makes the container malformed, and thereby the whole text a string.
 */
final class ValueParser {
    /** Deeper nesting counts as malformed, for the stack's sake. */
    private static final int MAX_DEPTH = 1000;

    /** A time is cut at its colons into this many tokens. */
    private static final int TOKENS_OF_TIME = 5;

    private static final Schema ARRAY_OF_UNKNOWN = SchemaBuilder.arrayOfNull().build();
    private static final Schema MAP_OF_UNKNOWN = SchemaBuilder.mapOfNull().build();

    private final String text;
    private final int length;
    private int position;
    private boolean malformed;

    private ValueParser(String text) {
        this.text = text;
        this.length = text.length();
    }

    /** The value of a text with its schema; null for the text {@code null}. */
    static SchemaAndValue parse(String text) {
        ValueParser parser = new ValueParser(text);
        SchemaAndValue parsed = parser.parseText();
        return parser.malformed ? new SchemaAndValue(Schema.STRING_SCHEMA, parser.fallback()) : parsed;
    }

    /**
     * The string that a malformed text stands for: itself, but of a malformed container only the blanks before it, if
     * there are any. The latter is no feature, but what readers of such headers have always got.
     */
    private String fallback() {
        int start = TextTokens.skipBlanks(text, 0, length);
        boolean container = start < length && (text.charAt(start) == '[' || text.charAt(start) == '{');
        return container && start > 0 ? text.substring(0, start) : text;
    }

    /** The parse methods return null for a null and, with {@link #malformed} set, for what is no value. */
    private SchemaAndValue parseText() {
        position = TextTokens.skipBlanks(text, 0, length);
        if (position == length) {
            return malformed();
        }
        try {
            return switch (text.charAt(position)) {
                case '[' -> {
                    position++;
                    yield array(1);
                }
                case '{' -> {
                    position++;
                    yield map(1);
                }
                case 'n', 't', 'f' -> literal(length);
                default -> number(TextTokens.end(text, position));
            };
        } catch (DataException e) {
            // the parts of a container cannot be converted to the schema they seemed to have in common
            return malformed();
        }
    }

    /** The part of a container that is next; if it is a container itself, of this depth. */
    private SchemaAndValue part(int depth) {
        position = TextTokens.skipBlanks(text, position, length);
        if (position == length) {
            return malformed();
        }
        return switch (text.charAt(position)) {
            case '"' -> {
                position++;
                yield quoted();
            }
            case '[' -> {
                position++;
                yield array(depth);
            }
            case '{' -> {
                position++;
                yield map(depth);
            }
            case 'n', 't', 'f' -> literal(TextTokens.end(text, position));
            default -> number(TextTokens.end(text, position));
        };
    }

    private SchemaAndValue literal(int end) {
        int start = position;
        position = end;
        int tokenEnd = TextTokens.trimEnd(text, start, end);
        if (is("null", start, tokenEnd)) {
            return null;
        }
        if (is("true", start, tokenEnd)) {
            return new SchemaAndValue(Schema.BOOLEAN_SCHEMA, true);
        }
        if (is("false", start, tokenEnd)) {
            return new SchemaAndValue(Schema.BOOLEAN_SCHEMA, false);
        }
        return malformed();
    }

    private boolean is(String literal, int start, int end) {
        return end - start == literal.length() && text.startsWith(literal, start);
    }

    /** A number or temporal value, whose first token ends here. */
    private SchemaAndValue number(int tokenEnd) {
        int start = position;
        char first = text.charAt(start);
        if (!NumberText.canStartWith(first)) {
            return malformed();
        }
        int end = TextTokens.trimEnd(text, start, tokenEnd);
        if (NumberText.isDigit(first)) {
            SchemaAndValue temporal = temporal(start, end, tokenEnd);
            if (temporal != null) {
                return temporal;
            }
        }
        position = tokenEnd;
        SchemaAndValue number = NumberText.parse(text, start, end);
        return number == null ? malformed() : number;
    }

    private SchemaAndValue temporal(int start, int end, int tokenEnd) {
        int timeEnd = tokenEnd;
        int tokens = 1;
        while (tokens < TOKENS_OF_TIME && timeEnd < length) {
            timeEnd = TextTokens.end(text, timeEnd);
            tokens++;
        }
        if (tokens == TOKENS_OF_TIME) {
            String joined = text.substring(start, end).concat(text.substring(tokenEnd, timeEnd));
            SchemaAndValue temporal = TemporalText.parse(joined);
            if (temporal != null) {
                position = timeEnd;
                return temporal;
            }
        }
        SchemaAndValue temporal = TemporalText.parse(text.substring(start, end));
        if (temporal != null) {
            position = tokenEnd;
        }
        return temporal;
    }

    /** The string up to the next quote; tokens of nothing but blanks get lost. */
    private SchemaAndValue quoted() {
        StringBuilder kept = null;
        int start = position;
        int token = position;
        while (token < length) {
            int end = TextTokens.end(text, token);
            if (text.charAt(token) == '"') {
                position = end;
                return string(
                        kept == null
                                ? text.substring(start, token)
                                : kept.append(text, start, token).toString());
            }
            if (TextTokens.isBlank(text, token, end)) {
                kept = kept == null ? new StringBuilder() : kept;
                kept.append(text, start, token);
                start = end;
            }
            token = end;
        }
        return malformed();
    }

    private static SchemaAndValue string(String content) {
        SchemaAndValue temporal = TemporalText.parse(content);
        return temporal == null ? new SchemaAndValue(Schema.STRING_SCHEMA, content) : temporal;
    }

    private SchemaAndValue array(int depth) {
        if (depth > MAX_DEPTH) {
            return malformed();
        }
        List<Object> elements = new ArrayList<>();
        CommonSchema common = new CommonSchema();
        while (!consume(']')) {
            SchemaAndValue element = part(depth + 1);
            if (malformed) {
                return null;
            }
            common.add(element);
            elements.add(element == null ? null : element.value());
            if (!consume(',') && !isNext(']')) {
                return malformed();
            }
        }
        if (common.schema() == null) {
            return new SchemaAndValue(ARRAY_OF_UNKNOWN, elements);
        }
        if (common.violatedByNull()) {
            return malformed();
        }
        Schema schema = SchemaBuilder.array(common.schema()).build();
        return new SchemaAndValue(
                schema, common.needsConversion() ? Values.alignListEntriesWithSchema(schema, elements) : elements);
    }

    private SchemaAndValue map(int depth) {
        if (depth > MAX_DEPTH) {
            return malformed();
        }
        Map<Object, Object> entries = new LinkedHashMap<>();
        CommonSchema keys = new CommonSchema();
        CommonSchema values = new CommonSchema();
        while (!consume('}')) {
            SchemaAndValue key = part(depth + 1);
            if (malformed || key == null || !consume(':')) {
                return malformed();
            }
            SchemaAndValue value = part(depth + 1);
            if (malformed) {
                return null;
            }
            keys.add(key);
            values.add(value);
            entries.put(key.value(), value == null ? null : value.value());
            consume(',');
        }
        return typed(entries, keys, values);
    }

    private SchemaAndValue typed(Map<Object, Object> entries, CommonSchema keys, CommonSchema values) {
        if (keys.schema() == null) {
            return new SchemaAndValue(MAP_OF_UNKNOWN, entries);
        }
        if (values.schema() == null) {
            SchemaBuilder schema = SchemaBuilder.mapWithNullValues(keys.schema());
            return new SchemaAndValue(
                    schema, keys.needsConversion() ? Values.alignMapKeysWithSchema(schema, entries) : entries);
        }
        // a null may have been replaced by a later value of the same key
        if (values.violatedByNull() && entries.containsValue(null)) {
            return malformed();
        }
        Schema schema = SchemaBuilder.map(keys.schema(), values.schema()).build();
        boolean asIs = !keys.needsConversion() && !values.needsConversion();
        return new SchemaAndValue(schema, asIs ? entries : Values.alignMapKeysAndValuesWithSchema(schema, entries));
    }

    private boolean consume(char delimiter) {
        boolean next = isNext(delimiter);
        if (next) {
            position++;
        }
        return next;
    }

    private boolean isNext(char delimiter) {
        position = TextTokens.skipBlanks(text, position, length);
        return position < length && text.charAt(position) == delimiter;
    }

    private SchemaAndValue malformed() {
        malformed = true;
        return null;
    }
}
