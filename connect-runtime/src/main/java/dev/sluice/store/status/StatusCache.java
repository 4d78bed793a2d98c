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
 *
 * <p>The records of one connector and of its tasks stand in different partitions and are read in any order, yet the
 * removal of a connector ends the statuses of its tasks too. Which ones, is therefore not a matter of when they are
 * read: what is known of the connector and what is known of the task are kept apart, each folded from the records of
 * its own key, whose order is certain. Only who asks for a task's status has both compared, by {@link #isOver}.
 */
final class StatusCache implements Statuses {
    private final Map<String, ConnectorFacts> connectors = new ConcurrentHashMap<>();
    private final Map<String, SortedMap<Integer, TaskFacts>> tasks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, TopicUse>> topics = new ConcurrentHashMap<>();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private volatile long version;

    /**
     * Takes a connector's status in; without one the connector is removed, and so are its tasks of that time.
     *
     * @param writtenMs when the record was written, by the clock of who wrote it
     */
    void connector(String connector, Optional<Status> status, long writtenMs) {
        connectors.compute(connector, (name, known) -> {
            ConnectorFacts before = known == null ? ConnectorFacts.NONE : known;
            return status.map(before::saying).orElseGet(() -> before.removed(writtenMs));
        });
        learnt(connector);
    }

    /**
     * Takes a task's status in. A worker that has to give a task up may say so only after the next one has started it:
     * such a record is ignored.
     *
     * @param writtenMs when the record was written, by the clock of who wrote it
     * @return false if it was ignored
     */
    boolean task(TaskId task, Optional<Status> status, long writtenMs) {
        if (status.isEmpty()) {
            tasks.computeIfPresent(task.connector(), (connector, ofConnector) -> {
                ofConnector.remove(task.task());
                return ofConnector.isEmpty() ? null : ofConnector;
            });
            learnt(task.connector());
            return true;
        }
        SortedMap<Integer, TaskFacts> ofConnector = tasks.get(task.connector());
        TaskFacts before = ofConnector == null ? null : ofConnector.get(task.task());
        if (before != null && isLate(before.status(), status.get())) {
            return false;
        }
        replaceTask(task, status.get(), writtenMs);
        return true;
    }

    /** Takes a task's status in, whatever was known before. */
    void replaceTask(TaskId task, Status status, long writtenMs) {
        tasks.compute(task.connector(), (connector, known) -> {
            SortedMap<Integer, TaskFacts> ofConnector = known == null ? new ConcurrentSkipListMap<>() : known;
            ofConnector.put(task.task(), new TaskFacts(status, writtenMs));
            return ofConnector;
        });
        learnt(task.connector());
    }

    private static boolean isLate(Status before, Status status) {
        return before.state() == RunState.RUNNING
                && status.state() == RunState.UNASSIGNED
                && before.generation() >= status.generation();
    }

    void topic(TopicUse use) {
        topics.computeIfAbsent(use.connector(), connector -> new ConcurrentHashMap<>())
                .put(use.topic(), use);
        learnt(use.connector());
    }

    void removeTopic(String connector, String topic) {
        topics.computeIfPresent(connector, (name, ofConnector) -> {
            ofConnector.remove(topic);
            return ofConnector.isEmpty() ? null : ofConnector;
        });
        learnt(connector);
    }

