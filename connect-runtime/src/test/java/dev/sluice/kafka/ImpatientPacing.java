package dev.sluice.kafka;

/** Time that only pauses move, and that does not wait. */
public final class ImpatientPacing implements Pacing {
    private long nowMs;

    @Override
    public synchronized long nowMs() {
        return nowMs;
    }

    @Override
    public synchronized void pause(long ms) {
        nowMs += ms;
    }
}
