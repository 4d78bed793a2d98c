package dev.sluice.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things at their time that may call plugins: each on a thread of its own while it runs, so that one that blocks
 * holds up no other. What an errand throws is logged and ends nothing but that one run.
 */
public final class Errands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final ScheduledThreadPoolExecutor clock;
    private final ExecutorService hands;

    /**
     * @param name how the threads are named
     */
    public Errands(String name) {
        this.clock = new ScheduledThreadPoolExecutor(1, new NamedThreads(name + "-clock"));
        clock.setRemoveOnCancelPolicy(true);
        this.hands = Executors.newCachedThreadPool(new NamedThreads(name + "-%d"));
    }

    /** Runs an errand now and then, never twice at a time, until what this returns is cancelled. */
    public ScheduledFuture<?> every(long intervalMs, Runnable errand) {
        AtomicBoolean running = new AtomicBoolean();
        return clock.scheduleWithFixedDelay(
                () -> {
                    if (running.compareAndSet(false, true)) {
                        hand(() -> {
                            try {
                                errand.run();
                            } finally {
                                running.set(false);
                            }
                        });
                    }
                },
                intervalMs,
                intervalMs,
                TimeUnit.MILLISECONDS);
    }

    /** Runs an errand once, later, unless what this returns is cancelled before. */
    public ScheduledFuture<?> after(long delayMs, Runnable errand) {
        return clock.schedule(() -> hand(errand), delayMs, TimeUnit.MILLISECONDS);
    }

    private void hand(Runnable errand) {
        try {
            hands.execute(() -> guarded(errand));
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping, nothing is done any more", e);
        }
    }

    private static void guarded(Runnable errand) {
        try {
            errand.run();
        } catch (Throwable e) {
            LOG.error("Failed unexpectedly; others go on", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        hands.shutdownNow();
    }
}
