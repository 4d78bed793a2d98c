package org.apache.kafka.connect.runtime;

import dev.sluice.config.ConnectorDefinitions;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.errors.ToleranceType;

/** The keys that every connector has, for connectors that build their own definition on them. */
public final class ConnectorConfig {

    /** How records that fail are treated where {@code errors.tolerance} says nothing. */
    public static final ToleranceType ERRORS_TOLERANCE_DEFAULT = ToleranceType.NONE;

    private ConnectorConfig() {}

    /** A new definition of the keys that sources and sinks share; the caller may add to it. */
    public static ConfigDef configDef() {
        return ConnectorDefinitions.common();
    }
}
