package dev.sluice.group;

import java.util.concurrent.CompletableFuture;

/**
 * Notices when the worker's loop does not answer any more. Time in which the watching thread itself did not run, since
 * the process was frozen, does not count. For one thread.
 */
final class LoopWatch {
    private final WorkerLoop loop;
    private final long limitMs;
    private final long intervalMs;
    private CompletableFuture<?> probe = CompletableFuture.completedFuture(null);
    private long waitedMs;
    private long lastLookMs;

    /**
     * @param limitMs    how long an answer may take
     * @param intervalMs how often to ask; two looks that lie further apart count as so long
     * @param nowMs      the time
     */
    LoopWatch(WorkerLoop loop, long limitMs, long intervalMs, long nowMs) {
        this.loop = loop;
        this.limitMs = limitMs;
        this.intervalMs = intervalMs;
        this.lastLookMs = nowMs;
    }

    /** Asks the loop if it is time to, and tells whether it owes an answer for longer than it may. */
    boolean isStuck(long nowMs) {
        waitedMs += Math.min(nowMs - lastLookMs, intervalMs);
        lastLookMs = nowMs;
        if (probe.isDone()) {
            if (waitedMs >= intervalMs) {
                waitedMs = 0;
                probe = loop.probe();
            }
            return false;
        }
        return waitedMs >= limitMs;
    }

    /** How long the loop has owed an answer, in ms. */
    long waitedMs() {
        return probe.isDone() ? 0 : waitedMs;
    }

    String activity() {
        return loop.activity();
    }
}
