package dev.sluice.store.status;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What every connector and task of the group does, and which topics each connector uses.
 *
 * <p>Reads answer from memory: what this worker has said of its own connectors and tasks is seen at once, everything else
 * once it has come back from the topic. Writes never block.
 */
public interface StatusStore extends Statuses, AutoCloseable {

    /** What has come back from the topic so far, and what was said here; all reads are answered from it. */
    Statuses known();

    /** Reads what is known; blocks until it is all there. */
    void start();

    /** Writes a connector's status. */
    void put(String connector, Status status);

    /** Writes a connector's status unless a worker of a later generation has spoken. */
    void putSafe(String connector, Status status);

    /** Writes a task's status. */
    void put(TaskId task, Status status);

    /** Writes a task's status unless a worker of a later generation has spoken. */
    void putSafe(TaskId task, Status status);

    /** What this worker still tries to write of a connector is over. */
    default void withdraw(String connector) {}

    /** What this worker still tries to write of a task is over. */
    default void withdraw(TaskId task) {}

    /** The moment from which on nothing said here is old; to be asked before what is to be removed is looked for. */
    long moment();

    /**
     * Forgets a connector, and in memory its tasks.
     *
     * @param asOf the {@link #moment} of which this is true: what the one who runs it has said since, stands
     */
    void removeConnector(String connector, long asOf);

    /** Forgets a task; as {@link #removeConnector}. */
    void remove(TaskId task, long asOf);

    /** Writes that a connector uses a topic, unless that is known already. */
    void putTopic(TopicUse use);

    /** Forgets that a connector uses a topic. */
    void removeTopic(String connector, String topic);

    /** Waits until everything put so far is written or given up. */
    void flush();

    @Override
    void close();

    @Override
    default Optional<Status> connector(String connector) {
        return known().connector(connector);
    }

    @Override
    default Optional<Status> task(TaskId task) {
        return known().task(task);
    }

    @Override
    default SortedMap<Integer, Status> tasks(String connector) {
        return known().tasks(connector);
    }

    @Override
    default Set<String> connectors() {
        return known().connectors();
    }

    @Override
    default Set<TaskId> remains() {
        return known().remains();
    }

    @Override
    default boolean knowsTopic(String connector, String topic) {
        return known().knowsTopic(connector, topic);
    }

    @Override
    default Optional<TopicUse> topic(String connector, String topic) {
        return known().topic(connector, topic);
    }

    @Override
    default Collection<TopicUse> topics(String connector) {
        return known().topics(connector);
    }

    @Override
    default long version() {
        return known().version();
    }

    @Override
    default long version(String connector) {
        return known().version(connector);
    }
}
