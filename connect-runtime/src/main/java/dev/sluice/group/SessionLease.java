package dev.sluice.group;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long this worker may be sure that nobody else runs its work. The coordinator counts a silent member out after the
 * session timeout; since it starts to count when it answers, counting from the moment at which the answered request was
 * sent is always on the safe side. The times are those of a monotonic clock, which goes on while the process is frozen.
 * May be used by any thread.
 */
final class SessionLease {
    private final long sessionMs;
    private final AtomicLong provenMs;

    /**
     * @param sessionMs {@code session.timeout.ms}
     * @param nowMs     when it begins
     */
    SessionLease(long sessionMs, long nowMs) {
        this.sessionMs = sessionMs;
        this.provenMs = new AtomicLong(nowMs);
    }

    /** The coordinator has confirmed the membership in its answer to a request that was sent at this time. */
    void renew(long sentAtMs) {
        provenMs.accumulateAndGet(sentAtMs, Math::max);
    }

    /** Whether the coordinator may have counted this worker out by now. */
    boolean isOver(long nowMs) {
        return nowMs - provenMs.get() >= sessionMs;
    }

    /** How long it still lasts, in ms; 0 if it is over. */
    long remainingMs(long nowMs) {
        return Math.max(0, sessionMs - silenceMs(nowMs));
    }

    /** How long nothing has been heard, in ms. */
    long silenceMs(long nowMs) {
        return nowMs - provenMs.get();
    }
}
