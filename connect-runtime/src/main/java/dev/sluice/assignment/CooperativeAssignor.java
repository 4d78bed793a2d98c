package dev.sluice.assignment;

import dev.sluice.model.WorkShare;
import java.util.Map;

/**
 * Moves work between members step by step (KIP-415): whoever has too much is told to stop some, and in the next round
 * it is given to others, while everything else goes on. The work of a member that left waits for a while for it, or for
 * somebody in its place, to come back.
 *
 * <p>A pure function. The members may be Apache's workers, and so may the next leader: what it decides follows their
 * rules, except where they leave a choice. Then a worker that comes back under the same URL is given its old work
 * without waiting for the delay to pass, and so are newcomers once there is one for each worker that left; a worker that
 * comes back when others have its work gets just that when balance takes some from them; and a connector's tasks are
 * spread over the members.
 *
 * <p>Nothing is ever stopped only to spread a connector's tasks: what moves is what balance of the totals needs, and
 * the choice is merely which. So a group that is balanced rests, whoever leads it, and tasks that lie together are
 * parted when workers come and go.
 */
public final class CooperativeAssignor {
    private final int maxDelayMs;

    /**
     * @param maxDelayMs {@code scheduled.rebalance.max.delay.ms}: how long the work of a member that left stays
     *                   unassigned; also the longest pause between rounds of balancing
     */
    public CooperativeAssignor(int maxDelayMs) {
        this.maxDelayMs = maxDelayMs;
    }

    /**
     * Decides one round.
     *
     * @param view   the group now
     * @param memory what the last plan returned; {@link AssignmentMemory#EMPTY} for a new leader
     * @param nowMs  the time, in milliseconds, on a clock that the memory's times are on too
     */
    public AssignmentPlan assign(ClusterView view, AssignmentMemory memory, long nowMs) {
        return new CooperativeRound(view, recall(view, memory), maxDelayMs, nowMs).plan();
    }

    /** Drops what turned out not to be so since the last round. */
    private static AssignmentMemory recall(ClusterView view, AssignmentMemory memory) {
        Map<String, Member> placed = memory.placed();
        Map<String, WorkShare> missing = memory.missing();
        if (memory.generation() != view.lastCompletedGeneration()) {
            // Another leader may have decided since, or the plan was never delivered.
            return memory.holding(Map.of(), Map.of());
        }
        WorkShare active = CooperativeRound.active(view);
        if (!memory.revoked().minus(active).equals(memory.revoked())) {
            // Members still run what they were to stop, so they did not all follow the plan.
            return memory.holding(view.members(), Map.of());
        }
        return memory.holding(placed, missing);
    }
}
