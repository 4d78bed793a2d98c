package org.apache.kafka.connect.header;

import java.math.BigDecimal;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The headers of a record, in order; a name may occur more than once. Headers are mutable and belong to one record and
 * one thread. Methods that change them return this object; names must not be null.
 */
public interface Headers extends Iterable<Header> {
    /** How many headers there are. */
    int size();

    /** Whether there are no headers. */
    boolean isEmpty();

    /** The headers of a name, in order. */
    Iterator<Header> allWithName(String key);

    /** The last header of a name; null if there is none. */
    Header lastWithName(String key);

    /** Appends a header. */
    Headers add(Header header);

    /**
     * Appends a header.
     *
     * @param schemaAndValue the value with its schema; null stands for a null without schema
     * @throws DataException if value and schema do not fit
     */
    Headers add(String key, SchemaAndValue schemaAndValue);

    /**
     * Appends a header.
     *
     * @param value the value, may be null
     * @param schema the value's schema, may be null
     * @throws DataException if value and schema do not fit
     */
    Headers add(String key, Object value, Schema schema);

    /** Appends a header with a string, which may be null. */
    Headers addString(String key, String value);

    /** Appends a header with a boolean. */
    Headers addBoolean(String key, boolean value);

    /** Appends a header with an int8. */
    Headers addByte(String key, byte value);

    /** Appends a header with an int16. */
    Headers addShort(String key, short value);

    /** Appends a header with an int32. */
    Headers addInt(String key, int value);

    /** Appends a header with an int64. */
    Headers addLong(String key, long value);

    /** Appends a header with a float32. */
    Headers addFloat(String key, float value);

    /** Appends a header with a float64. */
    Headers addDouble(String key, double value);

    /** Appends a header with bytes, which may be null. */
    Headers addBytes(String key, byte[] value);

    /**
     * Appends a header with a list.
     *
     * @param schema the array schema of the list
     * @throws DataException if list and schema do not fit
     */
    Headers addList(String key, List<?> value, Schema schema);

    /**
     * Appends a header with a map.
     *
     * @param schema the map schema of the map
     * @throws DataException if map and schema do not fit
     */
    Headers addMap(String key, Map<?, ?> value, Schema schema);

    /**
     * Appends a header with a struct, whose schema becomes that of the header.
     *
     * @throws DataException if the struct does not fit its schema
     */
    Headers addStruct(String key, Struct value);

    /** Appends a header with a decimal number, whose scale becomes that of the schema. */
    Headers addDecimal(String key, BigDecimal value);

    /** Appends a header with a day. */
    Headers addDate(String key, Date value);

    /** Appends a header with a time of day. */
    Headers addTime(String key, Date value);

    /** Appends a header with a point in time. */
    Headers addTimestamp(String key, Date value);

    /** Removes all headers of a name. */
    Headers remove(String key);

    /** Removes all headers of a name but the last. */
    Headers retainLatest(String key);

    /** Removes all headers that a later one of the same name follows. */
    Headers retainLatest();

    /** Removes all headers. */
    Headers clear();

    /** Other headers with the same content. */
    Headers duplicate();

    /** Replaces each header by what the transformation makes of it, in place. */
    Headers apply(HeaderTransform transform);

    /** Replaces each header of a name by what the transformation makes of it, in place. */
    Headers apply(String key, HeaderTransform transform);

    /** Turns a header into another one. */
    interface HeaderTransform {
        /**
         * Transforms a header.
         *
         * @return what takes the header's place; null to remove it
         */
        Header apply(Header header);
    }
}
