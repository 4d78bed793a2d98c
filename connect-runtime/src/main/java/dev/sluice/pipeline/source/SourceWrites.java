package dev.sluice.pipeline.source;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What it takes until a source task's records count as written: the difference between a task that delivers at least
 * once and one that delivers exactly once. Called by the task's thread, except for {@link #cancel}.
 */
public sealed interface SourceWrites permits AtLeastOnceWrites, ExactlyOnceWrites {

    /**
     * Gets the right to write, before anything is asked of the task.
     *
     * @return false if the task was told to end meanwhile
     */
    boolean open() throws InterruptedException;

    /** The task has started. */
    void started();

    /** Throws why a record that the producer took earlier has failed the task, if one has. */
    void throwIfFailed();

    /** A record is about to go to the producer; what this returns hears what becomes of it. */
    Callback sending(SourceRecord record, String topic);

    /** The producer has taken the record that was announced last. Waits if too many are on their way. */
    void sent(SourceRecord record) throws InterruptedException;

    /** A record was left out by a transformation, or because of a tolerated failure. */
    void dropped(SourceRecord record) throws InterruptedException;

    /** The task's thread turns from sending to something else, whether or not all of a batch is with the producer. */
    void sendingEnded();

    /** All of a batch is with the producer, or a poll gave nothing. Waits if too many records are on their way. */
    void batchEnded() throws InterruptedException;

    /** The task is going to be paused. */
    void pausing();

    /**
     * The task ends; it was started before.
     *
     * @param orderly whether it ends because it was told to
     */
    void finish(boolean orderly);

    /** The task was given up: nothing is to wait any more. Called by another thread. */
    void cancel();
}
