package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;

/**
 * A schema as {@link SchemaBuilder} builds it. Two of them are equal if all their properties are; the hash code is worked
 * out once.
 */
public class ConnectSchema implements Schema {
    private final Type type;
    private final boolean optional;
    private final Object defaultValue;
    private final String name;
    private final Integer version;
    private final String doc;
    private final Map<String, String> parameters;
    private final List<Field> fields;
    private final FieldIndex fieldIndex;
    private final Schema keySchema;
    private final Schema valueSchema;
    private final ValueClass valueClass;

    /** Zero until it is asked for; that several threads may work it out does no harm. */
    private int hash;

    /**
     * Makes a schema. The arguments are kept as they are and must not be changed afterwards.
     *
     * @param type the type
     * @param optional whether values may be null
     * @param defaultValue what stands for a missing value, or null
     * @param name the name, or null
     * @param version the version, or null
     * @param doc the documentation, or null
     * @param parameters further properties, or null
     * @param fields the fields of a struct, null for none
     * @param keySchema the schema of a map's keys
     * @param valueSchema the schema of a map's values or an array's elements
     */
    public ConnectSchema(
            Type type,
            boolean optional,
            Object defaultValue,
            String name,
            Integer version,
            String doc,
            Map<String, String> parameters,
            List<Field> fields,
            Schema keySchema,
            Schema valueSchema) {
        this.type = type;
        this.optional = optional;
        this.defaultValue = defaultValue;
        this.name = name;
        this.version = version;
        this.doc = doc;
        this.parameters = parameters;
        if (type == Type.STRUCT) {
            this.fields = fields == null ? List.of() : fields;
            this.fieldIndex = new FieldIndex(this.fields);
        } else {
            this.fields = null;
            this.fieldIndex = null;
        }
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
        this.valueClass = ValueClass.of(name, type);
    }

    /**
     * Makes a schema of a primitive type.
     *
     * @param type the type
     * @param optional whether values may be null
     * @param defaultValue what stands for a missing value, or null
     * @param name the name, or null
     * @param version the version, or null
     * @param doc the documentation, or null
     */
    public ConnectSchema(Type type, boolean optional, Object defaultValue, String name, Integer version, String doc) {
        this(type, optional, defaultValue, name, version, doc, null, null, null, null);
    }

