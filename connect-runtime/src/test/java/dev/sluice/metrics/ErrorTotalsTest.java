package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.metrics.TaskTotals.Count;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

/** What the history counts of records that failed. */
class ErrorTotalsTest {
    @Test
    void onlyLettersThatHaveArrivedCount() {
        TaskMeasures task = new TaskMeasures(new Metrics(), "c", 0, Time.SYSTEM);
        ErrorMeasures errors = new ErrorMeasures(task);
        errors.failed();
        errors.reported(true);
        errors.letter();
        errors.letter();
        errors.letterLost();
        TaskTotals.Taken before = task.totals().take();
        assertEquals(0, before.of(Count.DEAD_LETTERS));
        assertEquals(2, before.of(Count.FAILURES));

        errors.letterWritten();

        TaskTotals.Taken taken = task.totals().take();
        assertEquals(1, taken.of(Count.DEAD_LETTERS));
        assertEquals(0, taken.of(Count.FAILURES), "both were taken before");
    }
}
