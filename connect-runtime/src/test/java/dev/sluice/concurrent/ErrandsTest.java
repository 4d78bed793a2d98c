package dev.sluice.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private final Errands errands = new Errands("test");

    @AfterEach
    void close() {
        errands.close();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(30, TimeUnit.SECONDS));
    }

    @Test
    void anErrandThatBlocksHoldsUpNoOther() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(3);
        AtomicInteger runs = new AtomicInteger();
        errands.every(1, () -> {
            runs.incrementAndGet();
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        errands.every(1, others::countDown);

        await(others);
        assertTrue(runs.get() <= 1, "never twice at a time");
    }

    @Test
    void whatAnErrandThrowsEndsOnlyThatRun() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);

        errands.every(1, () -> {
            runs.countDown();
            throw new StackOverflowError("told to");
        });

        await(runs);
    }

    @Test
    void aCancelledErrandIsNotDone() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        var cancelled = errands.after(50, runs::incrementAndGet);
        CountDownLatch later = new CountDownLatch(1);
        cancelled.cancel(false);

        errands.after(100, later::countDown);

        await(later);
        assertEquals(0, runs.get());
    }
}
