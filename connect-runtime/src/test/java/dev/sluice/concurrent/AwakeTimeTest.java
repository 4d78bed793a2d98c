package dev.sluice.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {
    private long nowNs = 7;

    private final AwakeTime time = new AwakeTime(1_000, () -> nowNs);

    @Test
    void isOverWhenAllOfItWasWaited() {
        for (int look = 0; look < 4; look++) {
            assertFalse(time.isOver());
            pass(time.nextMs());
        }
        assertTrue(time.isOver());
        assertEquals(0, time.nextMs());
    }

    @Test
    void aPauseCountsNoLongerThanTheLookThatItFallsInto() {
        time.nextMs();
        pass(3_600_000);
        assertFalse(time.isOver());
        for (int look = 0; look < 3; look++) {
            pass(time.nextMs());
        }
        assertTrue(time.isOver());
    }

    @Test
    void aLookThatEndsSoonCountsForAsLongAsItTook() {
        for (int look = 0; look < 100; look++) {
            time.nextMs();
            pass(5);
        }
        assertFalse(time.isOver());
        assertEquals(250, time.nextMs());
    }

    @Test
    void noTimeIsOverAtOnce() {
        AwakeTime none = new AwakeTime(0, () -> nowNs);
        assertEquals(0, none.nextMs());
        assertTrue(none.isOver());
    }

    private void pass(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
