package dev.sluice.pipeline.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransactionPaceTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WRITE_NS = 2 * MS;
    private static final long BACKOFF_NS = 20 * MS;

    private final TransactionPace pace = new TransactionPace();
    private long nowNs = -5 * MS;

    /** One transaction whose markers take so long, in ns; returns how long it had to wait, in ns. */
    private long transaction(long markersNs) {
        long startedNs = nowNs;
        long leftNs = pace.leftNs(nowNs);
        nowNs += leftNs;
        long tookNs = nowNs - startedNs < markersNs ? WRITE_NS + BACKOFF_NS : WRITE_NS;
        pace.wrote(tookNs);
        nowNs += tookNs;
        pace.ended(nowNs);
        return leftNs;
    }

    private long averageNs(int transactions, long markersNs) {
        long startedNs = nowNs;
        for (int i = 0; i < transactions; i++) {
            transaction(markersNs);
        }
        return (nowNs - startedNs) / transactions;
    }

    @Test
    void theFirstTransactionWaitsForNothing() {
        assertEquals(0, pace.leftNs(nowNs));
        assertEquals(0, transaction(0));
    }

    @Test
    void whatHasPassedSinceTheCommitCounts() {
        transaction(0);
        long leftNs = pace.leftNs(nowNs);

        assertTrue(leftNs > 0);
        assertEquals(leftNs - 1, pace.leftNs(nowNs + 1));
        assertEquals(0, pace.leftNs(nowNs + TransactionPace.LONGEST_NS));
    }

    @Test
    void whereMarkersAreThereAtOnceNobodyWaitsInTheEnd() {
        averageNs(1000, 0);

        assertEquals(WRITE_NS, averageNs(100, 0));
    }

    @Test
    void transactionsBeginWhenMarkersAreThereButForOneInMany() {
        averageNs(1000, 4 * MS);

        assertTrue(averageNs(1000, 4 * MS) < WRITE_NS + 5 * MS);
    }

    @Test
    void markersThatTakeLongerAllAtOnceAreFoundOut() {
        averageNs(1000, 0);
        averageNs(1000, 6 * MS);

        assertTrue(averageNs(1000, 6 * MS) < WRITE_NS + 8 * MS);
    }

    @Test
    void aBrokerThatIsAlwaysSlowIsHardlyEverWaitedForAsWell() {
        int waits = 0;
        for (int i = 0; i < 6400; i++) {
            pace.wrote(200 * MS);
            pace.ended(nowNs);
            waits += pace.leftNs(nowNs) > 0 ? 1 : 0;
        }

        assertEquals(100, waits);
    }

    @Test
    void markersThatHeldUpEveryWriteAreFoundOut() {
        averageNs(1000, 15 * MS);
        averageNs(1000, 4 * MS);

        assertTrue(averageNs(1000, 4 * MS) < WRITE_NS + 6 * MS);
    }

    @Test
    void nobodyWaitsLongerThanMeetingMarkersCosts() {
        for (int i = 0; i < 1000; i++) {
            pace.wrote(i % 2 == 0 ? WRITE_NS : WRITE_NS + BACKOFF_NS);
            pace.ended(nowNs);
        }

        assertTrue(pace.leftNs(nowNs) <= TransactionPace.LONGEST_NS);
        assertTrue(pace.leftNs(nowNs) > 0);
    }
}
