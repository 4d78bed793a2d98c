package dev.sluice.telemetry;

import dev.sluice.history.SeriesKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured.
 *
 * @param name        as the API has it
 * @param source      where its values come from
 * @param unit        in UCUM
 * @param description for people
 * @param addition    whether Confluent Cloud has no such metric
 */
record Metric(String name, MetricSource source, String unit, String description, boolean addition) {

    /** As scrapers get it. */
    String exportName() {
        return name.substring("io.".length()).replace('.', '_').replace('/', '_');
    }

    ResourceType resource() {
        return source.resource();
    }

    /** Those that series of the metric have beyond their resource's. */
    List<Label> labels() {
        return source.labels();
    }

    String type() {
        if (source.overTime() == MetricSource.OverTime.SUM) {
            return "COUNTER_INT64";
        }
        return source.combined() == Aggregate.AVG ? "GAUGE_DOUBLE" : "GAUGE_INT64";
    }

    /** Whether a series is told apart by what its points say. */
    boolean byState() {
        return source.labels().contains(Label.STATUS);
    }

    /** Whether points of a series may belong to the metric. */
    boolean reads(SeriesKey key) {
        return source.kinds().contains(key.kind());
    }

    /** The labels that may be asked for: its own and those of its resource. */
    boolean has(Label label) {
        return source.labels().contains(label) || resource().labels().contains(label) || (label == Label.KAFKA_ID);
    }

    /** The labels that scrapers get. */
    List<Label> exported() {
        List<Label> all = new ArrayList<>(resource().labels());
        all.addAll(source.labels());
        return all;
    }

    /** The same on every worker. */
    @Override
    public String toString() {
        return name;
    }
}
