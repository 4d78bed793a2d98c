package dev.sluice.pipeline.source;

/**
 * Makes sure that an exactly-once source task is the only one to write as itself (KIP-618). Both calls wait as long as
 * it takes, and end early when the task is told to end.
 */
public interface WriteClearance {

    /**
     * Sees to it that older instances of the connector's tasks cannot write any more.
     *
     * @return false if this task was told to end meanwhile
     * @throws org.apache.kafka.connect.errors.ConnectException if it cannot be done, however often it is tried
     */
    boolean fenceOthers() throws InterruptedException;

    /**
     * Makes sure, once this task's producer has shut out the ones before it, that this is not an old instance itself.
     *
     * @return false if this task was told to end meanwhile
     * @throws org.apache.kafka.connect.errors.ConnectException if it is
     */
    boolean confirm() throws InterruptedException;
}
