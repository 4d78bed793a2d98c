package dev.sluice.concurrent;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks of one key one after another, in the order in which they were handed over, and tasks of different keys
 * beside each other: a connector that is slow to stop holds up its own restart and nobody else's.
 */
public final class KeyedExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedExecutor.class);

    private final ExecutorService threads;
    private final Map<String, Queue<Runnable>> queues = new HashMap<>();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /**
     * @param threads belong to this executor from now on
     */
    public KeyedExecutor(ExecutorService threads) {
        this.threads = threads;
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
                LOG.error("Work of a key has failed key={}", key, e);
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
            if (queues.isEmpty()) {
                idle = new CompletableFuture<>();
            }
            queues.put(key, new ArrayDeque<>());
        }
        try {
            threads.execute(step);
        } catch (RejectedExecutionException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
            next(key);
        }
        return done;
    }

    private void next(String key) {
        Runnable step;
        CompletableFuture<Void> nowIdle = null;
        synchronized (queues) {
            step = queues.get(key).poll();
            if (step == null) {
                queues.remove(key);
                nowIdle = queues.isEmpty() ? idle : null;
            }
        }
        if (step != null) {
            runNext(step);
        } else if (nowIdle != null) {
            nowIdle.complete(null);
        }
    }

    private void runNext(Runnable step) {
        try {
            threads.execute(step);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed while work of a key was waiting; it is dropped");
        } catch (RuntimeException | Error e) {
            LOG.warn("No further thread can be had; going on with this one", e);
            step.run();
        }
    }

    /** Completes as soon as no task runs or waits any more. */
    public CompletableFuture<Void> idle() {
        synchronized (queues) {
            return idle.copy();
        }
    }

    /** Takes no more tasks and interrupts those that run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
