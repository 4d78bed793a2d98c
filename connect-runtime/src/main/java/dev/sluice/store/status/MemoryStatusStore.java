package dev.sluice.store.status;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The status store of a standalone worker: nothing survives the process, and every write is seen at once. With one
 * worker every put is safe.
 */
public final class MemoryStatusStore implements StatusStore {
    private final StatusCache cache = new StatusCache();
    private final StatusListener listener;
    private final LongSupplier clock;
    /** When something was last said, by connector or task. */
    private final Map<Object, Long> said = new HashMap<>();

    private long writes;

    /** For a worker that nobody hears. */
    public MemoryStatusStore() {
        this(StatusListener.NONE, () -> 0);
    }

    /**
     * @param listener hears of every status
     * @param clock    in ms since the epoch
     */
    public MemoryStatusStore(StatusListener listener, LongSupplier clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void start() {}

    @Override
    public Statuses known() {
        return cache;
    }

    @Override
    public synchronized void put(String connector, Status status) {
        said.put(connector, ++writes);
        cache.connector(connector, Optional.of(status), writes);
        listener.onConnector(connector, Optional.of(status), clock.getAsLong());
    }

    @Override
    public void putSafe(String connector, Status status) {
        put(connector, status);
    }

    @Override
    public synchronized void put(TaskId task, Status status) {
        said.put(task, ++writes);
        cache.replaceTask(task, status, writes);
        listener.onTask(task, Optional.of(status), clock.getAsLong());
    }

    @Override
    public void putSafe(TaskId task, Status status) {
        put(task, status);
    }

    @Override
    public synchronized long moment() {
        return writes;
    }

    @Override
    public synchronized void removeConnector(String connector, long asOf) {
        if (!forget(connector, asOf)) {
            return;
        }
        cache.tasks(connector).keySet().forEach(task -> remove(new TaskId(connector, task), asOf));
        cache.connector(connector, Optional.empty(), ++writes);
        listener.onConnector(connector, Optional.empty(), clock.getAsLong());
    }

    @Override
    public synchronized void remove(TaskId task, long asOf) {
        if (!forget(task, asOf)) {
            return;
        }
        cache.task(task, Optional.empty(), ++writes);
        listener.onTask(task, Optional.empty(), clock.getAsLong());
    }

    /** Whether nothing was said since. */
    private boolean forget(Object connectorOrTask, long asOf) {
        if (said.getOrDefault(connectorOrTask, 0L) > asOf) {
            return false;
        }
        said.remove(connectorOrTask);
        return true;
    }

    @Override
    public void putTopic(TopicUse use) {
        cache.topic(use);
    }

    @Override
    public void removeTopic(String connector, String topic) {
        cache.removeTopic(connector, topic);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
