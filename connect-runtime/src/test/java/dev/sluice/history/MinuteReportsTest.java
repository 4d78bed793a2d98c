package dev.sluice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.history.MinuteReports.Condition;
import dev.sluice.metrics.PartitionLag;
import dev.sluice.metrics.TaskTotals;
import dev.sluice.metrics.TaskTotals.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MinuteReportsTest {
    private static final Measurement WORKER = new Measurement(SeriesKey.worker("w"), Map.of(Field.TASKS, 1L));

    private final MinuteReports reports = new MinuteReports("start");

    private static TaskTotals.Taken taken(long sent, long batchMax) {
        return new TaskTotals.Taken(
                "c",
                0,
                Map.of(Count.SENT_RECORDS, sent, Count.BATCHES, 0L),
                batchMax,
                0,
                OptionalLong.of(4),
                List.of(new PartitionLag("connect-c", "t", 1, 4)));
    }

    private static Map<Field, Long> of(List<Report> made, SeriesKey key) {
        return made.stream()
                .flatMap(report -> report.measurements().stream())
                .filter(each -> each.series().equals(key))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void twoInstancesOfATaskInOneMinuteAreOneSeries() {
        Condition condition = new Condition(SeriesKey.task("c", 0), State.RUNNING, PluginKind.SOURCE);

        List<Report> made = reports.make(7, List.of(taken(10, 3), taken(5, 2)), List.of(condition), WORKER);

        assertEquals(1, made.size());
        assertEquals(
                Map.of(
                        Field.STATE, 1L,
                        Field.KIND, 1L,
                        Field.SENT_RECORDS, 15L,
                        Field.BATCH_MAX, 3L,
                        Field.LAG_MAX, 4L),
                of(made, SeriesKey.task("c", 0)));
        assertEquals(Map.of(Field.LAG_MAX, 4L), of(made, SeriesKey.partition("c", "connect-c", "t", 1)));
        assertEquals(Map.of(Field.TASKS, 1L), of(made, SeriesKey.worker("w")));
        assertEquals(7, made.get(0).minute());
    }

    @Test
    void eachReportHasTheNextNumber() {
        assertEquals(1, reports.make(7, List.of(), List.of(), WORKER).get(0).sequence());
        assertEquals(2, reports.make(8, List.of(), List.of(), WORKER).get(0).sequence());
    }

    @Test
    void whatIsTooMuchForARecordGoesIntoSeveral() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            conditions.add(new Condition(SeriesKey.task("a-connector-with-a-name", i), State.RUNNING, PluginKind.SINK));
        }
        List<Report> made = reports.make(7, List.of(), conditions, WORKER);
        assertTrue(made.size() > 1);
        assertTrue(made.stream().allMatch(each -> ReportCodec.encode(each).length < 300 * 1024));
        assertEquals(
                20_001,
                made.stream().mapToInt(each -> each.measurements().size()).sum());
    }
}