    /** After the change, so that who reads a version and then the rest never takes old for new. */
    synchronized void learnt(String connector) {
        long next = version + 1;
        versions.put(connector, next);
        version = next;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public long version(String connector) {
        return versions.getOrDefault(connector, 0L);
    }

    @Override
    public Optional<Status> connector(String connector) {
        return facts(connector).present();
    }

    @Override
    public Optional<Status> task(TaskId task) {
        return Optional.ofNullable(tasks.get(task.connector()))
                .map(ofConnector -> ofConnector.get(task.task()))
                .filter(known -> !isOver(known, facts(task.connector())))
                .map(TaskFacts::status);
    }

    @Override
    public SortedMap<Integer, Status> tasks(String connector) {
        SortedMap<Integer, TaskFacts> ofConnector = tasks.get(connector);
        if (ofConnector == null) {
            return Collections.emptySortedMap();
        }
        ConnectorFacts facts = facts(connector);
        SortedMap<Integer, Status> present = new TreeMap<>();
        ofConnector.forEach((task, known) -> {
            if (!isOver(known, facts)) {
                present.put(task, known.status());
            }
        });
        return Collections.unmodifiableSortedMap(present);
    }

    @Override
    public Set<String> connectors() {
        Set<String> names = new TreeSet<>(connectors.keySet());
        names.addAll(tasks.keySet());
        names.removeIf(name -> connector(name).isEmpty() && tasks(name).isEmpty());
        return names;
    }

    @Override
    public Set<TaskId> remains() {
        Set<TaskId> over = new TreeSet<>();
        tasks.forEach((connector, ofConnector) -> ofConnector.forEach((task, known) -> {
            if (isOver(known, facts(connector))) {
                over.add(new TaskId(connector, task));
            }
        }));
        return over;
    }

    @Override
    public boolean knowsTopic(String connector, String topic) {
        Map<String, TopicUse> ofConnector = topics.get(connector);
        return ofConnector != null && ofConnector.containsKey(topic);
    }

    @Override
    public Optional<TopicUse> topic(String connector, String topic) {
        Map<String, TopicUse> ofConnector = topics.get(connector);
        return ofConnector == null ? Optional.empty() : Optional.ofNullable(ofConnector.get(topic));
    }

    @Override
    public Collection<TopicUse> topics(String connector) {
        Map<String, TopicUse> ofConnector = topics.get(connector);
        return ofConnector == null ? List.of() : List.copyOf(ofConnector.values());
    }

    /**
     * Whether what a task said last was said of a connector that has been removed since. It was, unless it was written
     * after the removal, or in a later generation than the one in which the connector was given up, or in no earlier one
     * than its successor spoke in: clocks of two workers may differ, and what begins under a name that has ended begins a
     * generation. Where generations cannot tell the clocks decide. A status that is shown too long is removed by the
     * leader when it next cleans up; one that is not shown would not be written again.
     */
    private static boolean isOver(TaskFacts task, ConnectorFacts connector) {
        int generation = task.status().generation();
        return connector.removedMs() >= task.writtenMs()
                && (connector.removedGeneration() < 0 || generation <= connector.removedGeneration())
                && connector
                        .present()
                        .map(successor -> generation < successor.generation())
                        .orElse(true);
    }

    private ConnectorFacts facts(String connector) {
        return connectors.getOrDefault(connector, ConnectorFacts.NONE);
    }

    /**
     * What the records of a connector's key say.
     *
     * @param present           its status; empty if it was removed or never had one
     * @param removedMs         when it was last removed; below any time if it never was
     * @param removedGeneration the generation in which it had been given up for that; negative if that is not known
     */
    private record ConnectorFacts(Optional<Status> present, long removedMs, int removedGeneration) {
        static final ConnectorFacts NONE = new ConnectorFacts(Optional.empty(), Long.MIN_VALUE, -1);

        ConnectorFacts saying(Status status) {
            return new ConnectorFacts(Optional.of(status), removedMs, removedGeneration);
        }

        ConnectorFacts removed(long writtenMs) {
            // Only a farewell was said in the generation of the removal; tasks start in later ones than connectors.
            int farewell = present.isEmpty() ? removedGeneration : -1;
            if (present.isPresent() && present.get().state() == RunState.UNASSIGNED) {
                farewell = present.get().generation();
            }
            return new ConnectorFacts(Optional.empty(), writtenMs, farewell);
        }
    }

    /** What the records of a task's key say, and when they did. */
    private record TaskFacts(Status status, long writtenMs) {}
}
