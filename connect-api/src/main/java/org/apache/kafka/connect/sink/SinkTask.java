package org.apache.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Task;

/**
 * A task that writes Kafka's records to another system.
 *
 * <p>The worker calls, all from one thread: {@link #initialize(SinkTaskContext)}, {@link #start(Map)}, then in a loop
 * {@link #open(Collection)} for new partitions, {@link #put(Collection)} for records,
 * {@link #preCommit(Map)} before offsets are committed and {@link #close(Collection)} for partitions that go away; and
 * {@link #stop()} in the end. {@code put} may return before the records are written, if {@code preCommit} answers with
 * the offsets that are safe.
 */
public abstract class SinkTask implements Task {

    /** The connector's key that lists the topics to read, separated by commas. */
    public static final String TOPICS_CONFIG = "topics";

    /** The connector's key that gives the topics to read as a regular expression. */
    public static final String TOPICS_REGEX_CONFIG = "topics.regex";

    /** The worker's side; set by {@link #initialize(SinkTaskContext)}, null before. */
    protected SinkTaskContext context;

    /** For subclasses. */
    public SinkTask() {}

    /**
     * Hands over the context, before the start.
     *
     * @param context the worker's side
     */
    public void initialize(SinkTaskContext context) {
        this.context = context;
    }

    @Override
    public abstract void start(Map<String, String> props);

    /**
     * Takes records to write. May be called without records, so that a task gets to its periodic work.
     *
     * @param records the records, in order within each partition
     * @throws org.apache.kafka.connect.errors.RetriableException to be given the same records again later
     */
    public abstract void put(Collection<SinkRecord> records);

    /**
     * Writes out what {@link #put(Collection)} has taken and not yet written. Unless overridden, does nothing.
     *
     * @param currentOffsets the offset after the last record taken, for each partition
     */
    public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {}

    /**
     * Tells which offsets may be committed. Unless overridden, {@linkplain #flush(Map) flushes} and agrees to all.
     *
     * @param currentOffsets the offset after the last record taken, for each partition
     * @return the offset after the last record that is safe, for each partition to be committed; empty for none
     */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        flush(currentOffsets);
        return currentOffsets;
    }

    /**
     * Told before records of new partitions come. Unless overridden, does nothing.
     *
     * @param partitions the new partitions only
     */
    public void open(Collection<TopicPartition> partitions) {}

    /**
     * Told when partitions go away, after their last commit. Unless overridden, does nothing.
     *
     * @param partitions the partitions that go away
     */
    public void close(Collection<TopicPartition> partitions) {}

    /** Ends the task; the last call. */
    @Override
    public abstract void stop();
}
