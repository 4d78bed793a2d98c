package dev.sluice.group;

import dev.sluice.model.WorkShare;

/**
 * What the leader tells one member, and what a member tells of its last assignment.
 *
 * @param error        0, or {@link #CONFIG_MISMATCH}
 * @param leaderId     the leader's member id
 * @param leaderUrl    the REST URL that the leader advertises
 * @param configOffset the position in the config topic that the assignment is made from; after an error, the one
 *                     that all members should reach
 * @param start        from the leader: what to start; from a member: all that it holds
 * @param revoked      what to stop
 * @param delayMs      when to join again, in milliseconds from receipt; 0 if there is no need to
 */
public record Assignment(
        short error,
        String leaderId,
        String leaderUrl,
        long configOffset,
        WorkShare start,
        WorkShare revoked,
        int delayMs) {
    /** All is well. */
    public static final short NO_ERROR = 0;
    /** The leader could not see as much of the config topic as another member. */
    public static final short CONFIG_MISMATCH = 1;

    /** Whether the members have to join again before they may start anything. */
    public boolean failed() {
        return error != NO_ERROR;
    }

    /** The same as a member tells it: with all that it holds to start, and nothing left to revoke. */
    Assignment holding(WorkShare share) {
        return new Assignment(error, leaderId, leaderUrl, configOffset, share, WorkShare.EMPTY, delayMs);
    }
}
