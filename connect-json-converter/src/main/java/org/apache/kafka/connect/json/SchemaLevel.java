package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * A schema whose parts are asked for one after another, each taken before the next is asked for: the errors of a schema
 * are found in the order in which it is written.
 */
interface SchemaLevel {
    /**
     * Begins a schema.
     *
     * @throws DataException if the tree is no schema's JSON form; each of the methods throws it, too
     */
    static SchemaLevel of(JsonNode tree) {
        return switch (typeOf(tree)) {
            case "array" -> new ArrayLevel(tree);
            case "map" -> new MapLevel(tree);
            case "struct" -> new StructLevel(tree);
            default -> new ScalarLevel(tree);
        };
    }

    JsonNode tree();

    /** Empty when there are no more. */
    Optional<JsonNode> nextPart();

    /** Takes what was read of the last part; null if that was JSON null. */
    void take(Schema part);

    /** To be called once all parts are taken. */
    SchemaBuilder builder();

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

    record ScalarLevel(JsonNode tree) implements SchemaLevel {
        @Override
        public Optional<JsonNode> nextPart() {
            return Optional.empty();
        }

        @Override
        public void take(Schema part) {
            throw new IllegalStateException("a scalar schema has no parts");
        }

        @Override
        public SchemaBuilder builder() {
            return scalarBuilder(typeOf(tree));
        }
    }

    final class ArrayLevel implements SchemaLevel {
        private final JsonNode tree;
        private SchemaBuilder builder;

        ArrayLevel(JsonNode tree) {
            this.tree = tree;
        }

        @Override
        public JsonNode tree() {
            return tree;
        }

        @Override
        public Optional<JsonNode> nextPart() {
            return builder == null ? Optional.of(part(tree, JsonSchema.ARRAY_ITEMS)) : Optional.empty();
        }

        @Override
        public void take(Schema items) {
            if (items == null) {
                throw new DataException("The property '" + JsonSchema.ARRAY_ITEMS + "' of an array's schema is null");
            }
            builder = SchemaBuilder.array(items);
        }

        @Override
        public SchemaBuilder builder() {
            return builder;
        }
    }

    final class MapLevel implements SchemaLevel {
        private final JsonNode tree;
        private final List<Schema> parts = new ArrayList<>(2);

        MapLevel(JsonNode tree) {
            this.tree = tree;
        }

        @Override
        public JsonNode tree() {
            return tree;
        }

        @Override
        public Optional<JsonNode> nextPart() {
            return switch (parts.size()) {
                case 0 -> Optional.of(part(tree, JsonSchema.MAP_KEYS));
                case 1 -> Optional.of(part(tree, JsonSchema.MAP_VALUES));
                default -> Optional.empty();
            };
        }

        @Override
        public void take(Schema part) {
            parts.add(part);
        }

        @Override
        public SchemaBuilder builder() {
            return SchemaBuilder.map(parts.get(0), parts.get(1));
        }
    }

    final class StructLevel implements SchemaLevel {
        private final JsonNode tree;
        private final Iterator<JsonNode> fields;
        private final SchemaBuilder builder = SchemaBuilder.struct();
        private String name;

        StructLevel(JsonNode tree) {
            this.tree = tree;
            JsonNode array = tree.get(JsonSchema.STRUCT_FIELDS);
            if (array == null || !array.isArray()) {
                throw new DataException(
                        "A schema of type \"struct\" needs an array property '" + JsonSchema.STRUCT_FIELDS + "'");
            }
            this.fields = array.iterator();
        }

        @Override
        public JsonNode tree() {
            return tree;
        }

        @Override
        public Optional<JsonNode> nextPart() {
            if (!fields.hasNext()) {
                return Optional.empty();
            }
            JsonNode field = fields.next();
            JsonNode text = field.get(JsonSchema.FIELD_NAME);
            if (text == null || !text.isTextual()) {
                throw new DataException(
                        "A field of a struct schema needs a text property '" + JsonSchema.FIELD_NAME + "'");
            }
            name = text.textValue();
            return Optional.of(field);
        }

        @Override
        public void take(Schema field) {
            builder.field(name, field);
        }

        @Override
        public SchemaBuilder builder() {
            return builder;
        }
    }
}
