package dev.sluice.telemetry;

import dev.sluice.history.Field;
import dev.sluice.history.HistoryStore;
import dev.sluice.history.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the series of one metric out of the history. For one use by one thread. */
final class SeriesScan {
    private static final int MOST_CELLS = 500_000;

    private final HistoryStore store;
    private final SeriesLabels names;
    private final Metric metric;
    private final Filter filter;
    private final Granularity granularity;
    /** By what makes a series of the metric; empty for those that the filter leaves out. */
    private final Map<Identity, Optional<SeriesBuckets>> series = new HashMap<>();

    private final int mostCells;
    private int cells;
    private Identity recentIdentity;
    private Optional<SeriesBuckets> recent = Optional.empty();

    /** Series of tasks may be one of their connector; a series whose state changes is several. */
    private record Identity(SeriesKey key, long state) {}

    SeriesScan(HistoryStore store, SeriesLabels names, Metric metric, Filter filter, Granularity granularity) {
        this(store, names, metric, filter, granularity, MOST_CELLS);
    }

    /** @param mostCells how many values may be held at once, since each takes a hundred bytes */
    SeriesScan(
            HistoryStore store,
            SeriesLabels names,
            Metric metric,
            Filter filter,
            Granularity granularity,
            int mostCells) {
        this.mostCells = mostCells;
        this.store = store;
        this.names = names;
        this.metric = metric;
        this.filter = filter;
        this.granularity = granularity;
    }

    /**
     * @param intervals minutes from and to, apart from each other
     */
    Collection<SeriesBuckets> read(List<MinuteRange> intervals) {
        for (MinuteRange each : intervals) {
            store.scan(this::wanted, each.from(), each.to(), this::point);
        }
        List<SeriesBuckets> found = new ArrayList<>();
        series.values().forEach(each -> each.ifPresent(found::add));
        return found;
    }

    private boolean wanted(SeriesKey key) {
        return metric.reads(key) && (metric.byState() || filter.matches(names.of(metric, key)));
    }

    @SuppressWarnings("ReferenceEquality") // a series is visited as a whole, and with one key
    private void point(SeriesKey key, long minute, long[] values, long fields) {
        double value = metric.source().value().of(key.kind(), values, fields);
        if (Double.isNaN(value)) {
            return;
        }
        long state = metric.byState() ? values[Field.STATE.index()] << 8 | values[Field.KIND.index()] : 0;
        if (recentIdentity == null || recentIdentity.state != state || recentIdentity.key != key) {
            recentIdentity = new Identity(key, state);
            recent = series.computeIfAbsent(new Identity(subject(key), state), missing -> open(key, values));
        }
        if (recent.isPresent() && recent.get().add(granularity.bucketOf(minute), value) && ++cells > mostCells) {
            throw TelemetryException.badRequest("The question covers more than " + mostCells
                    + " values; filter by fewer connectors, or use a coarser granularity or a shorter interval.");
        }
    }

    /** Tasks count for their connector where the metric is not one of tasks. */
    private SeriesKey subject(SeriesKey key) {
        return key.kind() == SeriesKey.Kind.TASK && !metric.labels().contains(Label.TASK)
                ? SeriesKey.connector(key.owner())
                : key;
    }

    private Optional<SeriesBuckets> open(SeriesKey key, long[] values) {
        Map<Label, String> labels = names.of(metric, key);
        Map<Label, String> all = metric.byState() ? SeriesLabels.withState(labels, values) : labels;
        return filter.matches(all)
                ? Optional.of(new SeriesBuckets(all, metric.source().overTime()))
                : Optional.empty();
    }
}
