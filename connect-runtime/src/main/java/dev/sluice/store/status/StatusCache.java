package dev.sluice.store.status;

import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The statuses and topics that are known. One thread writes, any reads.
 */
final class StatusCache {
    private final Map<String, Status> connectors = new ConcurrentHashMap<>();
    private final Map<String, SortedMap<Integer, Status>> tasks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, TopicUse>> topics = new ConcurrentHashMap<>();

    /** Takes a connector's status in; without one the connector is gone, and so are its tasks. */
    void connector(String connector, Optional<Status> status) {
        if (status.isPresent()) {
            connectors.put(connector, status.get());
        } else {
            connectors.remove(connector);
            tasks.remove(connector);
        }
    }

    /**
     * Takes a task's status in. A worker that has to give a task up may say so only after the next one has started it:
     * such a record is ignored.
     */
    void task(TaskId task, Optional<Status> status) {
        if (status.isEmpty()) {
            tasks.computeIfPresent(task.connector(), (connector, ofConnector) -> {
                ofConnector.remove(task.task());
                return ofConnector.isEmpty() ? null : ofConnector;
            });
            return;
        }
        tasks.compute(task.connector(), (connector, known) -> {
            SortedMap<Integer, Status> ofConnector = known == null ? new ConcurrentSkipListMap<>() : known;
            Status before = ofConnector.get(task.task());
            boolean late = before != null
                    && before.state() == RunState.RUNNING
                    && status.get().state() == RunState.UNASSIGNED
                    && before.generation() >= status.get().generation();
            if (!late) {
                ofConnector.put(task.task(), status.get());
            }
            return ofConnector;
        });
    }

    /** Takes a task's status in, whatever was known before. */
    void replaceTask(TaskId task, Status status) {
        tasks.compute(task.connector(), (connector, known) -> {
            SortedMap<Integer, Status> ofConnector = known == null ? new ConcurrentSkipListMap<>() : known;
            ofConnector.put(task.task(), status);
            return ofConnector;
        });
    }

    void topic(TopicUse use) {
        topics.computeIfAbsent(use.connector(), connector -> new ConcurrentHashMap<>())
                .put(use.topic(), use);
    }

    void removeTopic(String connector, String topic) {
        topics.computeIfPresent(connector, (name, ofConnector) -> {
            ofConnector.remove(topic);
            return ofConnector.isEmpty() ? null : ofConnector;
        });
    }

    Optional<Status> connector(String connector) {
        return Optional.ofNullable(connectors.get(connector));
    }

    Optional<Status> task(TaskId task) {
        SortedMap<Integer, Status> ofConnector = tasks.get(task.connector());
        return ofConnector == null ? Optional.empty() : Optional.ofNullable(ofConnector.get(task.task()));
    }

    SortedMap<Integer, Status> tasks(String connector) {
        SortedMap<Integer, Status> ofConnector = tasks.get(connector);
        return ofConnector == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(ofConnector));
    }

    Set<String> connectors() {
        Set<String> names = new TreeSet<>(connectors.keySet());
        names.addAll(tasks.keySet());
        return names;
    }

    boolean knowsTopic(String connector, String topic) {
        Map<String, TopicUse> ofConnector = topics.get(connector);
        return ofConnector != null && ofConnector.containsKey(topic);
    }

    Optional<TopicUse> topic(String connector, String topic) {
        Map<String, TopicUse> ofConnector = topics.get(connector);
        return ofConnector == null ? Optional.empty() : Optional.ofNullable(ofConnector.get(topic));
    }

    Collection<TopicUse> topics(String connector) {
        Map<String, TopicUse> ofConnector = topics.get(connector);
        return ofConnector == null ? List.of() : List.copyOf(ofConnector.values());
    }
}
