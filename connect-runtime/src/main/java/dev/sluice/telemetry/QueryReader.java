package dev.sluice.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and checks the bodies of requests. All faults of a request are told together. */
final class QueryReader {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final int MOST_INTERVALS = 100;
    private static final String LAST_HOUR = "PT1H/now";

    private final ObjectMapper mapper;
    private final Instant now;
    private final List<String> faults = new ArrayList<>();

    QueryReader(ObjectMapper mapper, Instant now) {
        this.mapper = mapper;
        this.now = now;
    }

    /** Reads the body of {@code query}. */
    Query query(byte[] body) {
        JsonNode root = parse(body);
        JsonNode aggregation = single(root);
        Optional<Metric> metric = metric(aggregation.path("metric"));
        Aggregate aggregate = aggregate(aggregation, metric);
        Granularity granularity = granularity(root.path("granularity"));
        List<String> groupBy = groupBy(root.path("group_by"), metric);
        boolean all = granularity == Granularity.ALL;
        int limit = limit(root.path("limit"), all ? MOST : DEFAULT_LIMIT);
        boolean ascending = ascending(root.path("order_by"), all);
        boolean grouped = grouped(root.path("format"), groupBy);
        List<String> texts = intervalTexts(root.path("intervals"), Optional.empty());
        List<Interval> intervals = intervals(texts, granularity);
        Filter filter = filter(root.path("filter"), metric);
        throwFaults();
        return new Query(metric, aggregate, granularity, intervals, texts, filter, groupBy, limit, ascending, grouped);
    }

    /** Reads the body of {@code attributes}. */
    Query attributes(byte[] body) {
        JsonNode root = parse(body);
        Optional<Metric> metric = absent(root.path("metric")) ? Optional.empty() : metric(root.path("metric"));
        List<String> groupBy = groupBy(root.path("group_by"), metric);
        if (groupBy.isEmpty() && faults.isEmpty()) {
            faults.add("'group_by' must name at least one label.");
        }
        int limit = limit(root.path("limit"), DEFAULT_LIMIT);
        List<String> texts = intervalTexts(root.path("intervals"), Optional.of(LAST_HOUR));
        List<Interval> intervals = intervals(texts, Granularity.ALL);
        Filter filter = filter(root.path("filter"), metric);
        throwFaults();
        return new Query(
                metric, Aggregate.COUNT, Granularity.ALL, intervals, texts, filter, groupBy, limit, false, false);
    }

