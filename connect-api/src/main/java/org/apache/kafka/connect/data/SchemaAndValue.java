package org.apache.kafka.connect.data;

import java.util.Objects;

/** A value together with its schema. */
public class SchemaAndValue {

    /** No value and no schema. */
    public static final SchemaAndValue NULL = new SchemaAndValue(null, null);

    private final Schema schema;
    private final Object value;

    /**
     * Makes a pair. Whether the value fits the schema is not checked.
     *
     * @param schema the schema, null if there is none
     * @param value the value, may be null
     */
    public SchemaAndValue(Schema schema, Object value) {
        this.schema = schema;
        this.value = value;
    }

    /**
     * The schema.
     *
     * @return the schema, null if there is none
     */
    public Schema schema() {
        return schema;
    }

    /**
     * The value.
     *
     * @return the value, may be null
     */
    public Object value() {
        return value;
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
        SchemaAndValue that = (SchemaAndValue) o;
        return Objects.equals(schema, that.schema) && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 + Objects.hashCode(schema)) + Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return "SchemaAndValue{schema=" + schema + ", value=" + value + '}';
    }
}
