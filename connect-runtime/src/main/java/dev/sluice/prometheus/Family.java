package dev.sluice.prometheus;

import dev.sluice.metrics.Tally;
import dev.sluice.prometheus.PageWriter.Kind;
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
    /** What times are told in. */
    String SECONDS = "seconds";

    /**
     * One thing that is measured, and the labels that its series bear.
     *
     * @param <T> what it is
     */
    record Row<T>(T measured, LabelSet labels) {}

    /** Writes the family as of now; nothing where there are no rows. */
    void write(List<Row<T>> rows, PageWriter page);

    /**
     * Only rises.
     *
     * @param name without {@code _total}; ends with the unit, if there is one
     * @param unit empty for none
     */
    record Counter<T>(String name, String help, String unit, ToDoubleFunction<T> value) implements Family<T> {
        Counter(String name, String help, ToDoubleFunction<T> value) {
            this(name, help, "", value);
        }

        @Override
        public void write(List<Row<T>> rows, PageWriter page) {
            page.family(Kind.COUNTER, name, unit, help);
            for (Row<T> row : rows) {
                page.value(row.labels(), value.applyAsDouble(row.measured()));
            }
        }
    }

    /**
     * Goes up and down.
     *
     * @param name  ends with the unit, if there is one
     * @param unit  empty for none
     * @param value NaN for none
     */
    record Gauge<T>(String name, String help, String unit, ToDoubleFunction<T> value) implements Family<T> {
        Gauge(String name, String help, ToDoubleFunction<T> value) {
            this(name, help, "", value);
        }

        @Override
        public void write(List<Row<T>> rows, PageWriter page) {
            page.family(Kind.GAUGE, name, unit, help);
            for (Row<T> row : rows) {
                double now = value.applyAsDouble(row.measured());
                if (!Double.isNaN(now)) {
                    page.value(row.labels(), now);
                }
            }
        }
    }

    /**
     * How often something has happened, and how much of it.
     *
     * @param name   ends with the unit
     * @param unit   empty for one that is no base unit, such as records
     * @param perOne by what to divide the sum to get to the unit
     * @param value  null for none
     */
    record Summary<T>(String name, String help, String unit, double perOne, Function<T, Tally> value)
            implements Family<T> {
        @Override
        public void write(List<Row<T>> rows, PageWriter page) {
            page.family(Kind.SUMMARY, name, unit, help);
            for (Row<T> row : rows) {
                Tally tally = value.apply(row.measured());
                if (tally != null) {
                    page.tally(row.labels(), tally.count(), tally.sum() / perOne);
                }
            }
        }
    }
}
