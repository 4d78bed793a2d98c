package dev.sluice.worker;

import dev.sluice.model.TaskId;
import java.util.concurrent.CompletableFuture;

/**
 * What an exactly-once source task asks of its group before it writes (KIP-618). Called by the task's own thread.
 */
public interface TaskFencing {

    /**
     * Has the group's leader see to it that older instances of a connector's tasks cannot write any more.
     *
     * @return completes when they cannot; fails with a {@code ServiceException} that says whether another attempt may help
     */
    CompletableFuture<Void> fenceZombies(String connector);

    /**
     * Whether a task is still this worker's, and started from the newest configs. Reads the config topic to its end first.
     *
     * @param generation of the task configs that it was started from
     * @throws org.apache.kafka.connect.errors.ConnectException if that cannot be found out now
     */
    boolean isCurrent(TaskId task, int generation) throws InterruptedException;
}
