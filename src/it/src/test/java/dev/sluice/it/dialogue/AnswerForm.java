package dev.sluice.it.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Brings JSON answers into a form in which only what clients can rely on is left: texts for people are the worker's own,
 * sets have no order, and the keys of a validation report are found by their names.
 */
final class AnswerForm {
    /** In an object whose keys have an order, stands for it. */
    static final String ORDER = "order of keys";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keys of texts for people. */
    private static final Set<String> TEXTS = Set.of("message", "trace", "documentation");
    /** An object with one of these has a fixed order of keys; others are maps. */
    private static final Set<String> RECORDS = Set.of(
            "error_code",
            "worker_id",
            "tasks",
            "definition",
            "required",
            "recommended_values",
            "task",
            "commit",
            "class",
            "error_count");

    private AnswerForm() {}

    /** The answer to {@code GET /admin/loggers} without the loggers that the dialogue has not set. */
    private static boolean isOfTheWorker(String key, JsonNode value) {
        return value.has("last_modified") && !key.equals("root") && !key.startsWith("oracle");
    }

    static JsonNode of(JsonNode answer) {
        if (answer instanceof ArrayNode array) {
            return of(array);
        }
        return answer instanceof ObjectNode object ? of(object) : answer;
    }

    private static JsonNode of(ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(element -> elements.add(of(element)));
        boolean names = elements.stream().allMatch(JsonNode::isTextual);
        if (names || elements.stream().allMatch(AnswerForm::isOfOneTask)) {
            elements.sort(Comparator.comparing(JsonNode::toString));
        }
        return JSON.createArrayNode().addAll(elements);
    }

    private static boolean isOfOneTask(JsonNode element) {
        return element.has("id") || element.has("task");
    }

    private static JsonNode of(ObjectNode object) {
        ObjectNode form = JSON.createObjectNode();
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        boolean record = keys.stream().anyMatch(RECORDS::contains);
        for (String key : keys) {
            JsonNode value = object.get(key);
            if (isOfTheWorker(key, value)) {
                continue;
            }
            if (TEXTS.contains(key) && value.isTextual()) {
                form.put(key, "text");
            } else if (key.equals("errors")) {
                form.put(key, value.size());
            } else if (key.equals("recommended_values") || key.equals("groups")) {
                form.set(key, value);
            } else if (key.equals("configs") && object.has("error_count")) {
                form.set(key, byName(value));
            } else if (key.equals("last_modified") && value.isNumber()) {
                form.put(key, "time");
            } else {
                form.set(key, of(value));
            }
        }
        if (record) {
            form.set(ORDER, new TextNode(String.join(",", keys)));
        }
        return form;
    }

    private static JsonNode byName(JsonNode configs) {
        ObjectNode entries = JSON.createObjectNode();
        List<String> names = new ArrayList<>();
        for (JsonNode entry : configs) {
            JsonNode named = entry.path("definition").isObject() ? entry.get("definition") : entry.path("value");
            String name = named.path("name").asText();
            // Keys may come twice, such as those of converters.
            String unique = entries.has(name) ? name + " again" : name;
            names.add(unique);
            entries.set(unique, of(entry));
        }
        entries.set("order", new TextNode(String.join(",", names)));
        return entries;
    }
}
