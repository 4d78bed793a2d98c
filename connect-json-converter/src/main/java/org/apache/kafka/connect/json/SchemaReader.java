package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** Reads the JSON form of schemas. Properties it does not know, and some of the wrong kind, are passed over. */
final class SchemaReader {
    private final TreeReader values;

    SchemaReader(TreeReader values) {
        this.values = values;
    }

    /**
     * Reads a schema.
     *
     * @return the schema; null for JSON null
     * @throws DataException if the tree is no schema's JSON form
     */
    Schema read(JsonNode tree) {
        if (tree.isNull()) {
            return null;
        }
        SchemaBuilder builder = builderFor(tree);
        addProperties(builder, tree);
        return builder.build();
    }

    // Schemas nest up to 1000 levels: what calls itself here has small frames, and few of them to a level.
    private SchemaBuilder builderFor(JsonNode tree) {
        return switch (typeOf(tree)) {
            case "array" -> arrayBuilder(read(part(tree, JsonSchema.ARRAY_ITEMS)));
            case "map" ->
                SchemaBuilder.map(read(part(tree, JsonSchema.MAP_KEYS)), read(part(tree, JsonSchema.MAP_VALUES)));
            case "struct" -> structBuilder(tree.get(JsonSchema.STRUCT_FIELDS));
            default -> scalarBuilder(typeOf(tree));
        };
    }

    private static String typeOf(JsonNode tree) {
        JsonNode type = tree.get(JsonSchema.TYPE);
        if (type == null || !type.isTextual()) {
            throw new DataException("A schema needs a text property '" + JsonSchema.TYPE + "'");
        }
        return type.textValue();
    }

    private static JsonNode part(JsonNode tree, String property) {
        JsonNode part = tree.get(property);
        if (part == null) {
            throw new DataException(
                    "A schema of type '" + typeOf(tree) + "' needs a property '" + property + "' that holds a schema");
        }
        return part;
    }

    private static SchemaBuilder scalarBuilder(String type) {
        return switch (type) {
            case "boolean" -> SchemaBuilder.bool();
            case "int8" -> SchemaBuilder.int8();
            case "int16" -> SchemaBuilder.int16();
            case "int32" -> SchemaBuilder.int32();
            case "int64" -> SchemaBuilder.int64();
            case "float" -> SchemaBuilder.float32();
            case "double" -> SchemaBuilder.float64();
            case "bytes" -> SchemaBuilder.bytes();
            case "string" -> SchemaBuilder.string();
            default ->
                throw new DataException("'" + type + "' is no schema type; use boolean, int8, int16, int32, int64,"
                        + " float, double, bytes, string, array, map or struct");
        };
    }

    private static SchemaBuilder arrayBuilder(Schema items) {
        if (items == null) {
            throw new DataException("The property '" + JsonSchema.ARRAY_ITEMS + "' of an array's schema is null");
        }
        return SchemaBuilder.array(items);
    }

    private SchemaBuilder structBuilder(JsonNode fields) {
        if (fields == null || !fields.isArray()) {
            throw new DataException(
                    "A schema of type \"struct\" needs an array property '" + JsonSchema.STRUCT_FIELDS + "'");
        }
        SchemaBuilder builder = SchemaBuilder.struct();
        for (JsonNode field : fields) {
            JsonNode name = field.get(JsonSchema.FIELD_NAME);
            if (name == null || !name.isTextual()) {
                throw new DataException(
                        "A field of a struct schema needs a text property '" + JsonSchema.FIELD_NAME + "'");
            }
            builder.field(name.textValue(), read(field));
        }
        return builder;
    }

    private void addProperties(SchemaBuilder builder, JsonNode tree) {
        JsonNode optional = tree.get(JsonSchema.OPTIONAL);
        if (optional != null && optional.isBoolean() && optional.booleanValue()) {
            builder.optional();
        } else {
            builder.required();
        }
        JsonNode name = tree.get(JsonSchema.NAME);
        if (name != null && name.isTextual()) {
            builder.name(name.textValue());
        }
        JsonNode version = tree.get(JsonSchema.VERSION);
        if (version != null && version.isIntegralNumber()) {
            builder.version(version.intValue());
        }
        JsonNode doc = tree.get(JsonSchema.DOC);
        if (doc != null && doc.isTextual()) {
            builder.doc(doc.textValue());
        }
        addParameters(builder, tree.get(JsonSchema.PARAMETERS));
        JsonNode defaultValue = tree.get(JsonSchema.DEFAULT);
        if (defaultValue != null) {
            builder.defaultValue(values.read(defaultValue, builder));
        }
    }

    private static void addParameters(SchemaBuilder builder, JsonNode parameters) {
        if (parameters == null || !parameters.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            if (!parameter.getValue().isTextual()) {
                throw new DataException("The schema parameter '" + parameter.getKey() + "' must be a text");
            }
            builder.parameter(parameter.getKey(), parameter.getValue().textValue());
        }
    }
}
