package dev.sluice.pipeline.control;

/** The data path of one task, from start to end. */
public interface TaskPipeline extends AutoCloseable {

    /**
     * Starts the task, moves records until the task is told to stop, and stops it. Runs on the task's thread, once.
     *
     * @throws Exception if the task fails
     */
    void run() throws Exception;

    /**
     * Lets go of whatever could keep {@link #run} from ending. Called from another thread, once the task was given up;
     * does not block.
     */
    void cancel();

    /** Closes everything that belongs to the task. Runs on the task's thread, at the end; never throws. */
    @Override
    void close();
}