    /**
     * Makes a required schema of a primitive type, without further properties.
     *
     * @param type the type
     */
    public ConnectSchema(Type type) {
        this(type, false, null, null, null, null);
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public boolean isOptional() {
        return optional;
    }

    @Override
    public Object defaultValue() {
        return defaultValue;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Integer version() {
        return version;
    }

    @Override
    public String doc() {
        return doc;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public List<Field> fields() {
        if (fields == null) {
            throw ValueErrors.notAStruct(type);
        }
        return fields;
    }

    @Override
    public Field field(String fieldName) {
        if (fieldIndex == null) {
            throw ValueErrors.notAStruct(type);
        }
        return fieldIndex.get(fieldName);
    }

    @Override
    public Schema keySchema() {
        if (type != Type.MAP) {
            throw new DataException("A schema of type " + type + " has no key schema, only a MAP has");
        }
        return keySchema;
    }

    @Override
    public Schema valueSchema() {
        if (type != Type.MAP && type != Type.ARRAY) {
            throw new DataException("A schema of type " + type + " has no value schema, only a MAP or an ARRAY has");
        }
        return valueSchema;
    }

    /**
     * Checks a value against a schema, with all that is in it.
     *
     * @param schema the schema
     * @param value the value
     * @throws DataException if the value does not fit
     */
    public static void validateValue(Schema schema, Object value) {
        validateValue(null, schema, value);
    }

    /**
     * Checks the value of a field against a schema, with all that is in it. A value that is null fits an optional schema
     * only: a default does not help.
     *
     * @param field the field's name for the error, or null
     * @param schema the schema
     * @param value the value
     * @throws DataException if the value does not fit
     */
    public static void validateValue(String field, Schema schema, Object value) {
        if (value == null) {
            if (!schema.isOptional()) {
                throw ValueErrors.nullForRequired(field, schema);
            }
            return;
        }
        // A subclass, or another implementation, may answer differently than its fields say.
        ValueClass expected = schema.getClass() == ConnectSchema.class
                ? ((ConnectSchema) schema).valueClass
                : ValueClass.of(schema.name(), schema.type());
        if (!expected.admits(value)) {
            throw ValueErrors.wrongClass(field, schema, expected, value);
        }
        if (!expected.isScalar()) {
            validateContent(field, schema, value);
        }
    }

    /**
     * Checks this value against this schema, with all that is in it.
     *
     * @param value the value
     * @throws DataException if the value does not fit
     */
    public void validateValue(Object value) {
        validateValue(this, value);
    }

    private static void validateContent(String field, Schema schema, Object value) {
        switch (schema.type()) {
            case STRUCT -> {
                Struct struct = (Struct) value;
                if (!struct.schema().equals(schema)) {
                    throw ValueErrors.otherStruct(field, schema, struct);
                }
                struct.validate();
            }
            case ARRAY -> {
                List<?> elements = (List<?>) value;
                Schema elementSchema = requireSchema(field, schema.valueSchema());
                for (Object element : elements) {
                    validateValue(field, elementSchema, element);
                }
            }
            case MAP -> {
                Map<?, ?> map = (Map<?, ?>) value;
                Schema keySchema = requireSchema(field, schema.keySchema());
                Schema valueSchema = requireSchema(field, schema.valueSchema());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    validateValue(field, keySchema, entry.getKey());
                    validateValue(field, valueSchema, entry.getValue());
                }
            }
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> {}
        }
    }

    private static Schema requireSchema(String field, Schema contentSchema) {
        if (contentSchema == null) {
            throw ValueErrors.noSchema(field);
        }
        return contentSchema;
    }

    @Override
    public ConnectSchema schema() {
        return this;
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
        ConnectSchema that = (ConnectSchema) o;
        return type == that.type
                && optional == that.optional
                && Objects.equals(name, that.name)
                && Objects.equals(version, that.version)
                && Objects.equals(doc, that.doc)
                && Objects.deepEquals(defaultValue, that.defaultValue)
                && Objects.equals(fields, that.fields)
                && Objects.equals(keySchema, that.keySchema)
                && Objects.equals(valueSchema, that.valueSchema)
                && Objects.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            // By content, as equality looks at the content of an array too.
            Object defaultKey = defaultValue instanceof byte[] bytes ? Arrays.hashCode(bytes) : defaultValue;
            hash = Objects.hash(
                    type, optional, defaultKey, fields, keySchema, valueSchema, name, version, doc, parameters);
        }
        return hash;
    }

    @Override
    public String toString() {
        return name == null ? "Schema{" + type + '}' : "Schema{" + name + ':' + type + '}';
    }

    /**
     * Finds the type whose values are of a class or of one above it.
     *
     * @param klass the class
     * @return the type; null if there is none, as for the classes of logical types
     */
    public static Type schemaType(Class<?> klass) {
        if (klass == String.class) {
            return Type.STRING;
        } else if (klass == Integer.class) {
            return Type.INT32;
        } else if (klass == Long.class) {
            return Type.INT64;
        } else if (klass == Double.class) {
            return Type.FLOAT64;
        } else if (klass == Boolean.class) {
            return Type.BOOLEAN;
        } else if (klass == HashMap.class || klass == LinkedHashMap.class) {
            return Type.MAP;
        } else if (klass == ArrayList.class) {
            return Type.ARRAY;
        } else if (klass == byte[].class) {
            return Type.BYTES;
        } else if (klass == Float.class) {
            return Type.FLOAT32;
        } else if (klass == Short.class) {
            return Type.INT16;
        } else if (klass == Byte.class) {
            return Type.INT8;
        }
        return typeOfOpenClass(klass);
    }

    private static Type typeOfOpenClass(Class<?> klass) {
        if (Struct.class.isAssignableFrom(klass)) {
            return Type.STRUCT;
        } else if (Map.class.isAssignableFrom(klass)) {
            return Type.MAP;
        } else if (List.class.isAssignableFrom(klass)) {
            return Type.ARRAY;
        } else if (ByteBuffer.class.isAssignableFrom(klass)) {
            return Type.BYTES;
        }
        return null;
    }
}
