package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
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
     * Reads a schema. Schemas nest up to 1000 levels, which any thread's stack has to bear: the levels whose parts are
     * being read are kept in a queue.
     *
     * @return the schema; null for JSON null
     * @throws DataException if the tree is no schema's JSON form
     */
    Schema read(JsonNode tree) {
        if (tree.isNull()) {
            return null;
        }
        Deque<SchemaLevel> levels = new ArrayDeque<>();
        levels.push(SchemaLevel.of(tree));
        while (true) {
            SchemaLevel level = levels.element();
            Optional<JsonNode> part = level.nextPart();
            if (part.isEmpty()) {
                Schema done = build(levels.pop());
                if (levels.isEmpty()) {
                    return done;
                }
                levels.element().take(done);
            } else if (part.get().isNull()) {
                level.take(null);
            } else {
                levels.push(SchemaLevel.of(part.get()));
            }
        }
    }

    private Schema build(SchemaLevel level) {
        SchemaBuilder builder = level.builder();
        addProperties(builder, level.tree());
        return builder.build();
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
