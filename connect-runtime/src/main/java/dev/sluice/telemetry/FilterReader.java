package dev.sluice.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads filters; what is wrong with them is noted, not thrown. */
final class FilterReader {
    private static final int MOST_DEEP = 32;
    private static final int MOST_FIELDS = 10_000;

    private final Optional<Metric> metric;
    private final List<String> faults;
    private int fields;

    /** @param metric whose labels may be used; empty for those of any */
    FilterReader(Optional<Metric> metric, List<String> faults) {
        this.metric = metric;
        this.faults = faults;
    }

    Filter read(JsonNode node) {
        return read(node, 0);
    }

    private Filter read(JsonNode node, int depth) {
        if (!node.isObject()) {
            return fault("A filter must be an object.");
        }
        if (depth > MOST_DEEP) {
            return fault("Filters may be nested " + MOST_DEEP + " deep at most.");
        }
        String op = node.path("op").asText("");
        return switch (op) {
            case "AND", "OR" -> compound(op, node.path("filters"), depth);
            case "NOT" -> new Filter.Not(read(node.path("filter"), depth + 1));
            case "EQ", "GT", "GTE" -> field(Filter.Comparison.valueOf(op), node);
            default -> fault("Filter operator '" + op + "' is not known; known are EQ, GT, GTE, AND, OR and NOT.");
        };
    }

    private Filter compound(String op, JsonNode children, int depth) {
        if (!children.isArray() || children.isEmpty()) {
            return fault("A filter with op " + op + " needs a non-empty array 'filters'.");
        }
        List<Filter> filters = new ArrayList<>();
        for (JsonNode child : children) {
            if (fields > MOST_FIELDS) {
                return fault("A filter may name " + MOST_FIELDS + " fields at most.");
            }
            filters.add(read(child, depth + 1));
        }
        return op.equals("AND") ? new Filter.And(filters) : new Filter.Or(filters);
    }

    private Filter field(Filter.Comparison comparison, JsonNode node) {
        fields++;
        JsonNode value = node.path("value");
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return fault("The 'value' of a filter must be a string or an integer.");
        }
        String name = node.path("field").asText("");
        Optional<Label> label = label(name, metric, "filter by", faults);
        return label.<Filter>map(known -> new Filter.Field(known, comparison, value.asText()))
                .orElseGet(Filter.Any::new);
    }

    private Filter fault(String text) {
        faults.add(text);
        return new Filter.Any();
    }

    /** Looks a label up, which has to be one that the metric has. */
    static Optional<Label> label(String name, Optional<Metric> metric, String purpose, List<String> faults) {
        Optional<Label> label = Label.of(name);
        if (label.isEmpty()) {
            faults.add("Cannot " + purpose + " '" + name + "': there is no such label.");
        } else if (metric.isPresent() && !metric.get().has(label.get())) {
            faults.add("Cannot " + purpose + " '" + name + "': metric "
                    + metric.get().name() + " has no such label.");
            return Optional.empty();
        }
        return label;
    }
}
