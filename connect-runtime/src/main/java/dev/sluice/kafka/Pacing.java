package dev.sluice.kafka;

import java.util.concurrent.TimeUnit;

/**
 * Time as retries see it: a clock that only moves forward, and pauses. Tests put one in its place that does not wait.
 */
public interface Pacing {

    /** Milliseconds since some fixed moment; only differences mean something. */
    long nowMs();

    /**
     * @throws InterruptedException if the thread is interrupted before or meanwhile
     */
    void pause(long ms) throws InterruptedException;

    /** The real one. */
    static Pacing system() {
        return new Pacing() {
            @Override
            public long nowMs() {
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            }

            @Override
            public void pause(long ms) throws InterruptedException {
                TimeUnit.MILLISECONDS.sleep(ms);
            }
        };
    }
}
