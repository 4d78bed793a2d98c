package dev.sluice.store.status;

import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.model.TopicUse;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What is known of the connectors and tasks of a group. Answers from memory; safe for use by several threads.
 */
public interface Statuses {

    Optional<Status> connector(String connector);

    Optional<Status> task(TaskId task);

    /** By task number. */
    SortedMap<Integer, Status> tasks(String connector);

    /** Names of all connectors that have a status, or a task with one. */
    Set<String> connectors();

    /** Tasks of removed connectors whose statuses are over, though nobody has removed their records. */
    Set<TaskId> remains();

    /** Whether the use of a topic is known; cheap enough to be asked for every record. */
    boolean knowsTopic(String connector, String topic);

    Optional<TopicUse> topic(String connector, String topic);

    Collection<TopicUse> topics(String connector);

    /** Rises whenever anything is learnt; read it before what it is to tell the age of. */
    long version();

    /** As {@link #version()}, of one connector, its tasks and its topics; 0 while nothing was learnt of it. */
    long version(String connector);
}
