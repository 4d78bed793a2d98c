package org.apache.kafka.connect.rest;

import java.io.Closeable;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.ConnectPlugin;

/**
 * Adds JAX-RS resources and filters to the worker's REST server (KIP-285), for instance to ask for a password.
 *
 * <p>Named in the worker's {@code rest.extension.classes} and found through {@link java.util.ServiceLoader}. The worker
 * calls {@code configure} with its own configuration, {@link #register(ConnectRestExtensionContext)} once before the
 * server starts, and {@link #close()} when it stops.
 */
public interface ConnectRestExtension extends Configurable, ConnectPlugin, Closeable {

    /**
     * Registers resources and filters. Must not wait for the worker, which is not running yet.
     *
     * @param restPluginContext the place to register with, and a view of the cluster for later
     */
    void register(ConnectRestExtensionContext restPluginContext);

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: no keys.
     */
    @Override
    default ConfigDef config() {
        return new ConfigDef();
    }
}
