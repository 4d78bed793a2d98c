package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.pipeline.control.ManualTime;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Which records are timed, and for how many each stands. */
class ConversionMeasuresTest {
    private final ConversionMeasures measures = new ConversionMeasures(new ManualTime());

    /** Goes through a batch in which each conversion takes 10 ns and each transformation 1; returns what was timed. */
    private BitSet batch(int records) {
        BitSet timed = new BitSet();
        measures.batch(records);
        for (int i = 0; i < records; i++) {
            if (measures.next()) {
                timed.set(i);
                measures.timed(1, 10);
            }
        }
        return timed;
    }

    @Test
    void oneRecordOfEach64IsTimed() {
        BitSet timed = batch(640);

        for (int portion = 0; portion < 10; portion++) {
            assertEquals(1, timed.get(portion * 64, portion * 64 + 64).cardinality(), timed.toString());
        }
    }

    @Test
    void theEstimateCountsEveryRecordOnce() {
        for (int records : new int[] {1, 2, 63, 64, 65, 500}) {
            long before = measures.convertNanos();
            batch(records);
            assertEquals(records * 10L, measures.convertNanos() - before);
        }
        assertEquals(measures.convertNanos(), 10 * measures.transformNanos());
    }

    @Test
    void theRecordIsDrawnSoThatNoPlaceIsLeftOut() {
        BitSet places = new BitSet();
        for (int i = 0; i < 1_000; i++) {
            places.or(batch(4));
        }

        assertEquals(4, places.cardinality());
    }

    @Test
    void aBatchThatWasBrokenOffDoesNotHarmTheNext() {
        measures.batch(64);
        var unused = measures.next();

        assertEquals(1, batch(3).cardinality());
    }
}
