package dev.sluice.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition of something that runs beside the test. */
public final class Await {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /**
     * Asks again and again until the condition holds.
     *
     * @throws AssertionError naming what was awaited if it does not hold in four minutes
     */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, condition, () -> "nothing to show");
    }

    /**
     * As {@link #until(String, Callable)}.
     *
     * @param found what there is instead, for the error
     */
    public static void until(String what, Callable<Boolean> condition, Supplier<?> found) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "in vain, after " + LIMIT.toSeconds() + " s: " + what + "; found: " + found.get());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("while waiting until " + what, e);
        }
    }
}
