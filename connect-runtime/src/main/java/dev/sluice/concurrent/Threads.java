package dev.sluice.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/**
 * Where a worker gets its threads from, and how it waits on them: those of the JVM, or those of a simulated world with a
 * time of its own, in which one runs at a time.
 */
public interface Threads {

    /**
     * A queue with a thread that handles its events.
     *
     * @param failures told once if the handler throws
     */
    <E> EventQueue<E> eventQueue(String name, EventQueue.FailureHandler failures);

    /**
     * Threads that are made when there is work and end when idle.
     *
     * @param names pattern of their names, see {@link NamedThreads}
     * @param limit how many there may be; further work waits
     */
    ExecutorService pool(String names, int limit);

    /** Waits for an outcome, for a limited time in ms. The only way to wait in code that a simulation runs. */
    <T> T await(CompletableFuture<T> outcome, long limitMs)
            throws InterruptedException, ExecutionException, TimeoutException;

    /** The clock that waits are measured on, in ns from an arbitrary moment. */
    long nanoTime();
}
