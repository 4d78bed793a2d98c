package dev.sluice.telemetry;

import dev.sluice.history.Field;
import dev.sluice.history.SeriesKey.Kind;
import java.util.List;
import java.util.Set;

/**
 * Which points a metric is made of.
 *
 * @param kinds    of series
 * @param value    of a point
 * @param overTime how minutes are put together
 * @param combined how series are put together unless a request says so
 * @param labels   beyond those of the resource
 */
record MetricSource(
        ResourceType resource,
        Set<Kind> kinds,
        Value value,
        OverTime overTime,
        Aggregate combined,
        List<Label> labels) {

    /** How the minutes of a bucket become one value. */
    enum OverTime {
        SUM,
        AVERAGE,
        LARGEST
    }

    /** What a point says; NaN for nothing. */
    @FunctionalInterface
    interface Value {
        /** @param values by the index of {@link Field} */
        double of(Kind kind, long[] values, long fields);
    }

    /** Of a connector, over all of its tasks; zero while it exists and does nothing. */
    static MetricSource counter(Field field) {
        return new MetricSource(
                ResourceType.CONNECTOR,
                Set.of(Kind.CONNECTOR, Kind.TASK),
                (kind, values, fields) -> values[field.index()],
                OverTime.SUM,
                Aggregate.SUM,
                List.of());
    }

    static MetricSource presence(Kind kind) {
        return new MetricSource(
                ResourceType.CONNECTOR,
                Set.of(kind),
                (each, values, fields) -> (fields & Field.STATE.bit()) == 0 ? Double.NaN : 1,
                OverTime.AVERAGE,
                Aggregate.SUM,
                kind == Kind.TASK
                        ? List.of(Label.TASK, Label.STATUS, Label.PLUGIN_TYPE)
                        : List.of(Label.STATUS, Label.PLUGIN_TYPE));
    }

    /** Of a task, where it did something. */
    static MetricSource average(Field sum, Field count) {
        return new MetricSource(
                ResourceType.CONNECTOR,
                Set.of(Kind.TASK),
                (kind, values, fields) ->
                        values[count.index()] == 0 ? Double.NaN : (double) values[sum.index()] / values[count.index()],
                OverTime.AVERAGE,
                Aggregate.AVG,
                List.of(Label.TASK));
    }

    static MetricSource largest(Field field, Field count) {
        return new MetricSource(
                ResourceType.CONNECTOR,
                Set.of(Kind.TASK),
                (kind, values, fields) -> values[count.index()] == 0 ? Double.NaN : values[field.index()],
                OverTime.LARGEST,
                Aggregate.MAX,
                List.of(Label.TASK));
    }

    static MetricSource connectorLag() {
        return new MetricSource(
                ResourceType.CONNECTOR,
                Set.of(Kind.TASK),
                known(Field.LAG_MAX),
                OverTime.LARGEST,
                Aggregate.MAX,
                List.of());
    }

    static MetricSource partitionLag() {
        return new MetricSource(
                ResourceType.KAFKA,
                Set.of(Kind.PARTITION),
                known(Field.LAG_MAX),
                OverTime.AVERAGE,
                Aggregate.SUM,
                List.of(Label.CONSUMER_GROUP, Label.TOPIC, Label.PARTITION));
    }

    static MetricSource worker(Field field) {
        return new MetricSource(
                ResourceType.WORKER, Set.of(Kind.WORKER), known(field), OverTime.AVERAGE, Aggregate.SUM, List.of());
    }

    static MetricSource workerCounter(Field field) {
        return new MetricSource(
                ResourceType.WORKER, Set.of(Kind.WORKER), known(field), OverTime.SUM, Aggregate.SUM, List.of());
    }

    private static Value known(Field field) {
        return (kind, values, fields) -> (fields & field.bit()) == 0 ? Double.NaN : values[field.index()];
    }
}
