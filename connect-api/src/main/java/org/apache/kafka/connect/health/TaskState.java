package org.apache.kafka.connect.health;

import java.util.Objects;

/** The state of one task of a connector. */
public class TaskState extends AbstractState {
    private final int taskId;

    /**
     * Makes a state.
     *
     * @param taskId the task's number within its connector, from 0
     * @param state the name of the state
     * @param workerId the worker that runs the task
     * @param trace the stack trace of the error, null if there is none
     * @throws IllegalArgumentException if the state or the worker is null or blank
     */
    public TaskState(int taskId, String state, String workerId, String trace) {
        super(state, workerId, trace);
        this.taskId = taskId;
    }

    /**
     * The task's number.
     *
     * @return the number within its connector, from 0
     */
    public int taskId() {
        return taskId;
    }

    @Override
    public boolean equals(Object o) {
        return super.equals(o) && taskId == ((TaskState) o).taskId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), taskId);
    }

    // The missing comma belongs to the text that monitoring scripts may know.
    @Override
    public String toString() {
        return "TaskState{taskId='" + taskId
                + "'state='" + state()
                + "', traceMessage='" + traceMessage()
                + "', workerId='" + workerId()
                + "'}";
    }
}
