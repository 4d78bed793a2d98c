package dev.sluice.pipeline.source;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How soon after a transaction the next one may begin to write. A commit is answered before its markers are in all of its
 * partitions. A broker that is asked to write for the next transaction meanwhile does not wait for them, but looks again
 * after {@code add.partitions.to.txn.retry.backoff.ms}, 20 ms unless configured. So a task that writes a little later
 * gets on sooner. How much later depends on the cluster and on its load; it is learned from the writes that met markers.
 *
 * <p>Used by the task's thread; all times are of {@link System#nanoTime}, in nanoseconds.
 */
final class TransactionPace {
    /** Nobody waits longer than that for markers: it is half of what meeting them costs. */
    static final long LONGEST_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A write that takes that much longer than another one, of late, has met markers. */
    static final long HINDERED_NS = TimeUnit.MILLISECONDS.toNanos(15);

    /** Tried first once a write was quick. */
    private static final long FIRST_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LONGER_NS = TimeUnit.MICROSECONDS.toNanos(500);

    /** So little that of some 50 writes one may meet markers, which is what finds out that less is enough. */
    private static final long SHORTER_NS = TimeUnit.MICROSECONDS.toNanos(10);

    private static final int SHORTER_PART = 256;

    private static final int LATEST = 32;

    /** Where no write is quick, one in so many waits, to see whether all of them meet markers. */
    private static final int TRIED_EVERY = 64;

    /** How long the latest writes took. */
    private final long[] latest = new long[LATEST];

    private int writes;
    private long gapNs;
    private boolean any;
    private long endedNs;

    TransactionPace() {
        Arrays.fill(latest, Long.MAX_VALUE);
    }

    /** How long the next transaction still has to wait with its first write. */
    long leftNs(long nowNs) {
        return any ? Math.max(0, gapNs - (nowNs - endedNs)) : 0;
    }

    /** The coordinator has answered a commit. */
    void ended(long nowNs) {
        any = true;
        endedNs = nowNs;
    }

    /** What was left of a transaction to write was with the brokers after so long. */
    void wrote(long tookNs) {
        long quickest = Arrays.stream(latest).min().orElseThrow();
        if (quickest > HINDERED_NS && tookNs <= HINDERED_NS) {
            gapNs = FIRST_NS;
        } else if (quickest > HINDERED_NS) {
            gapNs = writes % TRIED_EVERY == 0 ? LONGEST_NS : 0;
        } else if (tookNs > quickest + HINDERED_NS) {
            gapNs = Math.min(LONGEST_NS, gapNs + LONGER_NS);
        } else {
            gapNs = Math.max(0, gapNs - Math.max(SHORTER_NS, gapNs / SHORTER_PART));
        }
        latest[writes % LATEST] = tookNs;
        writes = (writes + 1) % (LATEST * TRIED_EVERY);
    }
}