    private JsonNode parse(byte[] body) {
        JsonNode root;
        try {
            root = mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw TelemetryException.badRequest("The body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw TelemetryException.badRequest("The body cannot be read: " + e.getMessage());
        }
        if (!root.isObject()) {
            throw TelemetryException.badRequest("The body must be a JSON object.");
        }
        return root;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private JsonNode single(JsonNode root) {
        JsonNode aggregations = root.path("aggregations");
        if (!aggregations.isArray()
                || aggregations.size() != 1
                || !aggregations.get(0).isObject()) {
            throw TelemetryException.badRequest("'aggregations' must be an array of exactly one object.");
        }
        return aggregations.get(0);
    }

    private Optional<Metric> metric(JsonNode node) {
        Optional<Metric> metric = Metrics.of(node.asText(""));
        if (metric.isEmpty()) {
            throw TelemetryException.badRequest(
                    "Metric '" + node.asText("") + "' is not known; GET descriptors/metrics lists those that are.");
        }
        return metric;
    }

    private Aggregate aggregate(JsonNode aggregation, Optional<Metric> metric) {
        JsonNode word = aggregation.path("agg");
        if (absent(word)) {
            return metric.orElseThrow().source().combined();
        }
        return Aggregate.of(word.asText()).orElseGet(() -> {
            faults.add("Aggregation '" + word.asText() + "' is not known; known are SUM, MIN, MAX, AVG and COUNT.");
            return Aggregate.SUM;
        });
    }

    private Granularity granularity(JsonNode word) {
        return Granularity.of(word.asText("")).orElseGet(() -> {
            faults.add("Granularity '" + word.asText("")
                    + "' is not known; known are PT1M, PT5M, PT15M, PT30M, PT1H, PT4H, PT6H, PT12H, P1D and ALL.");
            return Granularity.ALL;
        });
    }

    private List<String> groupBy(JsonNode node, Optional<Metric> metric) {
        List<String> names = new ArrayList<>();
        if (absent(node)) {
            return names;
        }
        if (!node.isArray()) {
            faults.add("'group_by' must be an array of labels.");
            return names;
        }
        for (JsonNode each : node) {
            String name = each.asText();
            if (FilterReader.label(name, metric, "group by", faults).isPresent() && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private int limit(JsonNode node, int otherwise) {
        if (absent(node)) {
            return otherwise;
        }
        if (!node.canConvertToInt() || node.asInt() < 1 || node.asInt() > MOST) {
            faults.add("'limit' must be from 1 to " + MOST + ", but is " + node + ".");
            return otherwise;
        }
        return node.asInt();
    }

    private boolean ascending(JsonNode orderBy, boolean all) {
        if (absent(orderBy) || orderBy.isEmpty()) {
            return false;
        }
        if (!orderBy.isArray() || orderBy.size() > 1) {
            faults.add("'order_by' must be an array of at most one object.");
            return false;
        }
        if (!all) {
            faults.add("'order_by' can only be used with granularity ALL.");
        }
        String order = orderBy.get(0).path("order").asText("DESCENDING");
        if (!order.equals("ASCENDING") && !order.equals("DESCENDING")) {
            faults.add("Order '" + order + "' is not known; known are ASCENDING and DESCENDING.");
        }
        return order.equals("ASCENDING");
    }

    private boolean grouped(JsonNode format, List<String> groupBy) {
        String word = absent(format) ? "FLAT" : format.asText();
        if (!word.equals("FLAT") && !word.equals("GROUPED")) {
            faults.add("Format '" + word + "' is not known; known are FLAT and GROUPED.");
        }
        boolean grouped = word.equals("GROUPED");
        if (grouped && groupBy.isEmpty()) {
            faults.add("Format GROUPED needs a non-empty 'group_by'.");
        }
        return grouped;
    }

    private List<String> intervalTexts(JsonNode node, Optional<String> otherwise) {
        List<String> texts = new ArrayList<>();
        if (absent(node) && otherwise.isPresent()) {
            texts.add(otherwise.get());
            return texts;
        }
        if (!node.isArray() || node.isEmpty() || node.size() > MOST_INTERVALS) {
            faults.add("'intervals' must be an array of 1 to " + MOST_INTERVALS + " intervals.");
            return texts;
        }
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private List<Interval> intervals(List<String> texts, Granularity granularity) {
        List<Interval> intervals = new ArrayList<>();
        IntervalReader reader = new IntervalReader(now);
        for (String text : texts) {
            try {
                Interval interval = reader.read(text);
                intervals.add(interval);
                Optional<Duration> longest = granularity.longest();
                if (longest.isPresent() && interval.length().compareTo(longest.get()) > 0) {
                    faults.add("An interval of " + words(interval.length()) + " is too long for granularity "
                            + granularity + " (at most " + words(longest.get()) + ").");
                }
            } catch (TelemetryException e) {
                faults.addAll(e.details());
            }
        }
        return intervals;
    }

    private static String words(Duration length) {
        if (length.toHours() * 3_600 == length.toSeconds() && length.toHours() > 0) {
            return length.toHours() == 1 ? "1 hour" : length.toHours() + " hours";
        }
        return length.toSeconds() % 60 == 0 ? length.toMinutes() + " minutes" : length.toSeconds() + " seconds";
    }

    private Filter filter(JsonNode node, Optional<Metric> metric) {
        return absent(node) || (node.isObject() && node.isEmpty())
                ? new Filter.Any()
                : new FilterReader(metric, faults).read(node);
    }

    private void throwFaults() {
        if (!faults.isEmpty()) {
            throw new TelemetryException(400, faults);
        }
    }
}
