package org.apache.kafka.connect.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/**
 * Makes {@link Schema}s step by step:
 *
 * <pre>{@code
 * Schema address = SchemaBuilder.struct().name("com.example.Address")
 *         .field("city", Schema.STRING_SCHEMA)
 *         .field("zip", SchemaBuilder.string().optional().defaultValue("").build())
 *         .build();
 * }</pre>
 *
 * <p>Each property can be set once. Not safe for use by several threads.
 */
public class SchemaBuilder implements Schema {
    private final Type type;
    private Boolean optional;
    private Object defaultValue;
    private String name;
    private Integer version;
    private String doc;
    private Map<String, String> parameters;
    private final Map<String, Field> fields;
    private Schema keySchema;
    private Schema valueSchema;

    /**
     * Starts a schema.
     *
     * @param type the type
     * @throws SchemaBuilderException if the type is null
     */
    public SchemaBuilder(Type type) {
        requirePresent(type, "type");
        this.type = type;
        this.fields = type == Type.STRUCT ? new LinkedHashMap<>() : null;
    }

    @Override
    public boolean isOptional() {
        return optional != null && optional;
    }

    /**
     * Allows null.
     *
     * @return this
     * @throws SchemaBuilderException if it is set otherwise already
     */
    public SchemaBuilder optional() {
        requireSame("optional", optional, true);
        optional = true;
        return this;
    }

    /**
     * Forbids null, as is so unless asked for otherwise.
     *
     * @return this
     * @throws SchemaBuilderException if it is set otherwise already
     */
    public SchemaBuilder required() {
        requireSame("optional", optional, false);
        optional = false;
        return this;
    }

    @Override
    public Object defaultValue() {
        return defaultValue;
    }

