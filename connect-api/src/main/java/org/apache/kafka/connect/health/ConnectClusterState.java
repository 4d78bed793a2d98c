package org.apache.kafka.connect.health;

import java.util.Collection;
import java.util.Map;

/** A view of the cluster of workers for REST extensions (KIP-285). May be called from any thread. */
public interface ConnectClusterState {

    /**
     * Lists the connectors.
     *
     * @return their names
     */
    Collection<String> connectors();

    /**
     * Reports on a connector and its tasks.
     *
     * @param connName the connector's name
     * @return its health
     * @throws org.apache.kafka.connect.errors.NotFoundException if there is no such connector
     */
    ConnectorHealth connectorHealth(String connName);

    /**
     * Gives the configuration of a connector as it was submitted (KIP-454).
     *
     * @param connName the connector's name
     * @return the configuration
     * @throws org.apache.kafka.connect.errors.NotFoundException if there is no such connector
     * @throws UnsupportedOperationException if the worker does not tell, which is so unless overridden
     */
    default Map<String, String> connectorConfig(String connName) {
        throw new UnsupportedOperationException("This worker does not give out connector configurations");
    }

    /**
     * Gives facts about the cluster (KIP-454).
     *
     * @return the facts
     * @throws UnsupportedOperationException if the worker does not tell, which is so unless overridden
     */
    default ConnectClusterDetails clusterDetails() {
        throw new UnsupportedOperationException("This worker does not give out details of its cluster");
    }
}
