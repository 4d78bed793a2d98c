package org.apache.kafka.connect.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.SchemaProjectorException;

/**
 * Turns a value of one schema into a value of another, compatible one, as a sink needs it whose table was made from an
 * older or newer schema.
 *
 * <p>Compatible are schemas of the same type, name and parameters; a number may also become a wider number, in the order
 * int8, int16, int32, int64, float32, float64. Versions do not matter. Struct fields are matched by name.
 */
public class SchemaProjector {
    public SchemaProjector() {}

    /**
     * The value as the target schema wants it.
     *
     * @param source schema of the value
     * @param record the value; null where the source is optional
     * @param target schema of the result
     * @return the projected value; where nothing has to change, the same object
     * @throws SchemaProjectorException if the schemas are not compatible, or the target demands a value that there is
     *     not
     */
    public static Object project(Schema source, Object record, Schema target) throws SchemaProjectorException {
        requireCompatible(source, target);
        if (source.isOptional() && !target.isOptional()) {
            Object fallback = target.defaultValue();
            if (fallback == null) {
                throw new SchemaProjectorException(
                        "The source schema is optional, but the target schema is required and has no default");
            }
            return record == null ? fallback : projectPresent(source, record, target);
        }
        return record == null ? null : projectPresent(source, record, target);
    }

    private static void requireCompatible(Schema source, Schema target) {
        if (source.type() != target.type() && !NumericTypes.isWidening(source.type(), target.type())) {
            throw new SchemaProjectorException("Type " + source.type() + " cannot become " + target.type());
        }
        if (!Objects.equals(source.name(), target.name())) {
            throw new SchemaProjectorException(
                    "The names of the schemas differ: source " + source.name() + ", target " + target.name());
        }
        if (!Objects.equals(source.parameters(), target.parameters())) {
            throw new SchemaProjectorException("The parameters of the schemas differ: source " + source.parameters()
                    + ", target " + target.parameters());
        }
    }

    private static Object projectPresent(Schema source, Object record, Schema target) {
        return switch (target.type()) {
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, BYTES, STRING ->
                projectPrimitive(record, target);
            case STRUCT -> projectStruct(source, (Struct) record, target);
            case ARRAY -> projectList(source, (List<?>) record, target);
            case MAP -> projectMap(source, (Map<?, ?>) record, target);
        };
    }

    private static Object projectPrimitive(Object record, Schema target) {
        boolean converts = record instanceof Number && NumericTypes.isNumeric(target.type());
        return converts ? NumericTypes.convert((Number) record, target.type()) : record;
    }

    private static Object projectStruct(Schema source, Struct record, Schema target) {
        Struct projected = new Struct(target);
        for (Field targetField : target.fields()) {
            Field sourceField = source.field(targetField.name());
            Schema targetSchema = targetField.schema();
            if (sourceField != null) {
                projected.put(targetField, projectField(sourceField, record.get(sourceField.name()), targetSchema));
            } else if (!targetSchema.isOptional()) {
                projected.put(targetField, requireDefault(targetField));
            }
        }
        return projected;
    }

    private static Object requireDefault(Field targetField) {
        Object value = targetField.schema().defaultValue();
        if (value == null) {
            throw new SchemaProjectorException("The target field '" + targetField.name()
                    + "' is required and has no default, and the source has no such field");
        }
        return value;
    }

    private static Object projectField(Field sourceField, Object value, Schema target) {
        try {
            return project(sourceField.schema(), value, target);
        } catch (SchemaProjectorException e) {
            throw new SchemaProjectorException("Field '" + sourceField.name() + "' cannot be projected", e);
        }
    }

    private static Object projectList(Schema source, List<?> record, Schema target) {
        List<Object> projected = new ArrayList<>(record.size());
        for (Object element : record) {
            projected.add(project(source.valueSchema(), element, target.valueSchema()));
        }
        return projected;
    }

    private static Object projectMap(Schema source, Map<?, ?> record, Schema target) {
        Map<Object, Object> projected = new HashMap<>();
        for (Map.Entry<?, ?> entry : record.entrySet()) {
            Object key = project(source.keySchema(), entry.getKey(), target.keySchema());
            Object value = project(source.valueSchema(), entry.getValue(), target.valueSchema());
            projected.put(key, value);
        }
        return projected;
    }
}
