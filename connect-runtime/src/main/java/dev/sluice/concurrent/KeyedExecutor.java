package dev.sluice.concurrent;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks of one key one after another, in the order in which they were handed over, and tasks of different keys
 * beside each other: a connector that is slow to stop holds up its own restart and nobody else's.
 */
public final class KeyedExecutor implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final Map<String, Queue<Runnable>> queues = new HashMap<>();

    /**
     * @param threadNames pattern of the threads' names, see {@link NamedThreads}
     * @param limit       how many threads there may be; they end when idle
     */
    public KeyedExecutor(String threadNames, int limit) {
        threads = new ThreadPoolExecutor(
                limit, limit, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads(threadNames));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task after all earlier tasks of its key.
     *
     * @return completes when the task has run; fails with what it threw
     */
    public CompletableFuture<Void> run(String key, Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable step = () -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            } finally {
                next(key);
            }
        };
        synchronized (queues) {
            Queue<Runnable> queue = queues.get(key);
            if (queue != null) {
                queue.add(step);
                return done;
            }
            queues.put(key, new ArrayDeque<>());
        }
        threads.execute(step);
        return done;
    }

    private void next(String key) {
        Runnable step;
        synchronized (queues) {
            step = queues.get(key).poll();
            if (step == null) {
                queues.remove(key);
                queues.notifyAll();
                return;
            }
        }
        threads.execute(step);
    }

    /** Waits until no task runs or waits any more, for a limited time in ms. */
    public void awaitIdle(long limitMs) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        synchronized (queues) {
            long leftNanos = deadlineNanos - System.nanoTime();
            while (!queues.isEmpty() && leftNanos > 0) {
                TimeUnit.NANOSECONDS.timedWait(queues, leftNanos);
                leftNanos = deadlineNanos - System.nanoTime();
            }
        }
    }

    /** Takes no more tasks and interrupts those that run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
