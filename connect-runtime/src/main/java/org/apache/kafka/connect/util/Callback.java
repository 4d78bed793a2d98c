package org.apache.kafka.connect.util;

/**
 * Hears of the outcome of something.
 *
 * @param <V> what comes out of it
 */
@FunctionalInterface
public interface Callback<V> {

    /**
     * Called when there is an outcome.
     *
     * @param error  why it failed; null if it did not
     * @param result what came out; null if it failed
     */
    void onCompletion(Throwable error, V result);
}
