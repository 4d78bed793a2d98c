package dev.sluice.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A worker's process: what it has planned happens while it lives, and waits while it is frozen (as by SIGSTOP). With its
 * death, everything that it had in mind is gone.
 */
final class SimulatedProcess {
    /** Unwinds the stack of a thread whose process has died. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process has died", null, false, false);
        }
    }

    private final World world;
    private final String name;
    private final List<Runnable> held = new ArrayList<>();
    private final Set<Runnable> deathWatchers = new LinkedHashSet<>();
    private boolean dead;
    private boolean frozen;
    private long thawedMs;

    SimulatedProcess(World world, String name) {
        this.world = world;
        this.name = name;
        this.thawedMs = world.nowMs();
    }

    String name() {
        return name;
    }

    boolean isDead() {
        return dead;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** When it was last able to act, in ms. */
    long thawedMs() {
        return thawedMs;
    }

    /** Plans something. */
    void after(long delayMs, Runnable task) {
        world.after(delayMs, () -> act(task));
    }

    private void act(Runnable task) {
        if (dead) {
            return;
        }
        if (frozen) {
            held.add(task);
        } else {
            task.run();
        }
    }

    void onDeath(Runnable watcher) {
        deathWatchers.add(watcher);
    }

    void checkAlive() {
        if (dead) {
            throw new Death();
        }
    }

    void die() {
        if (!dead) {
            dead = true;
            held.clear();
            List.copyOf(deathWatchers).forEach(Runnable::run);
        }
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        if (frozen) {
            frozen = false;
            thawedMs = world.nowMs();
            List<Runnable> due = List.copyOf(held);
            held.clear();
            due.forEach(task -> after(world.jitterMs(), task));
        }
    }

    void trace(java.util.function.Supplier<String> what) {
        world.trace(name, what);
    }
}
