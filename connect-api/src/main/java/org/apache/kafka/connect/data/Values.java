package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.text.DateFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts values of the data API from one type to another, to text, and from text.
 *
 * <p>The text form is that of JSON, with quoted strings only inside of containers, days as {@code yyyy-MM-dd}, times as
 * {@code HH:mm:ss.SSS'Z'}, points in time as {@code yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}, each in the JVM's default time zone,
 * and bytes in Base64.
 *
 * <p>Where a method takes the schema of the value, it may be null. It tells whether a {@link java.util.Date} is a
 * {@link Date}, {@link Time} or {@link Timestamp}; for other values it does not matter.
 */
public class Values {
    public Values() {}

    /**
     * A boolean as is, from the text {@code true} or {@code false}, or from a number, zero being false.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Boolean convertToBoolean(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toBoolean(schema, value);
    }

    /**
     * An int8 from a number, from decimal text, or from a day, time or point in time with its schema. The rule is
     * Java's narrowing of the integral part.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Byte convertToByte(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toByte(schema, value);
    }

    /**
     * An int16 from a number, from decimal text, or from a day, time or point in time with its schema. The rule is
     * Java's narrowing of the integral part.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Short convertToShort(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toShort(schema, value);
    }

    /**
     * An int32 from a number, from decimal text, or from a day, time or point in time with its schema. The rule is
     * Java's narrowing of the integral part.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Integer convertToInteger(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toInteger(schema, value);
    }

    /**
     * An int64 from a number, from decimal text, or from a day, time or point in time with its schema. The rule is
     * Java's narrowing of the integral part.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Long convertToLong(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toLong(schema, value);
    }

    /**
     * A float32 from a number, from decimal text, or from a day, time or point in time with its schema. The rule is
     * Java's conversion.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Float convertToFloat(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toFloat(schema, value);
    }

    /**
     * A float64 from a number, from decimal text, or from a day, time or point in time with its schema. The rule is
     * Java's conversion.
     *
     * @return null for null
     * @throws DataException if the value is none of these
     */
    public static Double convertToDouble(Schema schema, Object value) throws DataException {
        return value == null ? null : ValueConversions.toDouble(schema, value);
    }

    /**
     * The text form of a value.
     *
     * @return null for null
     * @throws DataException if there is no text form for the value's class
     */
    public static String convertToString(Schema schema, Object value) {
        return value == null ? null : ValueConversions.toText(value);
    }

    /**
     * A list as is, or from its text form.
     *
     * @throws DataException if the value is neither
     */
    public static List<?> convertToList(Schema schema, Object value) {
        return ValueConversions.toList(requirePresent(value));
    }

    /**
     * A map as is, or from its text form.
     *
     * @throws DataException if the value is neither
     */
    public static Map<?, ?> convertToMap(Schema schema, Object value) {
        return ValueConversions.toMap(requirePresent(value));
    }

    /**
     * A struct as is.
     *
     * @throws DataException if the value is something else
     */
    public static Struct convertToStruct(Schema schema, Object value) {
        return ValueConversions.toStruct(requirePresent(value));
    }

    /**
     * A time of day from its text form, a number of milliseconds, or a point in time, of which the time of day in UTC is
     * taken. A {@link java.util.Date} without schema is returned as is.
     *
     * @throws DataException if the value is none of these, or not within a day
     */
    public static java.util.Date convertToTime(Schema schema, Object value) {
        return ValueConversions.toTime(Time.SCHEMA, schema, requirePresent(value));
    }

    /**
     * A day from its text form, a number of days since the epoch, or a point in time, which is cut off toward the epoch.
     * A {@link java.util.Date} without schema is returned as is.
     *
     * @throws DataException if the value is none of these
     */
    public static java.util.Date convertToDate(Schema schema, Object value) {
        return ValueConversions.toDate(Date.SCHEMA, schema, requirePresent(value));
    }

    /**
     * A point in time from its text form, a number of milliseconds since the epoch, or a day, of which it is midnight
     * UTC. A {@link java.util.Date} without schema is returned as is.
     *
     * @throws DataException if the value is none of these
     */
    public static java.util.Date convertToTimestamp(Schema schema, Object value) {
        return ValueConversions.toTimestamp(Timestamp.SCHEMA, schema, requirePresent(value));
    }

