package dev.sluice.service;

/** Whether a connector writes to Kafka, reads from it, or cannot be told because its class is missing. */
public enum ConnectorType {
    SOURCE("source"),
    SINK("sink"),
    UNKNOWN("unknown");

    private final String restName;

    ConnectorType(String restName) {
        this.restName = restName;
    }

    /** The word that the REST API uses. */
    public String restName() {
        return restName;
    }
}
