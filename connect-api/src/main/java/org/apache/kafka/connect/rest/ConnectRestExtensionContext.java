package org.apache.kafka.connect.rest;

import jakarta.ws.rs.core.Configurable;
import org.apache.kafka.connect.health.ConnectClusterState;

/** What the worker offers to a {@link ConnectRestExtension}. */
public interface ConnectRestExtensionContext {

    /**
     * The JAX-RS configuration of the REST server. A class that is registered already is not replaced.
     *
     * @return the place to register resources, filters and other providers
     */
    Configurable<? extends Configurable<?>> configurable();

    /**
     * A view of the cluster.
     *
     * @return the view, which can be asked once the worker runs
     */
    ConnectClusterState clusterState();
}
