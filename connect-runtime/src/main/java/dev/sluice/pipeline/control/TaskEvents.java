package dev.sluice.pipeline.control;

/** Hears from a task's thread what the task does; only enqueues. */
public interface TaskEvents {

    /** The task has started, or goes on after a pause. */
    void running();

    /** The task moves nothing until it is resumed. */
    void paused();

    /** The task reads or has written a topic; also called from a producer's thread. */
    void topicUsed(String topic);
}
