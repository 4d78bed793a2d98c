package dev.sluice.pipeline.source;

import static dev.sluice.pipeline.source.SourceFixture.record;
import static dev.sluice.pipeline.source.TransactionBoundary.End.ABORT;
import static dev.sluice.pipeline.source.TransactionBoundary.End.COMMIT;
import static dev.sluice.pipeline.source.TransactionBoundary.End.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.pipeline.control.ManualTime;
import org.junit.jupiter.api.Test;

class TransactionBoundaryTest {
    private final RequestedBoundary requested = new RequestedBoundary();

    @Test
    void eachBatchEndsOne() {
        TransactionBoundary boundary = new TransactionBoundary.EachBatch();
        assertEquals(NONE, boundary.afterRecord(record("v", 1)));
        assertEquals(COMMIT, boundary.afterBatch());
        assertTrue(boundary.commitsAtEnd());
    }

    @Test
    void anIntervalEndsWithTheFirstBatchBehindIt() {
        ManualTime time = new ManualTime();
        TransactionBoundary boundary = new IntervalBoundary(time, 1_000);
        boundary.start();
        time.sleep(999);
        assertEquals(NONE, boundary.afterBatch());
        time.sleep(1);
        assertEquals(COMMIT, boundary.afterBatch());
        time.sleep(999);
        assertEquals(NONE, boundary.afterBatch());
        assertTrue(boundary.commitsAtEnd());
    }

    @Test
    void nothingEndsUnlessTheTaskAsksForIt() {
        assertEquals(NONE, requested.afterRecord(record("v", 1)));
        assertEquals(NONE, requested.afterBatch());
        assertFalse(requested.commitsAtEnd());
    }

    @Test
    void aRequestForABatchHoldsForOne() {
        requested.commitTransaction();
        assertEquals(COMMIT, requested.afterBatch());
        assertEquals(NONE, requested.afterBatch());
        requested.abortTransaction();
        assertEquals(ABORT, requested.afterBatch());
        assertEquals(NONE, requested.afterBatch());
    }

    @Test
    void aRequestForARecordHoldsForTheNextOneEqualToIt() {
        requested.commitTransaction(record("v", 2));
        requested.abortTransaction(record("v", 3));
        assertEquals(NONE, requested.afterRecord(record("v", 1)));
        assertEquals(COMMIT, requested.afterRecord(record("v", 2)));
        assertEquals(NONE, requested.afterRecord(record("v", 2)));
        assertEquals(ABORT, requested.afterRecord(record("v", 3)));
        assertEquals(NONE, requested.afterBatch());
    }

    @Test
    void aCommitThatTheTaskAskedForIsDoneAtTheEnd() {
        requested.commitTransaction();
        assertTrue(requested.commitsAtEnd());
        assertFalse(requested.commitsAtEnd());
        requested.abortTransaction();
        assertFalse(requested.commitsAtEnd());
    }

    @Test
    void contradictoryRequestsFailWhenTheyComeToAct() {
        requested.commitTransaction(record("v", 1));
        requested.abortTransaction(record("v", 1));
        assertThrows(IllegalStateException.class, () -> requested.afterRecord(record("v", 1)));
        requested.commitTransaction();
        requested.abortTransaction();
        assertThrows(IllegalStateException.class, requested::afterBatch);
    }

    @Test
    void aRecordHasToBeNamed() {
        assertThrows(NullPointerException.class, () -> requested.commitTransaction(null));
        assertThrows(NullPointerException.class, () -> requested.abortTransaction(null));
    }
}
