package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
    private static final long LIMIT_MS = 60_000;
    private static final long INTERVAL_MS = 3_000;

    private final List<CompletableFuture<Void>> probes = new ArrayList<>();
    private final LoopWatch watch = new LoopWatch(
            new WorkerLoop() {
                @Override
                public CompletableFuture<?> probe() {
                    CompletableFuture<Void> probe = new CompletableFuture<>();
                    probes.add(probe);
                    return probe;
                }

                @Override
                public String activity() {
                    return "handling Joined";
                }
            },
            LIMIT_MS,
            INTERVAL_MS,
            0);

    @Test
    void aLoopThatAnswersIsAskedOncePerInterval() {
        for (long now = 0; now <= 12_000; now += 100) {
            assertFalse(watch.isStuck(now));
            probes.forEach(probe -> probe.complete(null));
        }

        assertEquals(4, probes.size());
    }

    @Test
    void aLoopThatOwesAnAnswerForTheLimitIsStuckUntilItAnswers() {
        look(0, INTERVAL_MS);
        assertEquals(1, probes.size());

        assertFalse(look(INTERVAL_MS, INTERVAL_MS + LIMIT_MS - 100));
        assertTrue(look(INTERVAL_MS + LIMIT_MS - 100, INTERVAL_MS + LIMIT_MS));
        assertEquals(LIMIT_MS, watch.waitedMs());
        assertTrue(look(INTERVAL_MS + LIMIT_MS, 2 * LIMIT_MS));

        probes.get(0).complete(null);
        assertFalse(watch.isStuck(2 * LIMIT_MS + 100));
    }

    @Test
    void timeInWhichTheProcessWasFrozenDoesNotCount() {
        look(0, INTERVAL_MS);

        assertFalse(watch.isStuck(INTERVAL_MS + 10 * LIMIT_MS), "neither of them could run");
        probes.get(0).complete(null);
        assertFalse(watch.isStuck(INTERVAL_MS + 10 * LIMIT_MS + 100));
    }

    /** Looks every 100 ms. */
    private boolean look(long fromMs, long toMs) {
        boolean stuck = false;
        for (long now = fromMs + 100; now <= toMs; now += 100) {
            stuck = watch.isStuck(now);
        }
        return stuck;
    }
}
