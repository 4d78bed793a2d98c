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
 * <p>Reads answer from memory and see a write only once it has come back from the topic. Writes never block.
 */
public interface StatusStore extends AutoCloseable {

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

    /** Forgets a connector, and in memory its tasks. */
    void removeConnector(String connector);

    /** Forgets a task. */
    void remove(TaskId task);

    Optional<Status> connector(String connector);

    Optional<Status> task(TaskId task);

    /** By task number. */
    SortedMap<Integer, Status> tasks(String connector);

    /** Names of all connectors that have a status, or a task with one. */
    Set<String> connectors();

    /** Writes that a connector uses a topic, unless that is known already. */
    void putTopic(TopicUse use);

    /** Whether the use of a topic is known; cheap enough to be asked for every record. */
    boolean knowsTopic(String connector, String topic);

    Optional<TopicUse> topic(String connector, String topic);

    Collection<TopicUse> topics(String connector);

    /** Forgets that a connector uses a topic. */
    void removeTopic(String connector, String topic);

    /** Waits until everything put so far is written or given up. */
    void flush();

    @Override
    void close();
}
