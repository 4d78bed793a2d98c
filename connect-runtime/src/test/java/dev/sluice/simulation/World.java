package dev.sluice.simulation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Time and chance of one simulated cluster. Whatever happens is an event with a moment; events are handled one after
 * another, and time jumps from each to the next. The seed alone decides what happens.
 *
 * <p>One thread has the turn at any time. An event that waits ({@link #await}) hands the turn on to another thread, keeps
 * its own stack, and has the turn again once what it waits for has come: so code that blocks runs unchanged, and the run
 * is as orderly as with one thread.
 */
final class World {
    private static final ExecutorService CARRIERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulation-carrier");
        thread.setDaemon(true);
        return thread;
    });

    private record Event(long atMs, long sequence, Runnable task) {}

    /** A stack that waits for something, and for the turn. */
    private static final class Waiter {
        private final SimulatedProcess process;
        private final Semaphore turn = new Semaphore(0);
        private boolean woken;

        Waiter(SimulatedProcess process) {
            this.process = process;
        }
    }

    /** What has gone wrong ends the run. */
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final Random random;
    private final boolean traced;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::sequence));
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final Deque<Waiter> next = new ArrayDeque<>();
    private final Semaphore rested = new Semaphore(0);
    private long nowMs = 1_000_000;
    private long limitMs;
    private long sequence;
    private long handled;
    private String unblockable;
    private Violation violation;

    World(long seed, boolean traced) {
        // Mixed: the first numbers from seeds in a row are nearly the same, and so would the conditions of the runs be.
        this.random = new Random(new SplittableRandom(seed).nextLong());
        this.traced = traced;
    }

    long nowMs() {
        return nowMs;
    }

    long handled() {
        return handled;
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** How long a thread takes to get to its next piece of work: mostly nothing, now and then a moment. */
    int jitterMs() {
        return chance(0.95) ? between(0, 1) : between(2, 60);
    }

    void after(long delayMs, Runnable task) {
        events.add(new Event(nowMs + Math.max(0, delayMs), sequence++, task));
    }

    void trace(String who, Supplier<String> what) {
        if (traced) {
            System.out.printf("%9.3f %-12s %s%n", (nowMs - 1_000_000) / 1000.0, who, what.get());
        }
    }

    /** Something that must not be has happened; the first of its kind counts. */
    void violated(String rule, Throwable cause) {
        if (violation == null) {
            violation = new Violation("after " + (nowMs - 1_000_000) + " ms: " + rule, cause);
            trace("world", () -> "VIOLATION " + rule);
        }
    }

    void violated(String rule) {
        violated(rule, null);
    }

    /** Handles the events of the next so many ms. */
    void run(long forMs) {
        limitMs = nowMs + forMs;
        CARRIERS.execute(this::carry);
        rested.acquireUninterruptibly();
        if (violation != null) {
            throw violation;
        }
        nowMs = limitMs;
    }

    /** Ends all that waits, so that no thread stays behind. */
    void end() {
        events.clear();
        List.copyOf(waiters).forEach(waiter -> {
            waiter.process.die();
            wake(waiter);
        });
        violation = null;
        while (!next.isEmpty()) {
            limitMs = nowMs;
            CARRIERS.execute(this::carry);
            rested.acquireUninterruptibly();
        }
    }

    private void carry() {
        while (true) {
            Waiter waiter = next.poll();
            if (waiter != null) {
                waiter.turn.release();
                return;
            }
            Event event = events.peek();
            if (event == null || event.atMs > limitMs || violation != null) {
                rested.release();
                return;
            }
            events.remove();
            nowMs = Math.max(nowMs, event.atMs);
            handled++;
            try {
                event.task.run();
            } catch (SimulatedProcess.Death death) {
                trace("world", () -> "a thread of a dead process ends");
            } catch (RuntimeException | Error e) {
                violated("an event failed: " + e, e);
            }
        }
    }

    /** Runs what must not wait. */
    void unblockable(String what, Runnable task) {
        unblockable = what;
        try {
            task.run();
        } finally {
            unblockable = null;
        }
    }

    /** Waits on behalf of a process; the rest of the world goes on meanwhile. */
    <T> T await(SimulatedProcess process, CompletableFuture<T> outcome, long waitMs)
            throws ExecutionException, TimeoutException {
        if (unblockable != null) {
            IllegalStateException blocked = new IllegalStateException(unblockable + " waits for something");
            violated(blocked.getMessage(), blocked);
            throw blocked;
        }
        process.checkAlive();
        if (!outcome.isDone()) {
            Waiter waiter = new Waiter(process);
            waiters.add(waiter);
            outcome.whenComplete((value, error) -> process.after(jitterMs(), () -> wake(waiter)));
            process.after(waitMs, () -> wake(waiter));
            process.onDeath(() -> after(0, () -> wake(waiter)));
            CARRIERS.execute(this::carry);
            waiter.turn.acquireUninterruptibly();
            waiters.remove(waiter);
            process.checkAlive();
        }
        if (!outcome.isDone()) {
            throw new TimeoutException("waited for " + waitMs + " ms");
        }
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a simulated thread", e);
        }
    }

    private void wake(Waiter waiter) {
        if (!waiter.woken) {
            waiter.woken = true;
            next.add(waiter);
        }
    }
}
