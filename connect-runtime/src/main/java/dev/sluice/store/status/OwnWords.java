package dev.sluice.store.status;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What was read of the status topic, and over it what this worker has said and not read back yet: who asks the worker
 * that runs a task is told at once what became of it, whether or not a broker has taken it down already.
 */
final class OwnWords implements Statuses {
    private final StatusCache read;
    private final Map<String, Word> connectors = new ConcurrentHashMap<>();
    private final Map<TaskId, Word> tasks = new ConcurrentHashMap<>();

    /** A status and the record that is on its way. */
    private record Word(Status status, ByteBuffer record) {
        boolean carries(byte[] other) {
            return other != null && record.equals(ByteBuffer.wrap(other));
        }
    }

    OwnWords(StatusCache read) {
        this.read = read;
    }

    /** To be called before the record is on its way. */
    void said(String connector, Status status, byte[] record) {
        connectors.put(connector, new Word(status, ByteBuffer.wrap(record)));
        read.learnt(connector);
    }

    /** As {@link #said(String, Status, byte[])}. */
    void said(TaskId task, Status status, byte[] record) {
        tasks.put(task, new Word(status, ByteBuffer.wrap(record)));
        read.learnt(task.connector());
    }

    /** A record of the connector's key has been read and taken in. */
    void heard(String connector, byte[] record) {
        end(connectors, connector, connector, word -> isOver(word, record, read.connector(connector)));
    }

    /** A record of the task's key has been read and taken in. */
    void heard(TaskId task, byte[] record) {
        end(tasks, task, task.connector(), word -> isOver(word, record, read.task(task)));
    }

    /** A record of the connector's key is not written any more. */
    void dropped(String connector, byte[] record) {
        end(connectors, connector, connector, word -> word.carries(record));
    }

    /** A record of the task's key is not written any more. */
    void dropped(TaskId task, byte[] record) {
        end(tasks, task, task.connector(), word -> word.carries(record));
    }

    private <K> void end(Map<K, Word> words, K key, String connector, Predicate<Word> over) {
        Word word = words.get(key);
        if (word != null && over.test(word) && words.remove(key, word)) {
            read.learnt(connector);
        }
    }

    /** It has come back, was removed, or someone has spoken later. */
    private static boolean isOver(Word word, byte[] record, Optional<Status> known) {
        return record == null
                || word.carries(record)
                || known.map(status -> status.generation() > word.status().generation())
                        .orElse(false);
    }

    void withdraw(String connector) {
        if (connectors.remove(connector) != null) {
            read.learnt(connector);
        }
    }

    void withdraw(TaskId task) {
        if (tasks.remove(task) != null) {
            read.learnt(task.connector());
        }
    }

    @Override
    public Optional<Status> connector(String connector) {
        Word word = connectors.get(connector);
        return word == null ? read.connector(connector) : Optional.of(word.status());
    }

    @Override
    public Optional<Status> task(TaskId task) {
        Word word = tasks.get(task);
        return word == null ? read.task(task) : Optional.of(word.status());
    }

    @Override
    public SortedMap<Integer, Status> tasks(String connector) {
        if (tasks.isEmpty()) {
            return read.tasks(connector);
        }
        SortedMap<Integer, Status> merged = new TreeMap<>(read.tasks(connector));
        tasks.forEach((task, word) -> {
            if (task.connector().equals(connector)) {
                merged.put(task.task(), word.status());
            }
        });
        return Collections.unmodifiableSortedMap(merged);
    }

    @Override
    public Set<String> connectors() {
        Set<String> names = new TreeSet<>(read.connectors());
        names.addAll(connectors.keySet());
        tasks.keySet().forEach(task -> names.add(task.connector()));
        return names;
    }

    @Override
    public Set<TaskId> remains() {
        return read.remains();
    }

    @Override
    public boolean knowsTopic(String connector, String topic) {
        return read.knowsTopic(connector, topic);
    }

    @Override
    public Optional<TopicUse> topic(String connector, String topic) {
        return read.topic(connector, topic);
    }

    @Override
    public Collection<TopicUse> topics(String connector) {
        return read.topics(connector);
    }

    @Override
    public long version() {
        return read.version();
    }

    @Override
    public long version(String connector) {
        return read.version(connector);
    }
}
