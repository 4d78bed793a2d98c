package dev.sluice.logging;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The connector or task that a thread works for: on its own thread, and on all that are started from there, by the plugin
 * or a client, however many steps removed. A thread's MDC says so of the first one only, as with Apache's worker.
 *
 * <p>Ends with the connector or task, as a plugin's static pools may live on and work for others. Refers to no class of a
 * plugin, so a thread that lives on keeps none. Threads of the worker's own pools have no owner.
 */
public final class ThreadOwner {
    private static final InheritableThreadLocal<ThreadOwner> OWNERS = new InheritableThreadLocal<>();

    private final String connector;
    private final OptionalInt task;
    private volatile boolean ended;

    private ThreadOwner(String connector, OptionalInt task) {
        this.connector = connector;
        this.task = task;
    }

    /**
     * Does what a connector or task does, on this thread.
     *
     * @param task empty for the connector itself
     */
    public static void during(String connector, OptionalInt task, Runnable work) {
        ThreadOwner owner = new ThreadOwner(connector, task);
        OWNERS.set(owner);
        try {
            work.run();
        } finally {
            owner.ended = true;
            OWNERS.remove();
        }
    }

    /** Whom this thread works for; empty if for nobody who is still there. */
    static Optional<ThreadOwner> ofThisThread() {
        ThreadOwner owner = OWNERS.get();
        return owner == null || owner.ended ? Optional.empty() : Optional.of(owner);
    }

    String connector() {
        return connector;
    }

    OptionalInt task() {
        return task;
    }
}
