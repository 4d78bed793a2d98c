package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.metrics.TaskTotals.Count;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TaskTotalsTest {
    private final TaskTotals totals = new TaskTotals("c", 3);

    @Test
    void givesWhatHasComeSinceTheLastTime() {
        totals.add(Count.SENT_RECORDS, 5);
        assertEquals(5, totals.take().of(Count.SENT_RECORDS));
        assertEquals(0, totals.take().of(Count.SENT_RECORDS));
        totals.add(Count.SENT_RECORDS, 2);
        totals.add(Count.SENT_RECORDS, -1);
        assertEquals(2, totals.take().of(Count.SENT_RECORDS), "what is not positive is nothing");
    }

    @Test
    void theLargestIsThatOfThePeriod() {
        totals.batch(7);
        totals.batch(3);
        totals.put(40);
        TaskTotals.Taken first = totals.take();
        assertEquals(7, first.batchMax());
        assertEquals(10, first.of(Count.BATCH_RECORDS));
        assertEquals(40, first.putMaxMs());
        totals.batch(1);
        assertEquals(1, totals.take().batchMax());
        assertEquals(0, totals.take().batchMax());
    }

    @Test
    void lagsStayUntilTheyAreSeenAnew() {
        assertEquals(OptionalLong.empty(), totals.take().lagMax());
        totals.lags(List.of(new PartitionLag("g", "t", 0, 9), new PartitionLag("g", "t", 1, 2)));
        totals.lags(List.of(new PartitionLag("g", "t", 1, 3)));
        assertEquals(OptionalLong.of(9), totals.take().lagMax(), "the largest of the period");
        TaskTotals.Taken later = totals.take();
        assertEquals(OptionalLong.of(3), later.lagMax());
        assertEquals(List.of(new PartitionLag("g", "t", 1, 3)), later.lags());
    }

    @Test
    void whatIsWaitingIsAddedBeforeItIsRead() {
        totals.beforeReading(() -> totals.add(Count.SENT_BYTES, 11));
        assertEquals(11, totals.take().of(Count.SENT_BYTES));
    }

    @Test
    void aTaskThatHasEndedIsAskedOnceMore() {
        TaskLedger ledger = new TaskLedger();
        ledger.open(totals);
        totals.add(Count.RECEIVED_RECORDS, 1);
        assertEquals(1, ledger.take().get(0).of(Count.RECEIVED_RECORDS));
        totals.add(Count.RECEIVED_RECORDS, 2);
        ledger.close(totals);
        ledger.close(totals);
        TaskTotals successor = new TaskTotals("c", 3);
        ledger.open(successor);
        successor.add(Count.RECEIVED_RECORDS, 4);

        List<TaskTotals.Taken> taken = ledger.take();

        assertEquals(
                List.of(4L, 2L),
                taken.stream().map(each -> each.of(Count.RECEIVED_RECORDS)).toList());
        assertEquals(1, ledger.take().size());
    }
}