    /**
     * Sets what stands for a missing value. Comes last, as it is checked against what has been set so far.
     *
     * @param value the default, of the class that the schema asks for
     * @return this
     * @throws SchemaBuilderException if there is a default already, or the value does not fit the schema
     */
    public SchemaBuilder defaultValue(Object value) {
        requireSame("default", defaultValue, value);
        try {
            ConnectSchema.validateValue(this, value);
        } catch (DataException e) {
            throw new SchemaBuilderException("The default value does not fit the schema: " + e.getMessage(), e);
        }
        defaultValue = value;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Sets the name.
     *
     * @param name the name
     * @return this
     * @throws SchemaBuilderException if there is another one already
     */
    public SchemaBuilder name(String name) {
        requireSame("name", this.name, name);
        this.name = name;
        return this;
    }

    @Override
    public Integer version() {
        return version;
    }

    /**
     * Sets the version.
     *
     * @param version the version
     * @return this
     * @throws SchemaBuilderException if there is another one already
     */
    public SchemaBuilder version(Integer version) {
        requireSame("version", this.version, version);
        this.version = version;
        return this;
    }

    @Override
    public String doc() {
        return doc;
    }

    /**
     * Sets the documentation.
     *
     * @param doc the text
     * @return this
     * @throws SchemaBuilderException if there is another one already
     */
    public SchemaBuilder doc(String doc) {
        requireSame("doc", this.doc, doc);
        this.doc = doc;
        return this;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters == null ? null : Collections.unmodifiableMap(parameters);
    }

    /**
     * Sets one of the further properties, in place of an earlier one of that name.
     *
     * @param propertyName the name
     * @param propertyValue the value
     * @return this
     */
    public SchemaBuilder parameter(String propertyName, String propertyValue) {
        if (parameters == null) {
            parameters = new LinkedHashMap<>();
        }
        parameters.put(propertyName, propertyValue);
        return this;
    }

    /**
     * Sets several of the further properties, in place of earlier ones of their names.
     *
     * @param props the properties; if there are none, nothing changes
     * @return this
     */
    public SchemaBuilder parameters(Map<String, String> props) {
        if (props.isEmpty()) {
            return this;
        }
        if (parameters == null) {
            parameters = new LinkedHashMap<>();
        }
        parameters.putAll(props);
        return this;
    }

    @Override
    public Type type() {
        return type;
    }

    /**
     * Starts a schema.
     *
     * @param type the type
     * @return a new builder
     * @throws SchemaBuilderException if the type is null
     */
    public static SchemaBuilder type(Type type) {
        return new SchemaBuilder(type);
    }

    /**
     * Starts an {@link Schema.Type#INT8}.
     *
     * @return a new builder
     */
    public static SchemaBuilder int8() {
        return new SchemaBuilder(Type.INT8);
    }

    /**
     * Starts an {@link Schema.Type#INT16}.
     *
     * @return a new builder
     */
    public static SchemaBuilder int16() {
        return new SchemaBuilder(Type.INT16);
    }

    /**
     * Starts an {@link Schema.Type#INT32}.
     *
     * @return a new builder
     */
    public static SchemaBuilder int32() {
        return new SchemaBuilder(Type.INT32);
    }

    /**
     * Starts an {@link Schema.Type#INT64}.
     *
     * @return a new builder
     */
    public static SchemaBuilder int64() {
        return new SchemaBuilder(Type.INT64);
    }

    /**
     * Starts a {@link Schema.Type#FLOAT32}.
     *
     * @return a new builder
     */
    public static SchemaBuilder float32() {
        return new SchemaBuilder(Type.FLOAT32);
    }

    /**
     * Starts a {@link Schema.Type#FLOAT64}.
     *
     * @return a new builder
     */
    public static SchemaBuilder float64() {
        return new SchemaBuilder(Type.FLOAT64);
    }

    /**
     * Starts a {@link Schema.Type#BOOLEAN}.
     *
     * @return a new builder
     */
    public static SchemaBuilder bool() {
        return new SchemaBuilder(Type.BOOLEAN);
    }

    /**
     * Starts a {@link Schema.Type#STRING}.
     *
     * @return a new builder
     */
    public static SchemaBuilder string() {
        return new SchemaBuilder(Type.STRING);
    }

    /**
     * Starts a {@link Schema.Type#BYTES}.
     *
     * @return a new builder
     */
    public static SchemaBuilder bytes() {
        return new SchemaBuilder(Type.BYTES);
    }

    /**
     * Starts a {@link Schema.Type#STRUCT} without fields.
     *
     * @return a new builder
     */
    public static SchemaBuilder struct() {
        return new SchemaBuilder(Type.STRUCT);
    }

    /**
     * Adds a field behind those that are there.
     *
     * @param fieldName the field's name
     * @param fieldSchema the schema of its values
     * @return this
     * @throws SchemaBuilderException if this is not a struct, the name is null or empty or taken, or the schema is null
     */
    public SchemaBuilder field(String fieldName, Schema fieldSchema) {
        if (type != Type.STRUCT) {
            throw new SchemaBuilderException(
                    "Field \"" + fieldName + "\" cannot be added to a schema of type " + type + ", only to a STRUCT");
        }
        if (fieldName == null || fieldName.isEmpty()) {
            throw new SchemaBuilderException("The name of a field must be neither null nor empty");
        }
        if (fieldSchema == null) {
            throw new SchemaBuilderException("The schema of field \"" + fieldName + "\" must not be null");
        }
        if (fields.putIfAbsent(fieldName, new Field(fieldName, fields.size(), fieldSchema)) != null) {
            throw new SchemaBuilderException("There is a field \"" + fieldName + "\" already");
        }
        return this;
    }

    @Override
    public List<Field> fields() {
        requireStruct();
        return new ArrayList<>(fields.values());
    }

    @Override
    public Field field(String fieldName) {
        requireStruct();
        return fields.get(fieldName);
    }

    /**
     * Starts an {@link Schema.Type#ARRAY}.
     *
     * @param valueSchema the schema of the elements
     * @return a new builder
     * @throws SchemaBuilderException if the schema is null
     */
    public static SchemaBuilder array(Schema valueSchema) {
        requirePresent(valueSchema, "schema of the elements");
        SchemaBuilder builder = new SchemaBuilder(Type.ARRAY);
        builder.valueSchema = valueSchema;
        return builder;
    }

    /**
     * Starts a {@link Schema.Type#MAP}.
     *
     * @param keySchema the schema of the keys
     * @param valueSchema the schema of the values
     * @return a new builder
     * @throws SchemaBuilderException if one of the schemas is null
     */
    public static SchemaBuilder map(Schema keySchema, Schema valueSchema) {
        requirePresent(keySchema, "schema of the keys");
        requirePresent(valueSchema, "schema of the values");
        SchemaBuilder builder = new SchemaBuilder(Type.MAP);
        builder.keySchema = keySchema;
        builder.valueSchema = valueSchema;
        return builder;
    }

    /** Starts the schema of an array that holds nothing but nulls, so that nothing is known of its elements. */
    static SchemaBuilder arrayOfNull() {
        return new SchemaBuilder(Type.ARRAY);
    }

    /** Starts the schema of a map that holds nothing but nulls, as keys and as values. */
    static SchemaBuilder mapOfNull() {
        return new SchemaBuilder(Type.MAP);
    }

    /** Starts the schema of a map whose values are all null, so that only its keys have a schema. */
    static SchemaBuilder mapWithNullValues(Schema keySchema) {
        SchemaBuilder builder = new SchemaBuilder(Type.MAP);
        builder.keySchema = keySchema;
        return builder;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Unlike a built schema, a builder gives null where its type has no such schema.
     */
    @Override
    public Schema keySchema() {
        return keySchema;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Unlike a built schema, a builder gives null where its type has no such schema.
     */
    @Override
    public Schema valueSchema() {
        return valueSchema;
    }

    /**
     * Makes the schema of what has been set so far.
     *
     * @return a new schema; only {@linkplain #parameters() parameters} set on this builder later show up in it
     */
    public Schema build() {
        return new ConnectSchema(
                type,
                isOptional(),
                defaultValue,
                name,
                version,
                doc,
                parameters(),
                fields == null ? null : Collections.unmodifiableList(new ArrayList<>(fields.values())),
                keySchema,
                valueSchema);
    }

    @Override
    public Schema schema() {
        return build();
    }

    private void requireStruct() {
        if (fields == null) {
            throw ValueErrors.notAStruct(type);
        }
    }

    /** Plugins may rely on it that only the identical object can be set again, even for texts and numbers. */
    @SuppressWarnings("ReferenceEquality")
    private static void requireSame(String property, Object present, Object wanted) {
        if (present != null && present != wanted) {
            throw new SchemaBuilderException("The property \"" + property + "\" of the schema is set already");
        }
    }

    private static void requirePresent(Object value, String what) {
        if (value == null) {
            throw new SchemaBuilderException("The " + what + " must not be null");
        }
    }
}
