package dev.sluice.service;

import dev.sluice.concurrent.NamedThreads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs calls into plugins, each on a thread of its own and with a deadline, so that one that hangs spoils nothing but
 * itself. A thread that a plugin does not give back stays taken; there are so many and no more.
 */
public final class BoundedCalls implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final Duration deadline;

    /**
     * @param threadName pattern of the threads' names
     * @param maxThreads how many calls may be under way
     * @param deadline   how long each may take
     */
    public BoundedCalls(String threadName, int maxThreads, Duration deadline) {
        this.threads = new ThreadPoolExecutor(
                0, maxThreads, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new NamedThreads(threadName));
        this.deadline = deadline;
    }

    /**
     * @param what names the call in errors, such as {@code Validation of connector x}
     * @return fails with what the call throws, with a {@link ServiceException} after the deadline, and with a
     *     {@link ServiceException.Unavailable} at once if all threads are taken
     */
    public <T> CompletableFuture<T> run(String what, Callable<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Future<?> running;
        try {
            running = threads.submit(() -> {
                try {
                    outcome.complete(call.call());
                } catch (Throwable e) {
                    // A plugin may throw anything, such as NoClassDefFoundError; the request has to end all the same.
                    outcome.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new ServiceException.Unavailable(what + " was not begun: " + threads.getMaximumPoolSize()
                            + " such calls into plugins are under way already, or the worker is stopping. Try again later;"
                            + " if it stays so, look for plugins that hang."));
        }
        return outcome.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(error -> {
            if (error instanceof TimeoutException) {
                running.cancel(true);
                return CompletableFuture.failedFuture(new ServiceException.TimedOut(what + " did not end within "
                        + deadline.toMillis() + " ms: the plugin hangs or waits for a system that does not answer"));
            }
            return CompletableFuture.failedFuture(error);
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
