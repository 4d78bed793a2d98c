package dev.sluice.it.dialogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares answers: status, the headers that clients act on, and the body field by field. */
public final class Differences {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> HEADERS = Set.of(
            "content-type",
            "allow",
            "location",
            "vary",
            "cache-control",
            "www-authenticate",
            "access-control-allow-origin",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-allow-credentials",
            "access-control-max-age",
            "access-control-expose-headers",
            "x-oracle");

    private final List<Difference> found = new ArrayList<>();
    private String label;

    private Differences() {}

    /** All differences, in the order of the requests. */
    public static List<Difference> between(Map<String, RawHttp.Answer> apache, Map<String, RawHttp.Answer> ours) {
        Differences differences = new Differences();
        apache.forEach((label, answer) -> {
            differences.label = label;
            differences.compare(answer, ours.get(label));
        });
        return differences.found;
    }

    private void compare(RawHttp.Answer apache, RawHttp.Answer ours) {
        add("status", Integer.toString(apache.status()), Integer.toString(ours.status()));
        for (String header : new TreeSet<>(HEADERS)) {
            add("header " + header, header(apache, header), header(ours, header));
        }
        JsonNode theirBody = json(apache.body());
        JsonNode ourBody = json(ours.body());
        if (theirBody.isMissingNode() || ourBody.isMissingNode()) {
            boolean lists = header(apache, "content-type").contains("text/plain");
            add("body", lists ? sorted(apache.body()) : apache.body(), lists ? sorted(ours.body()) : ours.body());
            return;
        }
        if (apache.status() != ours.status()) {
            // The code in the body follows the status.
            Stream.of(theirBody, ourBody).forEach(body -> {
                if (body instanceof ObjectNode object && object.has("error_code")) {
                    object.put("error_code", 0);
                }
            });
        }
        compare("body ", AnswerForm.of(theirBody), AnswerForm.of(ourBody));
    }

    private void compare(String where, JsonNode apache, JsonNode ours) {
        if (apache.isObject() && ours.isObject()) {
            Set<String> keys = new TreeSet<>();
            apache.fieldNames().forEachRemaining(keys::add);
            ours.fieldNames().forEachRemaining(keys::add);
            if (keys.remove(AnswerForm.ORDER)) {
                compareOrder(where, apache, ours);
            }
            keys.forEach(key -> compare(where + "/" + key, apache.path(key), ours.path(key)));
        } else if (apache.isArray() && ours.isArray() && apache.size() == ours.size()) {
            for (int i = 0; i < apache.size(); i++) {
                compare(where + "/" + i, apache.get(i), ours.get(i));
            }
        } else {
            add(where, text(apache), text(ours));
        }
    }

    /** A field that only one of them has is no matter of order. */
    private void compareOrder(String where, JsonNode apache, JsonNode ours) {
        add(where + "/" + AnswerForm.ORDER, order(apache, ours), order(ours, apache));
    }

    private static String order(JsonNode of, JsonNode other) {
        return Stream.of(of.path(AnswerForm.ORDER).asText().split(","))
                .filter(other::has)
                .collect(Collectors.joining(","));
    }

    private void add(String where, String apache, String ours) {
        if (!apache.equals(ours)) {
            found.add(new Difference(label, where, apache, ours));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "(none)" : node.toString();
    }

    private static String header(RawHttp.Answer answer, String name) {
        Stream<String> values = answer.headers().getOrDefault(name, List.of()).stream();
        // What is allowed is a set.
        return name.equals("allow") || name.equals("access-control-allow-methods")
                ? sorted(String.join(",", values.toList()))
                : values.toList().toString();
    }

    private static String sorted(String list) {
        return new TreeSet<>(Stream.of(list.split(",")).map(String::strip).toList()).toString();
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
