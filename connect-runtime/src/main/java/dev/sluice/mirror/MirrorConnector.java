package dev.sluice.mirror;

/** The connectors that mirror a flow. */
public enum MirrorConnector {
    /** Copies records, and tells which offsets match. */
    SOURCE("MirrorSourceConnector"),
    /** Writes heartbeats. */
    HEARTBEAT("MirrorHeartbeatConnector"),
    /** Translates the offsets of consumer groups. */
    CHECKPOINT("MirrorCheckpointConnector");

    private final String connectorName;

    MirrorConnector(String connectorName) {
        this.connectorName = connectorName;
    }

    /** The name that it has where nobody gives it another one. */
    public String connectorName() {
        return connectorName;
    }

    public String className() {
        return "org.apache.kafka.connect.mirror." + connectorName;
    }
}
