package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * Values for the fields of a struct schema. Each value is checked when it is put; whether all required ones are there is
 * checked by {@link #validate()} only. Not safe for use by several threads while it is being filled.
 */
public class Struct {
    private final Schema schema;
    private final Object[] values;

    /**
     * Makes a struct whose fields are all null.
     *
     * @param schema a schema of type {@link Schema.Type#STRUCT}
     * @throws DataException if the schema is of another type
     */
    public Struct(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT) {
            throw new DataException(
                    "A struct needs a schema of type " + Schema.Type.STRUCT + ", not of type " + schema.type());
        }
        this.schema = schema;
        this.values = new Object[schema.fields().size()];
    }

    /**
     * The schema.
     *
     * @return the schema that the struct was made with
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Gives the value of a field, or the field's default if it is null.
     *
     * @param fieldName the field's name
     * @return the value, the default, or null
     * @throws DataException if there is no field of that name
     */
    public Object get(String fieldName) {
        return get(require(fieldName));
    }

    /**
     * Gives the value of a field, or the field's default if it is null.
     *
     * @param field a field of this struct's schema
     * @return the value, the default, or null
     */
    public Object get(Field field) {
        Object value = values[field.index()];
        return value != null ? value : field.schema().defaultValue();
    }

    /**
     * Gives the value of a field as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no field of that name
     */
    public Object getWithoutDefault(String fieldName) {
        return values[require(fieldName).index()];
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#INT8} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Byte getInt8(String fieldName) {
        return (Byte) getAs(fieldName, Schema.Type.INT8);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#INT16} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Short getInt16(String fieldName) {
        return (Short) getAs(fieldName, Schema.Type.INT16);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#INT32} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Integer getInt32(String fieldName) {
        return (Integer) getAs(fieldName, Schema.Type.INT32);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#INT64} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Long getInt64(String fieldName) {
        return (Long) getAs(fieldName, Schema.Type.INT64);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#FLOAT32} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Float getFloat32(String fieldName) {
        return (Float) getAs(fieldName, Schema.Type.FLOAT32);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#FLOAT64} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Double getFloat64(String fieldName) {
        return (Double) getAs(fieldName, Schema.Type.FLOAT64);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#BOOLEAN} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Boolean getBoolean(String fieldName) {
        return (Boolean) getAs(fieldName, Schema.Type.BOOLEAN);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#STRING} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public String getString(String fieldName) {
        return (String) getAs(fieldName, Schema.Type.STRING);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#BYTES} as it was put.
     *
     * @param fieldName the field's name
     * @return the bytes, or null; for a {@link ByteBuffer} the whole array behind it, whatever its position and limit
     * @throws DataException if there is no such field, or it is of another type
     */
    // The whole array is what this method is known to give.
    @SuppressWarnings("ByteBufferBackingArray")
    public byte[] getBytes(String fieldName) {
        Object bytes = getAs(fieldName, Schema.Type.BYTES);
        return bytes instanceof ByteBuffer buffer ? buffer.array() : (byte[]) bytes;
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#ARRAY} as it was put.
     *
     * @param fieldName the field's name
     * @param <T> the class of the elements, which is not checked
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> List<T> getArray(String fieldName) {
        return (List<T>) getAs(fieldName, Schema.Type.ARRAY);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#MAP} as it was put.
     *
     * @param fieldName the field's name
     * @param <K> the class of the keys, which is not checked
     * @param <V> the class of the values, which is not checked
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> Map<K, V> getMap(String fieldName) {
        return (Map<K, V>) getAs(fieldName, Schema.Type.MAP);
    }

    /**
     * Gives the value of a field of type {@link Schema.Type#STRUCT} as it was put.
     *
     * @param fieldName the field's name
     * @return the value, or null
     * @throws DataException if there is no such field, or it is of another type
     */
    public Struct getStruct(String fieldName) {
        return (Struct) getAs(fieldName, Schema.Type.STRUCT);
    }

    /**
     * Sets the value of a field.
     *
     * @param fieldName the field's name
     * @param value the value; null only if the field's schema is optional
     * @return this
     * @throws DataException if there is no field of that name, or the value does not fit it
     */
    public Struct put(String fieldName, Object value) {
        return put(require(fieldName), value);
    }

    /**
     * Sets the value of a field. The quickest way, as nothing is looked up.
     *
     * @param field a field of this struct's schema
     * @param value the value; null only if the field's schema is optional
     * @return this
     * @throws DataException if the field is null, or the value does not fit it
     */
    public Struct put(Field field, Object value) {
        if (field == null) {
            throw new DataException("The field to put a value to must not be null");
        }
        ConnectSchema.validateValue(field.name(), field.schema(), value);
        values[field.index()] = value;
        return this;
    }

    /**
     * Checks the values of all fields, with all that is in them. Null is fine for a field that is optional or has a
     * default.
     *
     * @throws DataException if a value does not fit its field
     */
    public void validate() {
        List<Field> fields = schema.fields();
        for (int i = 0, count = fields.size(); i < count; i++) {
            Field field = fields.get(i);
            Schema fieldSchema = field.schema();
            Object value = values[field.index()];
            if (value != null || (!fieldSchema.isOptional() && fieldSchema.defaultValue() == null)) {
                ConnectSchema.validateValue(field.name(), fieldSchema, value);
            }
        }
    }

    // An object of a subclass never equals one of the class above it; plugins may build on that.
    @SuppressWarnings("EqualsGetClass")
    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (o == null || getClass() != o.getClass()) {
            return false;
        }
        Struct that = (Struct) o;
        return schema.equals(that.schema) && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 + schema.hashCode()) + Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Struct{");
        List<Field> fields = schema.fields();
        boolean first = true;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                if (!first) {
                    text.append(',');
                }
                first = false;
                text.append(fields.get(i).name()).append('=').append(value);
            }
        }
        return text.append('}').toString();
    }

    private Object getAs(String fieldName, Schema.Type type) {
        Field field = require(fieldName);
        if (field.schema().type() != type) {
            throw ValueErrors.wrongGetter(field, type);
        }
        return values[field.index()];
    }

    private Field require(String fieldName) {
        Field field = schema.field(fieldName);
        if (field == null) {
            throw ValueErrors.unknownField(fieldName, schema);
        }
        return field;
    }
}
