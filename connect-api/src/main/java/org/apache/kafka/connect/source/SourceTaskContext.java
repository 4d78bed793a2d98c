package org.apache.kafka.connect.source;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What the worker offers to a source task. */
public interface SourceTaskContext {

    /**
     * The task's configuration as it is now. Values that come from configuration providers may have changed since the
     * start.
     *
     * @return the configuration
     */
    Map<String, String> configs();

    /**
     * Gives access to committed offsets.
     *
     * @return the reader
     */
    OffsetStorageReader offsetStorageReader();

    /**
     * Gives access to transaction boundaries (KIP-618).
     *
     * @return the context, null unless the connector is asked to mark the boundaries itself
     */
    default TransactionContext transactionContext() {
        return null;
    }

    /**
     * Gives access to metrics of the task's own, which the worker registers and removes (KIP-877).
     *
     * @return the metrics that belong to this task
     */
    PluginMetrics pluginMetrics();
}
