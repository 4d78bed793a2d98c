package org.apache.kafka.connect.source;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;

/** A connector that copies from another system into Kafka. */
public abstract class SourceConnector extends Connector {

    /** For subclasses. */
    public SourceConnector() {}

    @Override
    protected SourceConnectorContext context() {
        return (SourceConnectorContext) context;
    }

    /**
     * Tells whether each record is delivered exactly once, given a configuration and a worker with
     * {@code exactly.once.source.support} enabled (KIP-618). Asked before the connector is started.
     *
     * @param connectorConfig the configuration
     * @return the answer; null, which is so unless overridden, if it is not known
     */
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return null;
    }

    /**
     * Tells whether the connector can mark transaction boundaries itself, given a configuration (KIP-618). Asked before
     * the connector is started.
     *
     * @param connectorConfig the configuration
     * @return the answer; no, unless overridden
     */
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> connectorConfig) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /**
     * Takes part in a change of offsets that a user has asked for (KIP-875): a connector can check the new offsets, and
     * carry over those that it keeps elsewhere. Called on an object that is neither initialized nor started.
     *
     * @param connectorConfig the configuration
     * @param offsets the new offset of each partition, null where it is to be forgotten
     * @return whether the connector has checked the offsets; no, unless overridden
     * @throws org.apache.kafka.connect.errors.ConnectException to refuse the change
     */
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return false;
    }
}
