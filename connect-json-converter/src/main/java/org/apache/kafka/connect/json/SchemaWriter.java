package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Makes the JSON form of schemas. Properties come in a fixed order; those that a schema lacks are left out. */
final class SchemaWriter {
    private final TreeWriter values;

    SchemaWriter(TreeWriter values) {
        this.values = values;
    }

    /** The schema's JSON form as a new tree; null for null. */
    ObjectNode toTree(Schema schema) {
        if (schema == null) {
            return null;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put(JsonSchema.TYPE, nameOf(schema.type()));
        if (schema.type() == Schema.Type.ARRAY) {
            tree.set(JsonSchema.ARRAY_ITEMS, toTree(schema.valueSchema()));
        } else if (schema.type() == Schema.Type.MAP) {
            tree.set(JsonSchema.MAP_KEYS, toTree(schema.keySchema()));
            tree.set(JsonSchema.MAP_VALUES, toTree(schema.valueSchema()));
        } else if (schema.type() == Schema.Type.STRUCT) {
            ArrayNode fields = tree.putArray(JsonSchema.STRUCT_FIELDS);
            for (Field field : schema.fields()) {
                fields.add(toTree(field.schema()).put(JsonSchema.FIELD_NAME, field.name()));
            }
        }
        addProperties(tree, schema);
        return tree;
    }

    private void addProperties(ObjectNode tree, Schema schema) {
        tree.put(JsonSchema.OPTIONAL, schema.isOptional());
        if (schema.name() != null) {
            tree.put(JsonSchema.NAME, schema.name());
        }
        if (schema.version() != null) {
            tree.put(JsonSchema.VERSION, schema.version());
        }
        if (schema.doc() != null) {
            tree.put(JsonSchema.DOC, schema.doc());
        }
        if (schema.parameters() != null) {
            ObjectNode parameters = tree.putObject(JsonSchema.PARAMETERS);
            for (Map.Entry<String, String> parameter : schema.parameters().entrySet()) {
                parameters.put(parameter.getKey(), parameter.getValue());
            }
        }
        if (schema.defaultValue() != null) {
            tree.set(JsonSchema.DEFAULT, values.write(schema, schema.defaultValue()));
        }
    }

    private static String nameOf(Schema.Type type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case INT8, INT16, INT32, INT64, BOOLEAN, STRING, BYTES, ARRAY, MAP, STRUCT -> type.getName();
        };
    }
}
