package org.apache.kafka.connect.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Describes data: its type, whether it may be null, what stands for it if it is missing, and what it means.
 *
 * <p>The Java classes of the values follow from the type:
 *
 * <table>
 *   <caption>Types and classes</caption>
 *   <tr><th>type</th><th>class</th></tr>
 *   <tr><td>INT8, INT16, INT32, INT64</td><td>{@link Byte}, {@link Short}, {@link Integer}, {@link Long}</td></tr>
 *   <tr><td>FLOAT32, FLOAT64</td><td>{@link Float}, {@link Double}</td></tr>
 *   <tr><td>BOOLEAN</td><td>{@link Boolean}</td></tr>
 *   <tr><td>STRING</td><td>{@link String}</td></tr>
 *   <tr><td>BYTES</td><td>{@code byte[]} or {@link java.nio.ByteBuffer}</td></tr>
 *   <tr><td>ARRAY, MAP</td><td>{@link List}, {@link Map}</td></tr>
 *   <tr><td>STRUCT</td><td>{@link Struct}</td></tr>
 * </table>
 *
 * <p>The {@linkplain #name() name} of a schema can make it a logical type. {@link Decimal} has values of class
 * {@link java.math.BigDecimal}; {@link Date}, {@link Time} and {@link Timestamp} have {@link java.util.Date}.
 *
 * <p>Schemas do not change. They are made with {@link SchemaBuilder}, which is a schema itself so that a nested one need
 * not be built, but is never equal to a built one.
 */
public interface Schema {

    /** A required {@link Type#INT8}. */
    Schema INT8_SCHEMA = SchemaBuilder.int8().build();

    /** A required {@link Type#INT16}. */
    Schema INT16_SCHEMA = SchemaBuilder.int16().build();

    /** A required {@link Type#INT32}. */
    Schema INT32_SCHEMA = SchemaBuilder.int32().build();

    /** A required {@link Type#INT64}. */
    Schema INT64_SCHEMA = SchemaBuilder.int64().build();

    /** A required {@link Type#FLOAT32}. */
    Schema FLOAT32_SCHEMA = SchemaBuilder.float32().build();

    /** A required {@link Type#FLOAT64}. */
    Schema FLOAT64_SCHEMA = SchemaBuilder.float64().build();

    /** A required {@link Type#BOOLEAN}. */
    Schema BOOLEAN_SCHEMA = SchemaBuilder.bool().build();

    /** A required {@link Type#STRING}. */
    Schema STRING_SCHEMA = SchemaBuilder.string().build();

    /** A required {@link Type#BYTES}. */
    Schema BYTES_SCHEMA = SchemaBuilder.bytes().build();

    /** An optional {@link Type#INT8}. */
    Schema OPTIONAL_INT8_SCHEMA = SchemaBuilder.int8().optional().build();

    /** An optional {@link Type#INT16}. */
    Schema OPTIONAL_INT16_SCHEMA = SchemaBuilder.int16().optional().build();

    /** An optional {@link Type#INT32}. */
    Schema OPTIONAL_INT32_SCHEMA = SchemaBuilder.int32().optional().build();

    /** An optional {@link Type#INT64}. */
    Schema OPTIONAL_INT64_SCHEMA = SchemaBuilder.int64().optional().build();

    /** An optional {@link Type#FLOAT32}. */
    Schema OPTIONAL_FLOAT32_SCHEMA = SchemaBuilder.float32().optional().build();

    /** An optional {@link Type#FLOAT64}. */
    Schema OPTIONAL_FLOAT64_SCHEMA = SchemaBuilder.float64().optional().build();

    /** An optional {@link Type#BOOLEAN}. */
    Schema OPTIONAL_BOOLEAN_SCHEMA = SchemaBuilder.bool().optional().build();

    /** An optional {@link Type#STRING}. */
    Schema OPTIONAL_STRING_SCHEMA = SchemaBuilder.string().optional().build();

    /** An optional {@link Type#BYTES}. */
    Schema OPTIONAL_BYTES_SCHEMA = SchemaBuilder.bytes().optional().build();

    /**
     * The type.
     *
     * @return the type
     */
    Type type();

    /**
     * Whether values may be null.
     *
     * @return whether null is allowed
     */
    boolean isOptional();

    /**
     * What stands for a value that is missing.
     *
     * @return the default, null if there is none
     */
    Object defaultValue();

    /**
     * The name, which tells what the data means and may make it a logical type.
     *
     * @return the name, or null
     */
    String name();

    /**
     * The version, by which schemas of the same name can be ordered.
     *
     * @return the version, or null
     */
    Integer version();

    /**
     * The documentation for people.
     *
     * @return the text, or null
     */
    String doc();

    /**
     * Further properties, for instance the scale of a decimal.
     *
     * @return the properties, not to be changed; null if there are none
     */
    Map<String, String> parameters();

    /**
     * The schema of a map's keys.
     *
     * @return the schema
     * @throws org.apache.kafka.connect.errors.DataException if this is not a map
     */
    Schema keySchema();

    /**
     * The schema of a map's values or an array's elements.
     *
     * @return the schema
     * @throws org.apache.kafka.connect.errors.DataException if this is neither
     */
    Schema valueSchema();

    /**
     * The fields of a struct.
     *
     * @return the fields in order
     * @throws org.apache.kafka.connect.errors.DataException if this is not a struct
     */
    List<Field> fields();

    /**
     * Finds a field of a struct.
     *
     * @param fieldName the field's name
     * @return the field, null if there is none of that name
     * @throws org.apache.kafka.connect.errors.DataException if this is not a struct
     */
    Field field(String fieldName);

    /**
     * The schema as one that does not change any more.
     *
     * @return this, or what a builder would build
     */
    Schema schema();

    /** The types of data. The classes of their values are listed at {@link Schema}. */
    enum Type {
        /** A signed integer of 8 bits. */
        INT8,
        /** A signed integer of 16 bits. */
        INT16,
        /** A signed integer of 32 bits. */
        INT32,
        /** A signed integer of 64 bits. */
        INT64,
        /** An IEEE 754 floating point number of 32 bits. */
        FLOAT32,
        /** An IEEE 754 floating point number of 64 bits. */
        FLOAT64,
        /** True or false. */
        BOOLEAN,
        /** A text. */
        STRING,
        /** A sequence of bytes. */
        BYTES,
        /** A list of values of one schema. */
        ARRAY,
        /** A map from keys of one schema to values of one schema. */
        MAP,
        /** A fixed set of named fields, each with a schema of its own. */
        STRUCT;

        private final String name = name().toLowerCase(Locale.ROOT);

        /**
         * The name for people and for JSON.
         *
         * @return the name in lower case
         */
        public String getName() {
            return name;
        }

        /**
         * Whether values of the type are not made of other values.
         *
         * @return false for arrays, maps and structs
         */
        public boolean isPrimitive() {
            return switch (this) {
                case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> true;
                case ARRAY, MAP, STRUCT -> false;
            };
        }
    }
}
