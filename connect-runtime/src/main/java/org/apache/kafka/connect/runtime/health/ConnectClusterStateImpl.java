package org.apache.kafka.connect.runtime.health;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.health.ConnectClusterDetails;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.runtime.Herder;

/**
 * The cluster state that REST extensions are given. Debezium's extension reads the field {@code herder} by reflection to
 * get at the installed plugins, hence this class and that name.
 */
public final class ConnectClusterStateImpl implements ConnectClusterState {

    private final ConnectClusterState state;
    private final Herder herder;

    public ConnectClusterStateImpl(ConnectClusterState state, Herder herder) {
        this.state = state;
        this.herder = herder;
    }

    @Override
    public Collection<String> connectors() {
        return state.connectors();
    }

    @Override
    public ConnectorHealth connectorHealth(String connectorName) {
        return state.connectorHealth(connectorName);
    }

    @Override
    public Map<String, String> connectorConfig(String connectorName) {
        return state.connectorConfig(connectorName);
    }

    @Override
    public ConnectClusterDetails clusterDetails() {
        return state.clusterDetails();
    }

    /** The worker behind the state. */
    public Herder herder() {
        return herder;
    }
}
