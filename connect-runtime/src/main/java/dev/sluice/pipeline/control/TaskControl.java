package dev.sluice.pipeline.control;

import dev.sluice.model.TargetState;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/**
 * What the worker wants of one task. The worker's threads set it; the task's own thread looks at it between two steps and
 * waits on it. Safe for use by many threads.
 */
public final class TaskControl {
    private final Object changed = new Object();
    private final Time time;
    private volatile boolean paused;
    private volatile boolean stopping;
    private volatile long stoppingSinceMs;
    private volatile boolean cancelled;
    private volatile Runnable wakeup = () -> {};

    /**
     * @param target what the task is meant to do at first
     */
    public TaskControl(TargetState target, Time time) {
        this.paused = target != TargetState.STARTED;
        this.time = time;
    }

    /**
     * Names what gets the task's thread out of a wait that is not on this object. It is run after every change, on the
     * thread that makes the change, and must not block.
     */
    public void onChange(Runnable wake) {
        this.wakeup = wake;
    }

    /** Pauses the task or lets it go on; tasks of a stopped connector pause until they are stopped. */
    public void target(TargetState target) {
        paused = target != TargetState.STARTED;
        tell();
    }

    /** Asks the task to end in good order. */
    public void stop() {
        beginStop();
        tell();
    }

    private void beginStop() {
        synchronized (changed) {
            if (!stopping) {
                stoppingSinceMs = time.milliseconds();
                stopping = true;
            }
        }
    }

    /** Gives the task up: it ends as soon as it can, and nobody waits for what it still does. */
    public void cancel() {
        cancelled = true;
        beginStop();
        tell();
    }

    private void tell() {
        synchronized (changed) {
            changed.notifyAll();
        }
        wakeup.run();
    }

    public boolean paused() {
        return paused;
    }

    /** Whether the task is to end, in good order or at once. */
    public boolean stopping() {
        return stopping;
    }

    /** How long ago the task was told to end, in ms; 0 if it was not. */
    public long stoppingForMs() {
        return stopping ? Math.max(0, time.milliseconds() - stoppingSinceMs) : 0;
    }

    public boolean cancelled() {
        return cancelled;
    }

    /**
     * Blocks while the task is paused.
     *
     * @return whether it is to go on; false if it is to end
     */
    public boolean awaitResume() throws InterruptedException {
        time.waitObject(changed, () -> !paused || stopping, Long.MAX_VALUE);
        return !stopping;
    }

    /**
     * Waits for a while.
     *
     * @return whether the task is to go on; false, at once, if it is to end
     */
    public boolean sleep(long durationMs) throws InterruptedException {
        try {
            time.waitObject(changed, () -> stopping, time.milliseconds() + durationMs);
        } catch (TimeoutException slept) {
            return !stopping;
        }
        return false;
    }
}
