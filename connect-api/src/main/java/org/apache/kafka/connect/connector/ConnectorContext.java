package org.apache.kafka.connect.connector;

import org.apache.kafka.common.metrics.PluginMetrics;

/** What the worker offers to a running connector. May be called from any thread of the connector. */
public interface ConnectorContext {

    /**
     * Asks the worker to fetch the task configurations anew, for instance after new tables or files were found. The worker
     * calls {@link Connector#taskConfigs(int)} later and restarts the tasks if the answer has changed.
     */
    void requestTaskReconfiguration();

    /**
     * Reports an error that the connector cannot recover from. The connector goes to the state FAILED.
     *
     * @param e what went wrong; shown to the user as the connector's trace
     */
    void raiseError(Exception e);

    /**
     * Gives access to metrics of the connector's own, which the worker registers and removes (KIP-877).
     *
     * @return the metrics that belong to this connector
     */
    PluginMetrics pluginMetrics();
}
