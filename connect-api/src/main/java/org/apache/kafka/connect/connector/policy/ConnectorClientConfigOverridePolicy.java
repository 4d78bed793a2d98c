package org.apache.kafka.connect.connector.policy;

import java.util.List;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.ConnectPlugin;

/**
 * Decides which {@code producer.override.}, {@code consumer.override.} and {@code admin.override.} settings a connector
 * may have. The worker asks when a connector is validated and again when it makes a client.
 *
 * <p>Found through {@link java.util.ServiceLoader}; configured with the worker's configuration (KIP-458). Called from
 * several threads at once.
 */
// close() may throw anything by AutoCloseable's contract, which is part of this published interface.
@SuppressWarnings("try")
public interface ConnectorClientConfigOverridePolicy extends Configurable, AutoCloseable, ConnectPlugin {

    /**
     * Judges the overrides of one client.
     *
     * @param connectorClientConfigRequest the overrides and what they are for
     * @return one value for each override, with an error message for each that is refused
     */
    List<ConfigValue> validate(ConnectorClientConfigRequest connectorClientConfigRequest);

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: no keys.
     */
    @Override
    default ConfigDef config() {
        return new ConfigDef();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Unless overridden: {@code undefined}.
     */
    @Override
    default String version() {
        return "undefined";
    }
}
