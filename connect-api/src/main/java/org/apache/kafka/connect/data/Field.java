package org.apache.kafka.connect.data;

import java.util.Objects;

/** A field of a struct schema: its name, its place among the fields, and the schema of its values. */
public class Field {
    private final String name;
    private final int index;
    private final Schema schema;

    /**
     * Makes a field.
     *
     * @param name the name, unique in its struct
     * @param index the place, from 0
     * @param schema the schema of the values
     */
    public Field(String name, int index, Schema schema) {
        this.name = name;
        this.index = index;
        this.schema = schema;
    }

    /**
     * The name.
     *
     * @return the name, unique in its struct
     */
    public String name() {
        return name;
    }

    /**
     * The place among the struct's fields.
     *
     * @return the place, from 0
     */
    public int index() {
        return index;
    }

    /**
     * The schema of the values.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
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
        Field that = (Field) o;
        return index == that.index && Objects.equals(name, that.name) && Objects.equals(schema, that.schema);
    }

    @Override
    public int hashCode() {
        int result = 31 + Objects.hashCode(name);
        result = 31 * result + index;
        return 31 * result + Objects.hashCode(schema);
    }

    @Override
    public String toString() {
        return "Field{name=" + name + ", index=" + index + ", schema=" + schema + '}';
    }
}
