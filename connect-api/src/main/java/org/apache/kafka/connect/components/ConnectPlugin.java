package org.apache.kafka.connect.components;

import org.apache.kafka.common.config.ConfigDef;

/**
 * What all plugins of a worker have in common: a version and a description of their configuration, so that both can be
 * shown and checked without running the plugin (KIP-1273).
 */
public interface ConnectPlugin extends Versioned {

    /**
     * Describes the configuration keys that this plugin reads.
     *
     * @return the definition, without any prefix under which the plugin is configured
     */
    ConfigDef config();
}
