package org.apache.kafka.connect.health;

import java.util.Locale;

/** Which way a connector copies. Its text is the lower-case name. */
public enum ConnectorType {
    /** From another system into Kafka. */
    SOURCE,
    /** From Kafka into another system. */
    SINK,
    /** Not known, for instance because the connector's class cannot be found. */
    UNKNOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
