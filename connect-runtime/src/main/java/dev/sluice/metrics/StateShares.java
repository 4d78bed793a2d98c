package dev.sluice.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Time;

/** Which share of its life something has spent in each of its states. Safe for use by many threads. */
final class StateShares {
    private final Time time;
    private final Map<String, Long> spentMs = new HashMap<>();
    private volatile String state = "unassigned";
    private long sinceMs;

    StateShares(Time time) {
        this.time = time;
        this.sinceMs = time.milliseconds();
    }

    String state() {
        return state;
    }

    synchronized void enter(String next) {
        long nowMs = time.milliseconds();
        spentMs.merge(state, nowMs - sinceMs, Long::sum);
        state = next;
        sinceMs = nowMs;
    }

    /** From 0 to 1. */
    synchronized double ratio(String of, long nowMs) {
        long current = Math.max(0, nowMs - sinceMs);
        long total =
                current + spentMs.values().stream().mapToLong(Long::longValue).sum();
        long matching = spentMs.getOrDefault(of, 0L) + (of.equals(state) ? current : 0);
        return total == 0 ? 0.0 : (double) matching / total;
    }
}
