package dev.sluice.concurrent;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that handles events in the order in which they were posted, and timed ones when they are due. Posting never
 * blocks. A handler that throws is reported to the failure handler and ends the loop: its state can no longer be
 * trusted.
 *
 * @param <E> the type of the events
 */
public final class EventLoop<E> implements EventQueue<E> {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final Thread thread;
    private final FailureHandler failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<E> ready = new ArrayDeque<>();
    private final PriorityQueue<Timed<E>> timed = new PriorityQueue<>(
            Comparator.<Timed<E>>comparingLong(t -> t.atNanos).thenComparingLong(t -> t.sequence));
    private long sequence;
    private Handler<E> handler;
    private boolean closed;

    /**
     * @param name     the thread's name
     * @param failures told once if the handler throws
     */
    public EventLoop(String name, FailureHandler failures) {
        this.failures = failures;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    @Override
    public void start(Handler<E> eventHandler) {
        handler = eventHandler;
        thread.start();
    }

    @Override
    public boolean post(E event) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            ready.add(event);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void postAfter(long delayMs, E event) {
        lock.lock();
        try {
            if (!closed) {
                long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, delayMs));
                timed.add(new Timed<>(at, sequence++, event));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the loop after the event in hand; what is queued is dropped. Waits up to 10 s for the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ready.clear();
            timed.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            for (E event = next(); event != null; event = next()) {
                handler.handle(event);
            }
        } catch (InterruptedException e) {
            LOG.warn("Event loop was interrupted and ends thread={}", thread.getName());
        } catch (RuntimeException | Error e) {
            LOG.error("Event loop failed and ends thread={}", thread.getName(), e);
            failures.failed(e);
        }
    }

    private E next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Timed<E> first = timed.peek();
                long waitNanos = first == null ? Long.MAX_VALUE : first.atNanos - System.nanoTime();
                if (waitNanos <= 0) {
                    return timed.remove().event;
                }
                E event = ready.poll();
                if (event != null) {
                    return event;
                }
                if (first == null) {
                    changed.await();
                } else {
                    changed.await(waitNanos, TimeUnit.NANOSECONDS);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static final class Timed<E> {
        private final long atNanos;
        private final long sequence;
        private final E event;

        private Timed(long atNanos, long sequence, E event) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.event = event;
        }
    }
}
