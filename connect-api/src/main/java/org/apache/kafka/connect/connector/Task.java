package org.apache.kafka.connect.connector;

import java.util.Map;

/**
 * One unit of a connector's work. A connector splits what it has to copy into task configurations, and a worker runs one
 * task for each of them.
 *
 * <p>Plugins do not implement this directly: they extend {@link org.apache.kafka.connect.source.SourceTask} or
 * {@link org.apache.kafka.connect.sink.SinkTask}.
 */
public interface Task {

    /**
     * Tells the version of this task, as a rule that of its connector.
     *
     * @return the version, a text for people
     */
    String version();

    /**
     * Prepares the task for work.
     *
     * @param props the configuration that the connector made for this task
     */
    void start(Map<String, String> props);

    /** Ends the work and gives back what the task holds. */
    void stop();
}
