package dev.sluice.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Some minutes in a row, in minutes since the epoch.
 *
 * @param from the first
 * @param to   the first that does not belong to it
 */
record MinuteRange(long from, long to) {

    /** The same minutes as those of intervals that may overlap, each of them once. */
    static List<MinuteRange> union(List<Interval> intervals) {
        List<MinuteRange> sorted = new ArrayList<>();
        intervals.forEach(each -> sorted.add(new MinuteRange(each.firstMinute(), each.endMinute())));
        sorted.sort(Comparator.comparingLong(MinuteRange::from));
        List<MinuteRange> union = new ArrayList<>();
        for (MinuteRange next : sorted) {
            MinuteRange last = union.isEmpty() ? null : union.get(union.size() - 1);
            if (last != null && next.from <= last.to) {
                union.set(union.size() - 1, new MinuteRange(last.from, Math.max(last.to, next.to)));
            } else {
                union.add(next);
            }
        }
        return union;
    }
}
