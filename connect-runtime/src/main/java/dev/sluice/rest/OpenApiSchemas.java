package dev.sluice.rest;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeMap;

/** JSON schemas of the bodies, with the names that Jackson gives to their properties. */
final class OpenApiSchemas {
    /** Fields of answers and requests that may be null, by the names that they have in JSON. */
    private static final Set<String> MAY_BE_NULL =
            Set.of("default_value", "definition", "group", "last_modified", "message", "offset", "value", "version");

    private final ObjectMapper mapper;
    private final TreeMap<String, ObjectNode> components = new TreeMap<>();

    OpenApiSchemas(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The schemas that others refer to, by name. */
    ObjectNode components() {
        ObjectNode all = mapper.createObjectNode();
        components.forEach(all::set);
        return all;
    }

    /** A schema of its own, which may refer to a component. */
    ObjectNode of(Type type) {
        return of(mapper.constructType(type));
    }

    private ObjectNode of(JavaType type) {
        ObjectNode schema = mapper.createObjectNode();
        Class<?> raw = type.getRawClass();
        if (raw == String.class) {
            return schema.put("type", "string");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
            return schema.put("type", "integer");
        }
        if (type.isCollectionLikeType()) {
            schema.put("type", "array").set("items", of(type.getContentType()));
            return schema;
        }
        if (type.isMapLikeType()) {
            ObjectNode values = of(type.getContentType());
            // Of configs: a change removes a key by null.
            schema.put("type", "object")
                    .set(
                            "additionalProperties",
                            type.getContentType().getRawClass() == String.class ? orNull(values) : values);
            return schema;
        }
        if (raw.isEnum()) {
            return ofEnum(schema, raw);
        }
        return raw.isRecord() ? schema.put("$ref", "#/components/schemas/" + component(type)) : schema;
    }

    private ObjectNode orNull(ObjectNode schema) {
        if (schema.has("type")) {
            String type = schema.get("type").asText();
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        if (schema.isEmpty()) {
            return schema;
        }
        ObjectNode choice = mapper.createObjectNode();
        choice.putArray("anyOf").add(schema).addObject().put("type", "null");
        return choice;
    }

    private ObjectNode ofEnum(ObjectNode schema, Class<?> type) {
        ArrayNode words = schema.put("type", "string").putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            words.add(mapper.<ObjectNode>valueToTree(java.util.Map.of("word", constant))
                    .get("word"));
        }
        return schema;
    }

    private String component(JavaType type) {
        Class<?> raw = type.getRawClass();
        Class<?> outer = raw.getEnclosingClass();
        String name = outer == null || outer == Shapes.class
                ? raw.getSimpleName()
                : outer.getSimpleName() + raw.getSimpleName();
        if (!components.containsKey(name)) {
            ObjectNode schema = mapper.createObjectNode().put("type", "object");
            components.put(name, schema);
            ObjectNode properties = schema.putObject("properties");
            BeanDescription described = mapper.getSerializationConfig().introspect(type);
            for (BeanPropertyDefinition property : described.findProperties()) {
                ObjectNode values = of(property.getPrimaryType());
                properties.set(property.getName(), MAY_BE_NULL.contains(property.getName()) ? orNull(values) : values);
            }
        }
        return name;
    }
}
