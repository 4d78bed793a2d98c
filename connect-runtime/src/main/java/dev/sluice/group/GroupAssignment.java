package dev.sluice.group;

import dev.sluice.model.WorkShare;

/**
 * What this worker got out of one rebalance.
 *
 * @param generation the group's generation
 * @param memberId   this worker's id in the group
 * @param protocol   what the group agreed on
 * @param assignment what the leader said
 * @param held       all that this worker is to run now
 */
public record GroupAssignment(
        int generation, String memberId, GroupProtocol protocol, Assignment assignment, WorkShare held) {

    /** The same, after some of the work was taken away. */
    public GroupAssignment without(WorkShare share) {
        return new GroupAssignment(generation, memberId, protocol, assignment, held.minus(share));
    }

    /** Whether this worker leads the group. */
    public boolean isLeader() {
        return memberId.equals(leaderId());
    }

    /** Whether the worker has to catch up with the config topic and join again before it may start anything. */
    public boolean failed() {
        return assignment.failed();
    }

    public short error() {
        return assignment.error();
    }

    public String leaderId() {
        return assignment.leaderId();
    }

    public String leaderUrl() {
        return assignment.leaderUrl();
    }

    /** The position in the config topic that the assignment is made from. */
    public long configOffset() {
        return assignment.configOffset();
    }

    /** What is new to this worker. */
    public WorkShare start() {
        return assignment.start();
    }

    /** What this worker had to stop; already done when the assignment is announced. */
    public WorkShare revoked() {
        return assignment.revoked();
    }

    /** When to join again, in milliseconds from now; 0 if there is no need to. */
    public int delayMs() {
        return assignment.delayMs();
    }
}
