package dev.sluice.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedExecutorTest {
    private final KeyedExecutor executor = new KeyedExecutor(new JvmThreads().pool("keyed-test-%d", 4));

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void tasksOfOneKeyRunInOrder() throws Exception {
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        List<Integer> expected = new ArrayList<>();
        CompletableFuture<Void> last = null;
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            expected.add(i);
            last = executor.run("a", () -> seen.add(number));
        }
        last.get(10, TimeUnit.SECONDS);
        assertEquals(expected, seen);
    }

    /** A pool that once has no thread, when something is handed over for the nth time. */
    private static ThreadPoolExecutor failingAt(int nth) {
        AtomicInteger handedOver = new AtomicInteger();
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public void execute(Runnable task) {
                if (handedOver.incrementAndGet() == nth) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.execute(task);
            }
        };
    }

    @Test
    void aKeyGoesOnWhereNoFurtherThreadCanBeHad() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        try (KeyedExecutor keyed = new KeyedExecutor(failingAt(2))) {
            CompletableFuture<Void> first = keyed.run("a", () -> await(queued));
            CompletableFuture<Void> second = keyed.run("a", () -> {});
            queued.countDown();

            first.get(10, TimeUnit.SECONDS);
            second.get(10, TimeUnit.SECONDS);
            keyed.run("a", () -> {}).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aKeyWhoseFirstTaskGetsNoThreadIsFreeAgain() throws Exception {
        try (KeyedExecutor keyed = new KeyedExecutor(failingAt(1))) {
            CompletableFuture<Void> none = keyed.run("a", () -> {});
            assertThrows(ExecutionException.class, () -> none.get(10, TimeUnit.SECONDS));
            keyed.run("a", () -> {}).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBlockedKeyDoesNotHoldUpAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> blocked = executor.run("slow", () -> await(release));
        executor.run("quick", () -> {}).get(10, TimeUnit.SECONDS);
        release.countDown();
        blocked.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aFailureEndsItsTaskOnly() throws Exception {
        CompletableFuture<Void> failed = executor.run("a", () -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<Void> next = executor.run("a", () -> {});
        ExecutionException error = assertThrows(ExecutionException.class, () -> failed.get(10, TimeUnit.SECONDS));
        assertEquals("broken", error.getCause().getMessage());
        next.get(10, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
