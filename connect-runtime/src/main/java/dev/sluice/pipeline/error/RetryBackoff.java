package dev.sluice.pipeline.error;

import java.util.Random;

/**
 * Pauses between attempts: 300 ms, doubling; where that would exceed the maximum, a random pause below it, so that tasks
 * which failed together do not come back together (KIP-298).
 */
final class RetryBackoff {
    private static final long FIRST_MS = 300;
    private static final int MOST_DOUBLINGS = 32;

    private final long maxMs;
    private final Random random;

    RetryBackoff(long maxMs, Random random) {
        this.maxMs = maxMs;
        this.random = random;
    }

    /**
     * @param attempt how many attempts have failed, from 1
     * @param leftMs  how long retries may still go on
     * @return the pause in ms, never longer than what is left
     */
    long delayMs(int attempt, long leftMs) {
        long delay = FIRST_MS << Math.min(attempt - 1, MOST_DOUBLINGS);
        if (delay > maxMs) {
            delay = maxMs <= 0 ? 0 : (long) (random.nextDouble() * maxMs);
        }
        return Math.min(delay, leftMs);
    }
}
