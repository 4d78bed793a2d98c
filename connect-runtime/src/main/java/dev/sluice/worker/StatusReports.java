package dev.sluice.worker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Passes on the state changes of one connector or task, in their order, and none after the last one: an abandoned
 * instance may still believe that it runs. No lock is held while the receiver is called; it is called by whichever thread
 * finds nobody else doing so.
 */
final class StatusReports {
    private final Consumer<StatusChange> receiver;
    private final Predicate<StatusChange> last;
    private final Queue<StatusChange> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean ended;

    /**
     * @param last which change ends an instance's life
     */
    StatusReports(Consumer<StatusChange> receiver, Predicate<StatusChange> last) {
        this.receiver = receiver;
        this.last = last;
    }

    void report(StatusChange change) {
        pending.add(change);
        if (count.getAndIncrement() == 0) {
            do {
                StatusChange next = pending.remove();
                if (!ended) {
                    ended = last.test(next);
                    receiver.accept(next);
                }
            } while (count.decrementAndGet() > 0);
        }
    }

    /**
     * Passes nothing on from now on. What is being passed on right now has arrived when this returns, so that nothing can
     * overtake what a successor says. The receiver only enqueues, so the wait is short.
     */
    void mute() {
        ended = true;
        while (count.get() > 0) {
            Thread.onSpinWait();
        }
    }
}
