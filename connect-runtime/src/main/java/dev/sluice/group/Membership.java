package dev.sluice.group;

import dev.sluice.model.TaskId;
import java.util.Optional;

/**
 * This worker's place among the workers that share the work. Calls return at once and may come from any thread.
 */
public interface Membership {
    /** Asks for a rebalance; several requests before it begins are one. */
    void requestRejoin(String reason);

    /**
     * Leaves the group and stays away until a rejoin is asked for.
     *
     * @param emptyHanded whether the listener has to stop all that this worker holds; else it goes on meanwhile
     */
    void leaveGroup(String reason, boolean emptyHanded);

    /** What the group has agreed on, the worker's own setting before the first rebalance. */
    GroupProtocol protocol();

    /** The URL of the worker that runs a connector; known to the leader only. */
    Optional<String> ownerUrl(String connector);

    /** The URL of the worker that runs a task; known to the leader only. */
    Optional<String> ownerUrl(TaskId task);

    /** Whether a rebalance is under way, so that nobody can say who runs what. */
    boolean rebalancing();

    /** Whether there never is another worker, so that nobody has to be asked and nobody may ask. */
    default boolean isSolitary() {
        return false;
    }

    /**
     * Whether this worker leads by its last assignment, and nobody else can lead yet: a worker that was frozen, or cut
     * off, for longer than a session may have a successor that it does not know of.
     */
    boolean leads();

    /** The URL of the leader as of the last rebalance; empty before the first. */
    Optional<String> leaderUrl();
}
