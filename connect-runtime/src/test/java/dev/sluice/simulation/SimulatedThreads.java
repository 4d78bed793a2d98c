package dev.sluice.simulation;

import dev.sluice.concurrent.EventQueue;
import dev.sluice.concurrent.Threads;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of one process: pieces of work that take turns in the world's order. */
final class SimulatedThreads implements Threads {
    private static final String MAY_NOT_WAIT = "herder";

    private final World world;
    private final SimulatedProcess process;

    SimulatedThreads(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public <E> EventQueue<E> eventQueue(String name, EventQueue.FailureHandler failures) {
        return new Events<>(name, failures);
    }

    @Override
    public ExecutorService pool(String names, int limit) {
        return new Pool(limit);
    }

    @Override
    public <T> T await(CompletableFuture<T> outcome, long limitMs) throws ExecutionException, TimeoutException {
        return world.await(process, outcome, limitMs);
    }

    @Override
    public long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(world.nowMs());
    }

    private final class Events<E> implements EventQueue<E> {
        private final String name;
        private final FailureHandler failures;
        private final Queue<E> ready = new ArrayDeque<>();
        private Handler<E> handler;
        private boolean busy;
        private boolean closed;

        Events(String name, FailureHandler failures) {
            this.name = name;
            this.failures = failures;
        }

        @Override
        public void start(Handler<E> eventHandler) {
            handler = eventHandler;
            goOn();
        }

        @Override
        public boolean post(E event) {
            if (closed || process.isDead()) {
                return false;
            }
            ready.add(event);
            goOn();
            return true;
        }

        @Override
        public void postAfter(long delayMs, E event) {
            process.after(delayMs, () -> post(event));
        }

        @Override
        public void close() {
            closed = true;
            ready.clear();
        }

        private void goOn() {
            if (!busy && handler != null && !ready.isEmpty()) {
                busy = true;
                process.after(world.jitterMs(), this::handleNext);
            }
        }

        private void handleNext() {
            E event = ready.poll();
            try {
                if (event != null) {
                    handle(event);
                }
            } catch (RuntimeException e) {
                closed = true;
                failures.failed(e);
            } finally {
                busy = false;
                goOn();
            }
        }

        private void handle(E event) {
            if (name.equals(MAY_NOT_WAIT)) {
                world.unblockable("the event loop of " + process.name(), () -> handler.handle(event));
            } else {
                handler.handle(event);
            }
        }
    }

    private final class Pool extends AbstractExecutorService {
        private final int limit;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
        private boolean closed;

        Pool(int limit) {
            this.limit = limit;
        }

        @Override
        public void execute(Runnable task) {
            if (closed || process.isDead()) {
                throw new RejectedExecutionException("closed");
            }
            waiting.add(task);
            goOn();
        }

        private void goOn() {
            if (running < limit && !waiting.isEmpty()) {
                running++;
                Runnable task = waiting.remove();
                process.after(world.jitterMs(), () -> {
                    try {
                        task.run();
                    } finally {
                        running--;
                        goOn();
                    }
                });
            }
        }

        @Override
        public void shutdown() {
            closed = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            closed = true;
            List<Runnable> dropped = List.copyOf(waiting);
            waiting.clear();
            return dropped;
        }

        @Override
        public boolean isShutdown() {
            return closed;
        }

        @Override
        public boolean isTerminated() {
            return closed && running == 0;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return isTerminated();
        }
    }
}
