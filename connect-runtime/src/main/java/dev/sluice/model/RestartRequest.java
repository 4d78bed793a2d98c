package dev.sluice.model;

/**
 * Asks every worker to restart its share of one connector (KIP-745).
 *
 * @param connector    the connector's name
 * @param onlyFailed   whether only what has failed restarts
 * @param includeTasks whether the tasks restart too
 */
public record RestartRequest(String connector, boolean onlyFailed, boolean includeTasks) {

    /** How much the request restarts: of two requests for one connector the one with the higher impact wins. */
    public int impact() {
        if (onlyFailed) {
            return includeTasks ? 1 : 0;
        }
        return includeTasks ? 3 : 2;
    }

    /** Whether a connector in this state restarts. */
    public boolean covers(Status connectorStatus) {
        return !onlyFailed || connectorStatus.state() == RunState.FAILED;
    }

    /** Whether a task in this state restarts. */
    public boolean coversTask(Status taskStatus) {
        return includeTasks && covers(taskStatus);
    }
}
