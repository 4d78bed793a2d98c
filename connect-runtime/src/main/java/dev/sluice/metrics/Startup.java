package dev.sluice.metrics;

import java.util.concurrent.atomic.AtomicBoolean;

/** The start of one instance, which ends once: when the instance runs for the first time, or fails before. */
final class Startup {
    private final Startups startups;
    private final AtomicBoolean ended = new AtomicBoolean();

    Startup(Startups startups) {
        this.startups = startups;
    }

    /** The instance has got into a state, lower case as in statuses. */
    void reached(String state) {
        boolean running = state.equals("running");
        if ((running || state.equals("failed")) && ended.compareAndSet(false, true)) {
            startups.ended(running);
        }
    }
}
