package dev.sluice.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what can be asked for, page by page. */
final class Descriptors {
    private static final int DEFAULT_PAGE = 100;
    private static final int MOST = 1_000;

    private final ObjectMapper mapper;

    Descriptors(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * @param address of this list, for the address of its next page
     */
    byte[] metrics(String address, Map<String, List<String>> parameters, Instant now) {
        Optional<String> type = first(parameters, "resource_type").filter(word -> !word.isEmpty());
        List<ObjectNode> all = new ArrayList<>();
        for (Metric metric : Metrics.all()) {
            if (type.isEmpty() || type.get().equals(metric.resource().word())) {
                all.add(describe(metric));
            }
        }
        String suffix = type.map(word -> "&resource_type=" + encode(word)).orElse("");
        return page(new PageAsked("metrics" + suffix, address, suffix), all, parameters, now);
    }

    byte[] resources(String address, Map<String, List<String>> parameters, Instant now) {
        List<ObjectNode> all = new ArrayList<>();
        for (ResourceType type : ResourceType.values()) {
            ObjectNode node = mapper.createObjectNode().put("type", type.word()).put("description", type.description());
            type.labels().forEach(label -> describe(node.withArray("labels"), label));
            all.add(node);
        }
        return page(new PageAsked("resources", address, ""), all, parameters, now);
    }

    private record PageAsked(String question, String address, String suffix) {}

    private ObjectNode describe(Metric metric) {
        ObjectNode node = mapper.createObjectNode()
                .put("name", metric.name())
                .put("description", metric.description())
                .put("type", metric.type())
                .put("unit", metric.unit())
                .put("lifecycle_stage", metric.addition() ? "PREVIEW" : "GENERAL_AVAILABILITY")
                .put("exportable", true);
        node.putArray("resources").add(metric.resource().word());
        ArrayNode labels = node.putArray("labels");
        metric.labels().forEach(label -> describe(labels, label));
        return node;
    }

    private static void describe(ArrayNode into, Label label) {
        into.addObject()
                .put("key", label.key())
                .put("description", label.description())
                .put("exportable", true);
    }

    private byte[] page(PageAsked asked, List<ObjectNode> all, Map<String, List<String>> parameters, Instant now) {
        int size = size(parameters);
        String digest = PageToken.digest(asked.question());
        int start = 0;
        Optional<String> text = first(parameters, "page_token").filter(word -> !word.isEmpty());
        if (text.isPresent()) {
            PageToken token = PageToken.read(text.get(), now, mapper);
            token.check(digest, 1);
            start = Integer.parseInt(token.after().get(0));
        }
        int end = Math.min(all.size(), start + size);
        ObjectNode root = mapper.createObjectNode();
        root.putArray("data").addAll(all.subList(start, end));
        ObjectNode meta = mapper.createObjectNode();
        ObjectNode pagination =
                meta.putObject("pagination").put("page_size", size).put("total_size", all.size());
        if (end < all.size()) {
            String next = new PageToken(digest, now, List.of(Integer.toString(end))).text(mapper);
            pagination.put("next_page_token", next);
            root.putObject("links")
                    .put("next", asked.address() + "?page_size=" + size + "&page_token=" + next + asked.suffix());
        } else {
            root.putNull("links");
        }
        root.set("meta", meta);
        try {
            return mapper.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Descriptors cannot be written as JSON", e);
        }
    }

    private static int size(Map<String, List<String>> parameters) {
        Optional<String> text = first(parameters, "page_size").filter(word -> !word.isEmpty());
        try {
            int size = text.map(Integer::parseInt).orElse(DEFAULT_PAGE);
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw wrongSize(text.orElse(""));
        }
        throw wrongSize(text.orElse(""));
    }

    private static TelemetryException wrongSize(String text) {
        return TelemetryException.badRequest("page_size must be from 1 to " + MOST + ", but is '" + text + "'.");
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
