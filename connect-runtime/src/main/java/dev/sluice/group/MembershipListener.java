package dev.sluice.group;

import dev.sluice.model.WorkShare;
import java.util.concurrent.CompletableFuture;

/**
 * What a worker is told of its group. All calls come from the group's own thread, one at a time.
 */
public interface MembershipListener {
    /**
     * Stops work that this worker may no longer run. Returns when it has stopped or was given up on, and statuses are
     * written: others may start it right after. Heartbeats go on meanwhile.
     *
     * @param revoked    what to stop
     * @param everything whether this is all that the worker holds
     */
    void onRevoked(WorkShare revoked, boolean everything);

    /**
     * Stops work whose connector was deleted, or whose task is not configured any more. Returns at once, as nobody else
     * waits to start it.
     *
     * @return completes when the work has stopped or was given up on
     */
    CompletableFuture<Void> onDeleted(WorkShare deleted);

    /**
     * Tells of a finished rebalance. Returns at once: the work is the receiver's to do on a thread of its own.
     */
    void onJoined(GroupAssignment assignment);

    /**
     * Tells that this worker cannot be a member of the group, for a reason that trying again will not mend. It is the
     * last call.
     *
     * @param error says in words for the user what is wrong and what to do
     */
    void onFatal(Throwable error);
}
