package org.apache.kafka.connect.sink;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * What the worker offers to a sink task. All methods are to be called from the task's own thread, that is from within
 * the methods of {@link SinkTask}.
 */
public interface SinkTaskContext {

    /**
     * The task's configuration as it is now. Values that come from configuration providers may have changed since the
     * start.
     *
     * @return the configuration
     */
    Map<String, String> configs();

    /**
     * Asks to read on from other places, for instance from offsets that the other system keeps.
     *
     * @param offsets the offset of the next record for each partition
     */
    void offset(Map<TopicPartition, Long> offsets);

    /**
     * Asks to read on from another place.
     *
     * @param tp the partition
     * @param offset the offset of its next record
     */
    void offset(TopicPartition tp, long offset);

    /**
     * Sets how long to wait before the next {@code put} after one that threw a
     * {@link org.apache.kafka.connect.errors.RetriableException}.
     *
     * @param timeoutMs milliseconds
     */
    void timeout(long timeoutMs);

    /**
     * The partitions that the task has at present.
     *
     * @return the partitions
     */
    Set<TopicPartition> assignment();

    /**
     * Stops reading from partitions until they are resumed.
     *
     * @param partitions partitions of the task
     * @throws org.apache.kafka.connect.errors.IllegalWorkerStateException if one of them is not the task's
     */
    void pause(TopicPartition... partitions);

    /**
     * Reads on from partitions that were paused.
     *
     * @param partitions partitions of the task
     * @throws org.apache.kafka.connect.errors.IllegalWorkerStateException if one of them is not the task's
     */
    void resume(TopicPartition... partitions);

    /** Asks to commit offsets soon, before the regular interval has passed. */
    void requestCommit();

    /**
     * Gives access to the reporting of records that cannot be handled (KIP-610).
     *
     * @return the reporter; null if errors are neither tolerated nor reported, or if the worker has none, which is so unless
     *     overridden
     */
    default ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    /**
     * Gives access to metrics of the task's own, which the worker registers and removes (KIP-877).
     *
     * @return the metrics that belong to this task
     */
    PluginMetrics pluginMetrics();
}
