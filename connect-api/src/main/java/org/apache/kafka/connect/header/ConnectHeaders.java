package org.apache.kafka.connect.header;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** The {@link Headers} of records that the worker makes. Most records have none, so the list is made with the first. */
public class ConnectHeaders implements Headers {
    private static final int EMPTY_HASH = 32;

    private HeaderList headers;

    /** Makes empty headers. */
    public ConnectHeaders() {}

    /**
     * Makes headers of a copy of others.
     *
     * @param original the headers to copy; null stands for none
     */
    public ConnectHeaders(Iterable<Header> original) {
        if (original instanceof ConnectHeaders others) {
            headers = others.isEmpty() ? null : new HeaderList(others.headers);
        } else if (original != null) {
            headers = new HeaderList();
            for (Header header : original) {
                append(header);
            }
        }
    }

    @Override
    public int size() {
        return headers == null ? 0 : headers.size();
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public Headers clear() {
        if (headers != null) {
            headers.clear();
        }
        return this;
    }

    /**
     * Appends a header.
     *
     * @throws NullPointerException if it is null
     */
    @Override
    public Headers add(Header header) {
        append(header);
        return this;
    }

    /**
     * Appends a header whose value is known to fit its schema.
     *
     * @throws NullPointerException if the key is null
     */
    protected Headers addWithoutValidating(String key, Object value, Schema schema) {
        return add(new ConnectHeader(key, new SchemaAndValue(schema, value)));
    }

    /**
     * Appends a header.
     *
     * @throws DataException if value and schema do not fit; the parts of a container are not looked at
     */
    @Override
    public Headers add(String key, SchemaAndValue schemaAndValue) {
        if (schemaAndValue != null) {
            HeaderValues.requireFitting(schemaAndValue.schema(), schemaAndValue.value());
        }
        return add(new ConnectHeader(key, schemaAndValue));
    }

    @Override
    public Headers add(String key, Object value, Schema schema) {
        return add(key, value == null && schema == null ? SchemaAndValue.NULL : new SchemaAndValue(schema, value));
    }

    @Override
    public Headers addString(String key, String value) {
        return addWithoutValidating(key, value, value == null ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA);
    }

    @Override
    public Headers addBytes(String key, byte[] value) {
        return addWithoutValidating(key, value, value == null ? Schema.OPTIONAL_BYTES_SCHEMA : Schema.BYTES_SCHEMA);
    }

    @Override
    public Headers addBoolean(String key, boolean value) {
        return addWithoutValidating(key, value, Schema.BOOLEAN_SCHEMA);
    }

    @Override
    public Headers addByte(String key, byte value) {
        return addWithoutValidating(key, value, Schema.INT8_SCHEMA);
    }

    @Override
    public Headers addShort(String key, short value) {
        return addWithoutValidating(key, value, Schema.INT16_SCHEMA);
    }

    @Override
    public Headers addInt(String key, int value) {
        return addWithoutValidating(key, value, Schema.INT32_SCHEMA);
    }

    @Override
    public Headers addLong(String key, long value) {
        return addWithoutValidating(key, value, Schema.INT64_SCHEMA);
    }

    @Override
    public Headers addFloat(String key, float value) {
        return addWithoutValidating(key, value, Schema.FLOAT32_SCHEMA);
    }

    @Override
    public Headers addDouble(String key, double value) {
        return addWithoutValidating(key, value, Schema.FLOAT64_SCHEMA);
    }

    @Override
    public Headers addList(String key, List<?> value, Schema schema) {
        return value == null ? addNull(key) : addOfType(key, value, schema, Schema.Type.ARRAY);
    }

    @Override
    public Headers addMap(String key, Map<?, ?> value, Schema schema) {
        return value == null ? addNull(key) : addOfType(key, value, schema, Schema.Type.MAP);
    }

    @Override
    public Headers addStruct(String key, Struct value) {
        return value == null ? addNull(key) : addOfType(key, value, value.schema(), Schema.Type.STRUCT);
    }

    @Override
    public Headers addDecimal(String key, BigDecimal value) {
        return value == null ? addNull(key) : addWithoutValidating(key, value, Decimal.schema(value.scale()));
    }

    /**
     * Appends a header with a day.
     *
     * @throws DataException if the value is not at midnight UTC
     */
    @Override
    public Headers addDate(String key, java.util.Date value) {
        if (value != null) {
            Date.fromLogical(Date.SCHEMA, value);
        }
        return addWithoutValidating(key, value, Date.SCHEMA);
    }

    /**
     * Appends a header with a time of day.
     *
     * @throws DataException if the value is not within the first day of the epoch
     */
    @Override
    public Headers addTime(String key, java.util.Date value) {
        if (value != null) {
            Time.fromLogical(Time.SCHEMA, value);
        }
        return addWithoutValidating(key, value, Time.SCHEMA);
    }

    @Override
    public Headers addTimestamp(String key, java.util.Date value) {
        return addWithoutValidating(key, value, Timestamp.SCHEMA);
    }

    @Override
    public Header lastWithName(String key) {
        requireKey(key);
        int last = headers == null ? -1 : headers.lastIndexOf(key);
        return last < 0 ? null : headers.get(last);
    }

    @Override
    public Iterator<Header> allWithName(String key) {
        return new NamedHeaders(iterator(), key);
    }

    @Override
    public Iterator<Header> iterator() {
        return headers == null ? Collections.emptyIterator() : headers.iterator();
    }

    @Override
    public Headers remove(String key) {
        requireKey(key);
        if (headers != null) {
            headers.remove(key, headers.size());
        }
        return this;
    }

    @Override
    public Headers retainLatest() {
        if (headers != null) {
            headers.retainLast();
        }
        return this;
    }

    @Override
    public Headers retainLatest(String key) {
        requireKey(key);
        if (headers != null) {
            headers.remove(key, headers.lastIndexOf(key));
        }
        return this;
    }

    @Override
    public Headers apply(String key, HeaderTransform transform) {
        requireKey(key);
        if (headers != null) {
            HeaderList.Cursor cursor = headers.iterator();
            while (cursor.hasNext()) {
                Header header = cursor.next();
                if (header.key().equals(key)) {
                    replace(cursor, transform.apply(header));
                }
            }
        }
        return this;
    }

    @Override
    public Headers apply(HeaderTransform transform) {
        if (headers != null) {
            HeaderList.Cursor cursor = headers.iterator();
            while (cursor.hasNext()) {
                replace(cursor, transform.apply(cursor.next()));
            }
        }
        return this;
    }

    @Override
    public int hashCode() {
        return headers == null ? EMPTY_HASH : 31 + headers.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        if (other == this) {
            return true;
        }
        if (!(other instanceof Headers that)) {
            return false;
        }
        Iterator<Header> ours = iterator();
        Iterator<Header> theirs = that.iterator();
        while (ours.hasNext() && theirs.hasNext()) {
            if (!Objects.equals(ours.next(), theirs.next())) {
                return false;
            }
        }
        return !ours.hasNext() && !theirs.hasNext();
    }

    @Override
    public String toString() {
        return "ConnectHeaders(headers=" + (headers == null ? "" : headers) + ")";
    }

    @Override
    public ConnectHeaders duplicate() {
        return new ConnectHeaders(this);
    }

    private static void replace(HeaderList.Cursor cursor, Header replacement) {
        if (replacement == null) {
            cursor.remove();
        } else {
            cursor.set(replacement);
        }
    }

    private void append(Header header) {
        Objects.requireNonNull(header, "cannot add a null header");
        if (headers == null) {
            headers = new HeaderList();
        }
        headers.add(header);
    }

    private Headers addNull(String key) {
        return add(new ConnectHeader(key, SchemaAndValue.NULL));
    }

    private Headers addOfType(String key, Object value, Schema schema, Schema.Type type) {
        if (schema.type() != type) {
            throw new DataException("The schema must be of type " + type + ", got " + schema.type());
        }
        return addWithoutValidating(key, value, schema);
    }

    private static void requireKey(String key) {
        Objects.requireNonNull(key, "a header key must not be null");
    }
}
