package org.apache.kafka.connect.health;

/** The state of a connector, as distinct from that of its tasks. */
public class ConnectorState extends AbstractState {

    /**
     * Makes a state.
     *
     * @param state the name of the state
     * @param workerId the worker that runs the connector
     * @param traceMessage the stack trace of the error, null if there is none
     * @throws IllegalArgumentException if the state or the worker is null or blank
     */
    public ConnectorState(String state, String workerId, String traceMessage) {
        super(state, workerId, traceMessage);
    }

    @Override
    public String toString() {
        return "ConnectorState{state='" + state()
                + "', traceMessage='" + traceMessage()
                + "', workerId='" + workerId()
                + "'}";
    }
}
