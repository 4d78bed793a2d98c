package org.apache.kafka.connect.runtime;

import dev.sluice.config.ConnectorDefinitions;
import org.apache.kafka.common.config.ConfigDef;

/** The keys that every connector has, for connectors that build their own definition on them. */
public final class ConnectorConfig {

    private ConnectorConfig() {}

    /** A new definition of the keys that sources and sinks share; the caller may add to it. */
    public static ConfigDef configDef() {
        return ConnectorDefinitions.common();
    }
}
