package org.apache.kafka.connect.transforms;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** The forms that a point in time can have in a record. The name in configurations is {@link #configName()}. */
enum TimestampForm {
    STRING("string"),
    UNIX("unix"),
    DATE("Date"),
    TIME("Time"),
    TIMESTAMP("Timestamp");

    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private final String configName;

    TimestampForm(String configName) {
        this.configName = configName;
    }

    String configName() {
        return configName;
    }

    static TimestampForm of(String configName) {
        for (TimestampForm form : values()) {
            if (form.configName.equals(configName)) {
                return form;
            }
        }
        throw new IllegalArgumentException("'" + configName + "' is no form of timestamps");
    }

    /** The form that values of a schema have; logical types go by the schema's name alone. */
    static TimestampForm of(Schema schema) {
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return TIMESTAMP;
        }
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name())) {
            return DATE;
        }
        if (Time.LOGICAL_NAME.equals(schema.name())) {
            return TIME;
        }
        if (schema.type() == Schema.Type.STRING) {
            return STRING;
        }
        if (schema.type() == Schema.Type.INT64) {
            return UNIX;
        }
        throw new ConnectException("No form of timestamps has the schema " + schema + "; convertible are the logical"
                + " types Date, Time and Timestamp, strings and int64");
    }

    /** The form that a value without schema has, by its class. */
    static TimestampForm of(Object value) {
        if (value instanceof Date) {
            return TIMESTAMP;
        }
        if (value instanceof Long) {
            return UNIX;
        }
        if (value instanceof String) {
            return STRING;
        }
        throw new DataException("Without a schema, no form of timestamps has the class "
                + value.getClass().getName() + "; convertible are java.util.Date, Long and String");
    }

    Schema schema(boolean optional) {
        return switch (this) {
            case STRING -> optional ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
            case UNIX -> optional ? Schema.OPTIONAL_INT64_SCHEMA : Schema.INT64_SCHEMA;
            case DATE -> optional ? TimestampConverter.OPTIONAL_DATE_SCHEMA : org.apache.kafka.connect.data.Date.SCHEMA;
            case TIME -> optional ? TimestampConverter.OPTIONAL_TIME_SCHEMA : Time.SCHEMA;
            case TIMESTAMP -> optional ? TimestampConverter.OPTIONAL_TIMESTAMP_SCHEMA : Timestamp.SCHEMA;
        };
    }

    /**
     * How text and numbers stand for time.
     *
     * @param text      parses and formats texts; null if no format is configured
     * @param precision the unit of numbers since the epoch
     */
    record Notation(SimpleDateFormat text, TimeUnit precision) {
        Notation {
            if (text != null) {
                text.setTimeZone(TimeZone.getTimeZone("UTC"));
            }
        }
    }

    /** The point in time that a value of this form stands for. */
    Date parse(Object value, Notation notation) {
        return switch (this) {
            case STRING -> parseText(require(String.class, value), notation);
            case UNIX -> date(notation.precision().toMillis(require(Long.class, value)));
            case DATE, TIME, TIMESTAMP -> require(Date.class, value);
        };
    }

    /** The value of this form that stands for a point in time. */
    Object format(Date time, Notation notation) {
        return switch (this) {
            case STRING -> {
                synchronized (notation.text()) {
                    yield notation.text().format(time);
                }
            }
            case UNIX -> notation.precision().convert(epochMs(time), TimeUnit.MILLISECONDS);
            case DATE -> date(Math.floorDiv(epochMs(time), DAY_MS) * DAY_MS);
            case TIME -> date(Math.floorMod(epochMs(time), DAY_MS));
            case TIMESTAMP -> time;
        };
    }

    private static Date parseText(String text, Notation notation) {
        SimpleDateFormat format = Objects.requireNonNull(
                notation.text(), "a timestamp is a text, and TimestampConverter has no 'format' to read it with");
        synchronized (format) {
            try {
                return format.parse(text);
            } catch (ParseException e) {
                throw new DataException("A timestamp does not have the format " + format.toPattern(), e);
            }
        }
    }

    private <T> T require(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new DataException("A timestamp of the form " + configName + " must be a " + type.getName()
                    + ", not a " + value.getClass().getName());
        }
        return type.cast(value);
    }

    // Logical types are java.util.Date; its subclasses in java.sql do not all convert to an Instant.
    @SuppressWarnings("JavaUtilDate")
    private static long epochMs(Date time) {
        return time.getTime();
    }

    @SuppressWarnings("JavaUtilDate")
    private static Date date(long epochMs) {
        return new Date(epochMs);
    }
}
