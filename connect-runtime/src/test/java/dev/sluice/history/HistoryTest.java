package dev.sluice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.concurrent.TestClock;
import dev.sluice.kafka.InternalClientProperties;
import dev.sluice.kafka.MemoryCluster;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.KafkaTopicLogs;
import dev.sluice.metrics.TaskTotals;
import dev.sluice.metrics.TaskTotals.Count;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** To which minute what was counted belongs; the clock is set by hand, and looked at when the test says so. */
@Timeout(60)
class HistoryTest {
    private static final long MINUTE_MS = 60_000;

    private final AtomicLong nowMs = new AtomicLong(100 * MINUTE_MS + 30_000);
    private final Clock clock = new TestClock(nowMs::get);
    private final AtomicLong moved = new AtomicLong();
    private final MemoryCluster cluster = new MemoryCluster();
    private final HistoryStore store = new HistoryStore(1 << 20, 10_000, () -> History.minuteOf(clock.millis()));
    private Runnable whileReporting = () -> {};
    private boolean broken;
    private final History history = new History(
            store,
            new HistoryTopic(
                    new TopicSettings("metrics.history.topic", "metrics", 1, (short) 1, Map.of()),
                    cluster.topicAdmin(),
                    new KafkaTopicLogs(cluster, cluster.topicAdmin()),
                    new InternalClientProperties(Map.of(), "g-", false),
                    store,
                    "start"),
            new MinuteReports("start"),
            new Counted(),
            clock);

    private void setClock(long minute, long ms) {
        nowMs.set(minute * MINUTE_MS + ms);
    }

    private final class Counted implements History.Observed {
        @Override
        public List<TaskTotals.Taken> taken() {
            whileReporting.run();
            return List.of(new TaskTotals.Taken(
                    "c", 0, Map.of(Count.SENT_RECORDS, moved.getAndSet(0)), 0, 0, OptionalLong.empty(), List.of()));
        }

        @Override
        public List<MinuteReports.Condition> conditions() {
            if (broken) {
                throw new IllegalStateException("cannot be known");
            }
            return List.of();
        }

        @Override
        public Measurement worker() {
            return new Measurement(SeriesKey.worker("w"), Map.of(Field.TASKS, 1L));
        }
    }

    private Map<Long, Long> sent() {
        Map<Long, Long> found = new TreeMap<>();
        store.scan(
                key -> key.kind() == SeriesKey.Kind.TASK,
                0,
                1_000,
                (key, minute, values, fields) -> found.merge(minute, values[Field.SENT_RECORDS.index()], Long::sum));
        return found;
    }

    private void moveAndLook(long records, long minute, long ms) {
        moved.addAndGet(records);
        setClock(minute, ms);
        history.tick();
    }

    @Test
    void aMinuteIsReportedOnceItHasEnded() {
        history.tick();
        moveAndLook(5, 100, 59_999);
        assertEquals(Map.of(), sent());
        moveAndLook(1, 101, 0);
        assertEquals(Map.of(100L, 6L), sent());
        moveAndLook(7, 102, 10);

        assertEquals(Map.of(100L, 6L, 101L, 7L), sent());
        history.close();
    }

    @Test
    void itIsLookedAgainWhenTheMinuteEndsAndAtLeastEachSecond() {
        assertEquals(1_000, history.tick());
        setClock(100, 59_600);
        assertEquals(400, history.tick());
        history.close();
    }

    @Test
    void theWorkersOwnThreadReportsAndTheRestComesWhenItStops() {
        history.start();
        moved.set(5);
        setClock(101, 10);
        while (sent().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        moved.set(2);

        history.close();

        assertEquals(Map.of(100L, 5L, 101L, 2L), sent());
        assertEquals(2, cluster.records("metrics").size(), "all of it is in the topic");
    }

    @Test
    void aReportThatLastsBeyondTheNextMinuteTakesNothingFromIt() {
        history.tick();
        moved.set(5);
        setClock(101, 50_000);
        whileReporting = () -> setClock(102, 10);
        history.tick();
        whileReporting = () -> {};
        moveAndLook(7, 102, 20);
        moveAndLook(9, 103, 10);

        assertEquals(Map.of(100L, 5L, 101L, 7L, 102L, 9L), sent());
        history.close();
    }

    @Test
    void aFrozenProcessHasMovedNothingMeanwhile() {
        history.tick();
        moveAndLook(5, 109, 10);
        moveAndLook(7, 110, 10);

        assertEquals(Map.of(100L, 5L, 109L, 7L), sent());
        history.close();
    }

    @Test
    void whatCameBeforeTheClockWasSetBackBelongsToTheMinuteThatItShows() {
        history.tick();
        moveAndLook(5, 101, 10);
        moveAndLook(7, 90, 0);
        moveAndLook(1, 91, 0);
        assertEquals(Map.of(90L, 8L, 100L, 5L), sent());
        moved.set(3);
        setClock(80, 0);

        history.close();

        assertEquals(Map.of(80L, 3L, 90L, 8L, 100L, 5L), sent());
    }

    @Test
    void aClockThatIsCorrectedALittleReportsNoMinuteTwice() {
        history.tick();
        moveAndLook(5, 101, 10);
        moveAndLook(1, 100, 59_990);
        moveAndLook(2, 101, 5);
        moveAndLook(4, 102, 0);

        assertEquals(Map.of(100L, 5L, 101L, 7L), sent());
        history.close();
    }

    @Test
    void whatCannotBeReportedIsReportedWithTheNextMinute() {
        history.tick();
        broken = true;
        moveAndLook(5, 101, 10);
        broken = false;
        moveAndLook(7, 102, 10);

        assertEquals(Map.of(101L, 12L), sent());
        history.close();
    }

    @Test
    void aWorkerThatNeverGotUpReportsWhatItHas() {
        moved.set(5);
        history.close();
        assertEquals(Map.of(100L, 5L), sent());
    }
}
