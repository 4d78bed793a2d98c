package dev.sluice.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.history.HistoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers questions from the history. Each series is put together over time first, then those of a group. */
final class QueryEngine {
    private static final Comparator<List<String>> BY_LABELS = QueryEngine::compareLabels;

    private final HistoryStore store;
    private final SeriesLabels names;
    private final ObjectMapper mapper;

    QueryEngine(HistoryStore store, SeriesLabels names, ObjectMapper mapper) {
        this.store = store;
        this.names = names;
        this.mapper = mapper;
    }

    /** The values of a bucket of a group. */
    private static final class Cell {
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private int count;

        void add(double value) {
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
            count++;
        }

        double value(Aggregate aggregate) {
            return switch (aggregate) {
                case SUM -> sum;
                case MIN -> least;
                case MAX -> most;
                case AVG -> sum / count;
                case COUNT -> count;
            };
        }
    }

    /** @param asked when the first page was asked for */
    Answer query(Query query, Instant asked, Optional<PageToken> page) {
        Collection<SeriesBuckets> series = new SeriesScan(
                        store, names, query.metric().orElseThrow(), query.filter(), query.granularity())
                .read(MinuteRange.union(query.intervals()));
        List<Label> labels = query.groupLabels();
        TreeMap<List<String>, Map<Long, Cell>> groups = new TreeMap<>(BY_LABELS);
        for (SeriesBuckets each : series) {
            Map<Long, Cell> cells = groups.computeIfAbsent(values(each.labels(), labels), key -> new HashMap<>());
            each.each((bucket, value) ->
                    cells.computeIfAbsent(bucket, key -> new Cell()).add(value));
        }
        boolean all = query.granularity() == Granularity.ALL;
        List<Answer.Group> ordered = new ArrayList<>();
        groups.forEach((key, cells) -> ordered.add(new Answer.Group(key, points(cells, query))));
        if (labels.isEmpty()) {
            return new Answer(List.of(), ordered, false, query.limit(), Optional.empty());
        }
        if (all) {
            sortByValue(ordered, query.ascending());
            List<Answer.Group> first = ordered.subList(0, Math.min(query.limit(), ordered.size()));
            return new Answer(query.groupBy(), first, query.grouped(), query.limit(), Optional.empty());
        }
        return page(query, ordered, asked, page);
    }

    /** The distinct values of labels. */
    Answer attributes(Query query, Instant asked, Optional<PageToken> page) {
        List<Label> labels = query.groupLabels();
        TreeMap<List<String>, Answer.Group> found = new TreeMap<>(BY_LABELS);
        List<Metric> metrics = query.metric().map(List::of).orElseGet(() -> Metrics.all());
        for (Metric metric : metrics) {
            new SeriesScan(store, names, metric, query.filter(), Granularity.ALL)
                    .read(MinuteRange.union(query.intervals()))
                    .forEach(series -> {
                        List<String> values = values(series.labels(), labels);
                        if (values.stream().anyMatch(value -> value != null)) {
                            found.put(values, new Answer.Group(values, List.of()));
                        }
                    });
        }
        return page(query, new ArrayList<>(found.values()), asked, page);
    }

    private Answer page(Query query, List<Answer.Group> sorted, Instant asked, Optional<PageToken> page) {
        List<Answer.Group> rest = sorted;
        if (page.isPresent()) {
            List<String> after = page.get().after();
            rest = sorted.stream()
                    .filter(group -> compareLabels(group.labels(), after) > 0)
                    .toList();
        }
        List<Answer.Group> first = rest.subList(0, Math.min(query.limit(), rest.size()));
        Optional<String> next = rest.size() > first.size()
                ? Optional.of(new PageToken(
                                PageToken.digest(query.identity()),
                                asked,
                                first.get(first.size() - 1).labels())
                        .text(mapper))
                : Optional.empty();
        return new Answer(query.groupBy(), first, query.grouped(), query.limit(), next);
    }

    private static List<Answer.Point> points(Map<Long, Cell> cells, Query query) {
        List<Answer.Point> points = new ArrayList<>();
        boolean all = query.granularity() == Granularity.ALL;
        cells.forEach((bucket, cell) -> points.add(
                new Answer.Point(all ? query.start().getEpochSecond() : bucket * 60, cell.value(query.aggregate()))));
        points.sort(Comparator.comparingLong(Answer.Point::epochSeconds));
        return points;
    }

    private static void sortByValue(List<Answer.Group> groups, boolean ascending) {
        Comparator<Answer.Group> byValue =
                Comparator.comparingDouble(group -> group.points().get(0).value());
        // Sorting is stable, so groups of the same value stay in the order of their labels.
        groups.sort(ascending ? byValue : byValue.reversed());
    }

    private static List<String> values(Map<Label, String> labels, List<Label> wanted) {
        List<String> values = new ArrayList<>(wanted.size());
        wanted.forEach(label -> values.add(labels.get(label)));
        return values;
    }

    private static int compareLabels(List<String> one, List<String> other) {
        Comparator<String> missingFirst = Comparator.nullsFirst(Comparator.naturalOrder());
        for (int i = 0; i < one.size() && i < other.size(); i++) {
            int order = missingFirst.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