    /**
     * A decimal number from another number, from decimal text, or from the bytes of the unscaled value.
     *
     * @param scale the scale of the number that bytes stand for; of other values the scale stays what it is
     * @throws DataException if the value is none of these
     * @throws NumberFormatException if the text is not a number
     */
    public static BigDecimal convertToDecimal(Schema schema, Object value, int scale) {
        return value instanceof BigDecimal decimal
                ? decimal
                : (BigDecimal) ValueConversions.to(Decimal.schema(scale), schema, value);
    }

    /**
     * The schema that fits a value's Java class. Lists and maps have one if they are not empty and their parts are of one
     * type; of the parts' schemas only the type is kept. Values of logical types have none.
     *
     * @return a required schema, or null if there is none for the value
     */
    public static Schema inferSchema(Object value) {
        return SchemaInference.of(value);
    }

    /**
     * Reads the text form of a value.
     *
     * @param value the text, may be null
     * @return the value with its schema: for a whole number the narrowest integer type, for other numbers float32,
     *     float64 or Decimal, for text of no other meaning a string. For the text {@code null} a null reference
     */
    public static SchemaAndValue parseString(String value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        if (value.isEmpty()) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, value);
        }
        return ValueParser.parse(value);
    }

    /**
     * Converts to the Java class of a schema.
     *
     * @param toSchema what the result has to fit; may be of a logical type
     * @param fromSchema schema of the value, may be null
     * @return the value converted; null for null if the target schema is optional
     * @throws DataException if there is no such conversion
     */
    protected static Object convertTo(Schema toSchema, Schema fromSchema, Object value) throws DataException {
        return ValueConversions.to(toSchema, fromSchema, value);
    }

    /**
     * The integral part of a number, of decimal text, or of a logical value with its schema.
     *
     * @param error becomes the cause if the value is none of these; may be null
     * @throws DataException if the value is none of these
     */
    protected static long asLong(Object value, Schema fromSchema, Throwable error) {
        return ValueConversions.toLong(value, fromSchema, error);
    }

    /**
     * A number, decimal text, or a logical value with its schema, as double.
     *
     * @param error becomes the cause if the value is none of these; may be null
     * @throws DataException if the value is none of these
     */
    protected static double asDouble(Object value, Schema fromSchema, Throwable error) {
        return ValueConversions.toDouble(value, fromSchema, error);
    }

    /**
     * Appends the text form of a value.
     *
     * @param embedded whether the value is part of a container, where strings are quoted
     * @throws DataException if there is no text form for the value's class
     */
    protected static void append(StringBuilder sb, Object value, boolean embedded) {
        ValueText.append(sb, value, embedded);
    }

    /** Appends the text forms of parts of a container, with commas in between. */
    protected static void appendIterable(StringBuilder sb, Iterator<?> iter) {
        ValueText.appendElements(sb, iter);
    }

    /** The text with a backslash before every backslash and every quote. */
    protected static String escape(String value) {
        return ValueText.escape(value);
    }

    /**
     * The format in which a value is written: as a time if it is before 1970-01-02 UTC, as a day if it is at midnight UTC,
     * otherwise as a point in time.
     *
     * @return a new format in the JVM's default time zone
     */
    public static DateFormat dateFormatFor(java.util.Date value) {
        return TemporalText.newFormatFor(value);
    }

    /**
     * A copy of a list whose elements are converted to the element schema of an array schema; the list itself if there is
     * none.
     */
    protected static List<Object> alignListEntriesWithSchema(Schema schema, List<Object> input) {
        Schema elementSchema = schema.valueSchema();
        List<Object> aligned = new ArrayList<>(input.size());
        for (Object element : input) {
            aligned.add(convertTo(elementSchema, null, element));
        }
        return aligned;
    }

    /** A copy of a map whose keys and values are converted to a map schema; the map itself if that lacks one of the two. */
    protected static Map<Object, Object> alignMapKeysAndValuesWithSchema(Schema mapSchema, Map<Object, Object> input) {
        Schema keySchema = mapSchema.keySchema();
        Schema valueSchema = mapSchema.valueSchema();
        Map<Object, Object> aligned = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : input.entrySet()) {
            Object key = convertTo(keySchema, null, entry.getKey());
            aligned.put(key, convertTo(valueSchema, null, entry.getValue()));
        }
        return aligned;
    }

    /** A copy of a map whose keys are converted to a map schema; the map itself if that lacks a key schema. */
    protected static Map<Object, Object> alignMapKeysWithSchema(Schema mapSchema, Map<Object, Object> input) {
        Schema keySchema = mapSchema.keySchema();
        Map<Object, Object> aligned = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : input.entrySet()) {
            aligned.put(convertTo(keySchema, null, entry.getKey()), entry.getValue());
        }
        return aligned;
    }

    private static Object requirePresent(Object value) {
        if (value == null) {
            throw new DataException("null cannot be converted to a required value");
        }
        return value;
    }

    /** Finds the type that several values share, shown to it one after the other. */
    protected static class SchemaDetector {
        private final SchemaInference.PartType type = new SchemaInference.PartType();

        /** Starts without any value. */
        public SchemaDetector() {}

        /**
         * Takes in the next value.
         *
         * @return whether it is null or of the type that the ones before have; if not, it does not count
         */
        public boolean canDetect(Object value) {
            return type.accepts(value);
        }

        /**
         * The schema of the shared type, optional if there was a null. Of containers only the type is known.
         *
         * @throws org.apache.kafka.connect.errors.SchemaBuilderException if no value has shown a type
         */
        public Schema schema() {
            return type.schema();
        }
    }

    /**
     * Takes a text apart into tokens: each of {@code : , { } [ ] "} that no backslash precedes, and the runs of text in
     * between.
     */
    protected static class Parser {
        private final String original;
        private int position;
        private String pending;
        private String previous;

        /**
         * Starts at the beginning of a text.
         *
         * @throws NullPointerException if the text is null
         */
        public Parser(String original) {
            this.original = Objects.requireNonNull(original, "original");
        }

        /** Index of the first character that was not looked at yet. */
        public int position() {
            return position;
        }

        /** Index of the next token, for {@link #rewindTo(int)}. */
        public int mark() {
            return pending == null ? position : position - pending.length();
        }

        /**
         * Goes to an index and forgets the tokens around the old one.
         *
         * @throws IllegalArgumentException if the index is outside of the text
         */
        public void rewindTo(int position) {
            if (position < 0 || position > original.length()) {
                throw new IllegalArgumentException(
                        "Position must be between 0 and " + original.length() + ", got " + position);
            }
            this.position = position;
            pending = null;
            previous = null;
        }

        /** The whole text. */
        public String original() {
            return original;
        }

        /** Whether there is a token left. */
        public boolean hasNext() {
            return pending != null || canConsumeNextToken();
        }

        /** Whether there are characters that were not looked at yet. */
        protected boolean canConsumeNextToken() {
            return position < original.length();
        }

        /** Takes the next token; the empty text if there is none. */
        public String next() {
            if (pending == null) {
                previous = read();
            } else {
                previous = pending;
                pending = null;
            }
            return previous;
        }

        /**
         * Takes several tokens.
         *
         * @return their text; null if there are not so many, and then none is taken
         */
        public String next(int n) {
            int start = mark();
            for (int taken = 0; taken != n; taken++) {
                if (!hasNext()) {
                    rewindTo(start);
                    return null;
                }
                next();
            }
            return original.substring(start, position);
        }

        /** The token that {@code next} took last; null if there is none, or after {@link #rewindTo(int)}. */
        public String previous() {
            return previous;
        }

        /** Takes the next token if it is the expected one, blanks aside. */
        public boolean canConsume(String expected) {
            return canConsume(expected, true);
        }

        /**
         * Takes the next token if it is the expected one.
         *
         * @param ignoreLeadingAndTrailingWhitespace whether blanks around the token and blank tokens before it are
         *     passed over
         */
        public boolean canConsume(String expected, boolean ignoreLeadingAndTrailingWhitespace) {
            if (!isNext(expected, ignoreLeadingAndTrailingWhitespace)) {
                return false;
            }
            pending = null;
            return true;
        }

        /** Whether the next token is the expected one; blank tokens before it are passed over if blanks are ignored. */
        protected boolean isNext(String expected, boolean ignoreLeadingAndTrailingWhitespace) {
            if (pending == null) {
                if (!hasNext()) {
                    return false;
                }
                pending = read();
            }
            if (!ignoreLeadingAndTrailingWhitespace) {
                return pending.equals(expected);
            }
            while (isBlank(pending) && canConsumeNextToken()) {
                pending = read();
            }
            return pending.trim().equals(expected);
        }

        private static boolean isBlank(String token) {
            return TextTokens.isBlank(token, 0, token.length());
        }

        private String read() {
            int start = position;
            position = TextTokens.end(original, start);
            return original.substring(start, position);
        }
    }
}
