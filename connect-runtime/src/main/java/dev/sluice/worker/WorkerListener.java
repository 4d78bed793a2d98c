package dev.sluice.worker;

import dev.sluice.model.TaskId;

/**
 * Hears what happens to the connectors and tasks of a worker.
 *
 * <p>Called from any thread, also from threads that carry records: an implementation only enqueues, and never calls back
 * into the worker. Calls about one connector or one task come in the order in which things happened, except that an
 * instance which was cancelled says nothing more.
 */
public interface WorkerListener {

    /** A connector has changed its state. */
    void onConnectorStatus(String connector, StatusChange change);

    /** A task has changed its state. */
    void onTaskStatus(TaskId task, StatusChange change);

    /** A running connector wants its task configs made anew. */
    void onTaskReconfigurationRequested(String connector);

    /** A config provider says something else now than when a running connector was started. */
    void onSecretsChanged(String connector);

    /** A config provider says something else now than when a running task was started. */
    void onSecretsChanged(TaskId task);

    /** A task reads or has written a topic; told at least once a topic and task, not for every record (KIP-558). */
    void onTopicUsed(TaskId task, String topic);
}
