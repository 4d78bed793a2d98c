package dev.sluice.worker;

import org.apache.kafka.connect.errors.ConnectException;

/** An instance of a connector is stopped before it has done what was asked of it; a successor may do so. */
public final class ConnectorStoppedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    ConnectorStoppedException(String connector) {
        super("Connector '" + connector + "' is being stopped on this worker");
    }
}
