package dev.sluice.store.status;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The status store of a standalone worker: nothing survives the process, and every write is seen at once. With one
 * worker every put is safe.
 */
public final class MemoryStatusStore implements StatusStore {
    private final StatusCache cache = new StatusCache();

    @Override
    public void start() {}

    @Override
    public void put(String connector, Status status) {
        cache.connector(connector, Optional.of(status));
    }

    @Override
    public void putSafe(String connector, Status status) {
        put(connector, status);
    }

    @Override
    public void put(TaskId task, Status status) {
        cache.replaceTask(task, status);
    }

    @Override
    public void putSafe(TaskId task, Status status) {
        put(task, status);
    }

    @Override
    public void removeConnector(String connector) {
        cache.connector(connector, Optional.empty());
    }

    @Override
    public void remove(TaskId task) {
        cache.task(task, Optional.empty());
    }

    @Override
    public Optional<Status> connector(String connector) {
        return cache.connector(connector);
    }

    @Override
    public Optional<Status> task(TaskId task) {
        return cache.task(task);
    }

    @Override
    public SortedMap<Integer, Status> tasks(String connector) {
        return cache.tasks(connector);
    }

    @Override
    public Set<String> connectors() {
        return cache.connectors();
    }

    @Override
    public void putTopic(TopicUse use) {
        cache.topic(use);
    }

    @Override
    public boolean knowsTopic(String connector, String topic) {
        return cache.knowsTopic(connector, topic);
    }

    @Override
    public Optional<TopicUse> topic(String connector, String topic) {
        return cache.topic(connector, topic);
    }

    @Override
    public Collection<TopicUse> topics(String connector) {
        return cache.topics(connector);
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
