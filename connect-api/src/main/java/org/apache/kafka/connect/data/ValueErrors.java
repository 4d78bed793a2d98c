package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/** The errors about schemas and about values that do not fit them. They name classes, schemas and fields, and never show the value. */
final class ValueErrors {

    private ValueErrors() {}

    static DataException nullForRequired(String field, Schema schema) {
        return new DataException(
                "Null is not allowed" + place(field) + ": its schema " + describe(schema) + " is not optional");
    }

    static DataException wrongClass(String field, Schema schema, ValueClass expected, Object value) {
        return new DataException("A value of " + value.getClass() + " is not allowed" + place(field) + ": its schema "
                + describe(schema) + " asks for " + expected);
    }

    static DataException noSchema(String field) {
        return new DataException("The schema is missing" + place(field) + ", so that its values cannot be checked");
    }

    static DataException otherStruct(String field, Schema schema, Struct struct) {
        return new DataException("A struct of the schema " + describe(struct.schema()) + " is not allowed"
                + place(field) + ": it asks for " + describe(schema)
                + ", and the two differ in a field or another property");
    }

    static DataException notAStruct(Schema.Type type) {
        return new DataException("A schema of type " + type + " has no fields, only a STRUCT has");
    }

    static DataException unknownField(String field, Schema schema) {
        return new DataException("There is no field \"" + field + "\" in " + describe(schema));
    }

    static DataException wrongGetter(Field field, Schema.Type wanted) {
        return new DataException("Field \"" + field.name() + "\" is of type "
                + field.schema().type() + " and cannot be read as " + wanted);
    }

    private static String place(String field) {
        return field == null ? "" : " for field \"" + field + '"';
    }

    private static String describe(Schema schema) {
        return schema.name() == null
                ? String.valueOf(schema.type())
                : "\"" + schema.name() + "\" of type " + schema.type();
    }
}
