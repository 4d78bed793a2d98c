package org.apache.kafka.connect.connector.policy;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.health.ConnectorType;

/** The question put to a {@link ConnectorClientConfigOverridePolicy}: may this connector's client have these settings? */
public class ConnectorClientConfigRequest {
    private final String connectorName;
    private final ConnectorType connectorType;
    private final Class<? extends Connector> connectorClass;
    private final Map<String, Object> clientProps;
    private final ClientType clientType;

    /**
     * Makes a request.
     *
     * @param connectorName the connector's name
     * @param connectorType whether it is a source or a sink
     * @param connectorClass its class
     * @param clientProps the overrides, without their prefix
     * @param clientType which of the connector's clients they are for
     */
    public ConnectorClientConfigRequest(
            String connectorName,
            ConnectorType connectorType,
            Class<? extends Connector> connectorClass,
            Map<String, Object> clientProps,
            ClientType clientType) {
        this.connectorName = connectorName;
        this.connectorType = connectorType;
        this.connectorClass = connectorClass;
        this.clientProps = clientProps;
        this.clientType = clientType;
    }

    /**
     * The overrides. A sink's admin and producer overrides are those of its dead letter queue.
     *
     * @return the settings without their prefix
     */
    public Map<String, Object> clientProps() {
        return clientProps;
    }

    /**
     * The client that the overrides are for.
     *
     * @return the kind of client
     */
    public ClientType clientType() {
        return clientType;
    }

    /**
     * The connector's name.
     *
     * @return the name
     */
    public String connectorName() {
        return connectorName;
    }

    /**
     * The connector's kind.
     *
     * @return source or sink
     */
    public ConnectorType connectorType() {
        return connectorType;
    }

    /**
     * The connector's class.
     *
     * @return the class
     */
    public Class<? extends Connector> connectorClass() {
        return connectorClass;
    }

    /** The kinds of Kafka clients that a connector can have. */
    public enum ClientType {
        /** Writes a source's records, or a sink's dead letters. */
        PRODUCER,
        /** Reads a sink's records. */
        CONSUMER,
        /** Creates topics. */
        ADMIN
    }
}
