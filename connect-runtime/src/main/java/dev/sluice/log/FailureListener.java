package dev.sluice.log;

/**
 * Hears that a {@link TopicLog} has stopped reading for good, so that what was built from it no longer follows the
 * topic. Called once at most, on the reader thread; must not block.
 */
@FunctionalInterface
public interface FailureListener {
    void onFailure(String topic, Throwable cause);
}
