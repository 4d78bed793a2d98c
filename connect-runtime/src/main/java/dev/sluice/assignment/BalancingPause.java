package dev.sluice.assignment;

/** How long balancing rests when one round of it follows another, so that a restless group gets work done. */
final class BalancingPause {
    private static final long FACTOR = 40;

    private BalancingPause() {}

    /**
     * The longer, the more rounds in a row: 40 ms, 1.6 s, 64 s, up to the limit.
     *
     * @param rounds how many rounds in a row wanted to balance again, from 1
     */
    static long afterRounds(int rounds, long maxMs) {
        long pauseMs = 1;
        for (int round = 0; round < rounds && pauseMs < maxMs; round++) {
            pauseMs *= FACTOR;
        }
        return Math.min(pauseMs, maxMs);
    }
}
