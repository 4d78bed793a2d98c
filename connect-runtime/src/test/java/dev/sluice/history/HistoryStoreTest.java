package dev.sluice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryStoreTest {
    private static final long WEEK = 7 * 24 * 60;

    private long now = 1_000_000;
    private final HistoryStore store = new HistoryStore(1 << 20, WEEK, () -> now);

    private static Report report(String start, long sequence, long minute, long records) {
        return new Report(
                start,
                sequence,
                minute,
                List.of(new Measurement(SeriesKey.task("c", 0), Map.of(Field.SENT_RECORDS, records))));
    }

    private static List<String> points(HistoryStore from, long first, long end) {
        List<String> found = new ArrayList<>();
        from.scan(
                key -> true,
                first,
                end,
                (key, minute, values, fields) -> found.add(minute + "=" + values[Field.SENT_RECORDS.index()]));
        return found;
    }

    @Test
    void givesBackWhatWasReportedInTheMinutesThatAreAskedFor() {
        for (int i = 0; i < 200; i++) {
            store.add(report("w", i + 1, now - 200 + i, i));
        }
        assertEquals(List.of("999998=198", "999999=199"), points(store, now - 2, now));
        assertEquals(List.of("999800=0"), points(store, 0, now - 199));
        assertEquals(200, points(store, 0, now).size());
    }

    @Test
    void takesAReportOnlyOnce() {
        store.add(report("w", 1, now, 5));
        store.add(report("w", 1, now, 5));
        store.add(report("other", 1, now, 7));
        assertEquals(List.of("1000000=5", "1000000=7"), points(store, now, now + 1));
    }

    @Test
    void takesOlderMinutesAfterNewerOnes() {
        store.add(report("w", 1, now, 5));
        for (int i = 0; i < 300; i++) {
            store.add(report("old", i + 1, now - 300 + i, 1));
        }
        assertEquals(301, points(store, 0, now + 1).size());
        assertEquals(List.of("1000000=5"), points(store, now, now + 1));
    }

    @Test
    void forgetsWhatIsTooOld() {
        store.add(report("w", 1, now - WEEK + 10, 1));
        store.add(report("w", 2, now, 2));
        assertEquals(2, points(store, 0, now + 1).size());
        now += 60 * 3;
        assertEquals(List.of("1000000=2"), points(store, 0, now + 1), "hidden at once");
        long before = store.bytes();
        store.add(report("w", 3, now, 3));
        assertTrue(store.bytes() < before + 50, "and gone with the next report");
    }

    @Test
    void ignoresMinutesThatOnlyAWrongClockCanKnow() {
        store.add(report("w", 1, now + 10_000, 1));
        assertEquals(List.of(), points(store, 0, Long.MAX_VALUE));
    }

    @Test
    void staysWithinItsBoundAndKeepsTheNewestMinutes() {
        HistoryStore small = new HistoryStore(200_000, WEEK, () -> now);
        long sequence = 0;
        for (long minute = now - 2_000; minute < now; minute++) {
            List<Measurement> measurements = new ArrayList<>();
            for (int task = 0; task < 20; task++) {
                measurements.add(new Measurement(
                        SeriesKey.task("connector", task),
                        Map.of(Field.SENT_RECORDS, 100_000L + minute, Field.SENT_BYTES, 7_000_000L + minute)));
            }
            small.add(new Report("w", ++sequence, minute, measurements));
            assertTrue(small.bytes() <= 200_000, () -> small.bytes() + " bytes");
        }
        assertEquals(20, points(small, now - 1, now).size(), "the newest minute is there");
        assertEquals(0, points(small, now - 2_000, now - 1_500).size(), "the oldest ones are not");
        assertTrue(points(small, 0, now).size() > 20 * 100, "and a good part of what fits");
    }

    @Test
    void endsWithNothingWhenASingleMinuteIsTooMuch() {
        HistoryStore tiny = new HistoryStore(1_000, WEEK, () -> now);
        List<Measurement> measurements = new ArrayList<>();
        for (int task = 0; task < 100; task++) {
            measurements.add(new Measurement(SeriesKey.task("connector", task), Map.of(Field.SENT_RECORDS, 1L)));
        }
        tiny.add(new Report("w", 1, now, measurements));
        assertTrue(tiny.bytes() <= 1_000);
    }
}
