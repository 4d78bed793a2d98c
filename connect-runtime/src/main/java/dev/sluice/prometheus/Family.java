package dev.sluice.prometheus;

import dev.sluice.metrics.Tally;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One family of metrics, with a series for each of the things that it is measured of.
 *
 * @param <T> what it is measured of
 */
sealed interface Family<T> {
    double MS_PER_S = 1_000;

    /**
     * One thing that is measured, and the labels that its series bear.
     *
     * @param <T> what it is
     */
    record Row<T>(T measured, Labels labels) {}

    /** The family as of now; without series where there are no rows. */
    MetricSnapshot of(List<Row<T>> rows);

    /**
     * Only rises.
     *
     * @param name without {@code _total}; ends with the unit, if there is one
     * @param unit null for none
     */
    record Counter<T>(String name, String help, Unit unit, ToDoubleFunction<T> value) implements Family<T> {
        Counter(String name, String help, ToDoubleFunction<T> value) {
            this(name, help, null, value);
        }

        @Override
        public MetricSnapshot of(List<Row<T>> rows) {
            CounterSnapshot.Builder family =
                    CounterSnapshot.builder().name(name).help(help).unit(unit);
            for (Row<T> row : rows) {
                family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(row.labels())
                        .value(value.applyAsDouble(row.measured()))
                        .build());
            }
            return family.build();
        }
    }

    /**
     * Goes up and down.
     *
     * @param name  ends with the unit, if there is one
     * @param unit  null for none
     * @param value NaN for none
     */
    record Gauge<T>(String name, String help, Unit unit, ToDoubleFunction<T> value) implements Family<T> {
        Gauge(String name, String help, ToDoubleFunction<T> value) {
            this(name, help, null, value);
        }

        @Override
        public MetricSnapshot of(List<Row<T>> rows) {
            GaugeSnapshot.Builder family =
                    GaugeSnapshot.builder().name(name).help(help).unit(unit);
            for (Row<T> row : rows) {
                double now = value.applyAsDouble(row.measured());
                if (!Double.isNaN(now)) {
                    family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(row.labels())
                            .value(now)
                            .build());
                }
            }
            return family.build();
        }
    }

    /**
     * How often something has happened, and how much of it.
     *
     * @param name   ends with the unit
     * @param unit   null for one that is no base unit, such as records
     * @param perOne by what to divide the sum to get to the unit
     * @param value  null for none
     */
    record Summary<T>(String name, String help, Unit unit, double perOne, Function<T, Tally> value)
            implements Family<T> {
        @Override
        public MetricSnapshot of(List<Row<T>> rows) {
            SummarySnapshot.Builder family =
                    SummarySnapshot.builder().name(name).help(help).unit(unit);
            for (Row<T> row : rows) {
                Tally tally = value.apply(row.measured());
                if (tally == null) {
                    continue;
                }
                family.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                        .labels(row.labels())
                        .count(tally.count())
                        .sum(tally.sum() / perOne)
                        .build());
            }
            return family.build();
        }
    }
}
