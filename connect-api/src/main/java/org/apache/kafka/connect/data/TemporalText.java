package org.apache.kafka.connect.data;

import java.text.DateFormat;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Text form of days, times and points in time, in the JVM's default time zone and locale. The letter Z at the end is
 * only a letter.
 *
 * <p>An instance belongs to one thread, as formats are not safe to share and expensive to make.
 */
final class TemporalText {
    private static final String DATE_PATTERN = "yyyy-MM-dd";
    private static final String TIME_PATTERN = "HH:mm:ss.SSS'Z'";
    private static final String TIMESTAMP_PATTERN = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 13;
    private static final int TIMESTAMP_LENGTH = 24;

    private static final ThreadLocal<TemporalText> OF_THREAD = new ThreadLocal<>();

    private final Locale locale;
    private final TimeZone zone;
    private final DateFormat date;
    private final DateFormat time;
    private final DateFormat timestamp;

    private TemporalText(Locale locale, TimeZone zone) {
        this.locale = locale;
        this.zone = zone;
        this.date = new SimpleDateFormat(DATE_PATTERN, locale);
        this.time = new SimpleDateFormat(TIME_PATTERN, locale);
        this.timestamp = new SimpleDateFormat(TIMESTAMP_PATTERN, locale);
    }

    /** A new format for a value, for the caller to keep. */
    static DateFormat newFormatFor(java.util.Date value) {
        TemporalText formats = new TemporalText(Locale.getDefault(Locale.Category.FORMAT), TimeZone.getDefault());
        return formats.formatFor(value);
    }

    static String format(java.util.Date value) {
        return ofThread().formatFor(value).format(value);
    }

    /** The value that a text stands for, with the schema of its logical type; null if it is none. */
    static SchemaAndValue parse(String token) {
        String text = token.indexOf('\\') < 0 ? token : token.replace("\\:", ":");
        return switch (text.length()) {
            case DATE_LENGTH -> text.indexOf('-') < 0 ? null : parse(text, ofThread().date, Date.SCHEMA);
            case TIME_LENGTH -> text.indexOf(':') < 0 ? null : parse(text, ofThread().time, Time.SCHEMA);
            case TIMESTAMP_LENGTH -> text.indexOf('T') < 0 ? null : parse(text, ofThread().timestamp, Timestamp.SCHEMA);
            default -> null;
        };
    }

    private static SchemaAndValue parse(String text, DateFormat format, Schema schema) {
        java.util.Date value = format.parse(text, new ParsePosition(0));
        return value == null ? null : new SchemaAndValue(schema, value);
    }

    private DateFormat formatFor(java.util.Date value) {
        long millis = LogicalTypes.millis(value);
        if (millis < LogicalTypes.MILLIS_PER_DAY) {
            return time;
        }
        return millis % LogicalTypes.MILLIS_PER_DAY == 0 ? date : timestamp;
    }

    private static TemporalText ofThread() {
        TemporalText formats = OF_THREAD.get();
        Locale locale = Locale.getDefault(Locale.Category.FORMAT);
        TimeZone zone = TimeZone.getDefault();
        if (formats == null || !formats.locale.equals(locale) || !formats.zone.equals(zone)) {
            formats = new TemporalText(locale, zone);
            OF_THREAD.set(formats);
        }
        return formats;
    }
}
