package dev.sluice.worker;

import org.apache.kafka.connect.errors.ConnectException;

/** A connector has made more task configs than {@code tasks.max} allows (KIP-1004). */
public final class TooManyTasksException extends ConnectException {
    private static final long serialVersionUID = 1L;

    TooManyTasksException(String connector, int made, int allowed) {
        super("The connector " + connector + " has generated " + made + " tasks, which is greater than " + allowed
                + ", what its tasks.max allows. This is an error in the connector, and none of its tasks starts; raise"
                + " tasks.max, or set tasks.max.enforce to false for now");
    }
}
