package dev.sluice.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of one metric, understood and checked.
 *
 * @param metric      empty for any, which only {@code attributes} may ask
 * @param aggregate   how series of a group are put together
 * @param granularity how long buckets are
 * @param intervals   at least one
 * @param intervalTexts as they were asked for
 * @param filter      which series
 * @param groupBy     labels as the request spells them
 * @param limit       of groups
 * @param ascending   how groups of {@link Granularity#ALL} are ordered
 * @param grouped     whether points stand below their group
 */
record Query(
        Optional<Metric> metric,
        Aggregate aggregate,
        Granularity granularity,
        List<Interval> intervals,
        List<String> intervalTexts,
        Filter filter,
        List<String> groupBy,
        int limit,
        boolean ascending,
        boolean grouped) {

    /** The labels to group by. */
    List<Label> groupLabels() {
        return groupBy.stream().map(name -> Label.of(name).orElseThrow()).toList();
    }

    /** Whether the intervals move with the clock. */
    boolean relative() {
        return intervals.stream().anyMatch(Interval::relative);
    }

    /** The beginning of the first interval. */
    Instant start() {
        return intervals.stream().map(Interval::from).min(Instant::compareTo).orElseThrow();
    }

    /** Says the same for the same question, whenever it is asked. */
    String identity() {
        return metric + "|" + aggregate + "|" + granularity + "|" + intervalTexts + "|" + filter + "|" + groupBy + "|"
                + limit;
    }
}
