package org.apache.kafka.connect.sink;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Connector;

/** A connector that copies from Kafka into another system. */
public abstract class SinkConnector extends Connector {

    /** The connector's key that lists the topics to read, separated by commas. */
    public static final String TOPICS_CONFIG = "topics";

    /** For subclasses. */
    public SinkConnector() {}

    @Override
    protected SinkConnectorContext context() {
        return (SinkConnectorContext) context;
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
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        return false;
    }
}
