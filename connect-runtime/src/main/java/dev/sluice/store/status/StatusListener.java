package dev.sluice.store.status;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import java.util.Optional;

/**
 * Hears every status that is read from the status topic, also those of the past while it is loaded. Called on the
 * store's reader thread; may only take note.
 */
public interface StatusListener {
    /** Hears nothing. */
    StatusListener NONE = new StatusListener() {
        @Override
        public void onConnector(String connector, Optional<Status> status, long writtenMs) {}

        @Override
        public void onTask(TaskId task, Optional<Status> status, long writtenMs) {}
    };

    /**
     * @param status    empty if it was removed
     * @param writtenMs when it was written, in ms since the epoch, by the clock of who wrote it
     */
    void onConnector(String connector, Optional<Status> status, long writtenMs);

    /** As {@link #onConnector}. */
    void onTask(TaskId task, Optional<Status> status, long writtenMs);
}
