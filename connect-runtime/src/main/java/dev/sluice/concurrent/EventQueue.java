package dev.sluice.concurrent;

/**
 * Events that are handled one at a time, in the order in which they were posted, and timed ones when they are due.
 * Posting never blocks.
 *
 * @param <E> the type of the events
 */
public interface EventQueue<E> extends AutoCloseable {

    /** Starts handling; events posted before are handled first. To be called once. */
    void start(Handler<E> handler);

    /**
     * Hands over an event.
     *
     * @return false if the queue is closed and will not handle it
     */
    boolean post(E event);

    /** Hands over an event to be handled after a delay in ms. */
    void postAfter(long delayMs, E event);

    /** Ends handling after the event in hand; what is queued is dropped. */
    @Override
    void close();

    /** Handles one event. */
    interface Handler<E> {
        void handle(E event);
    }

    /** Hears that handling has ended with an error. */
    interface FailureHandler {
        void failed(Throwable error);
    }
}
