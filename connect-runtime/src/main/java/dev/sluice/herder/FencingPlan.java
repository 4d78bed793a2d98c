package dev.sluice.herder;

import dev.sluice.model.ConnectorState;

/**
 * What has to be done before new exactly-once tasks of a source connector may write (KIP-618).
 *
 * @param needed     whether task configs were committed since the last fencing; nothing has to be done otherwise
 * @param producers  how many producers of older tasks are to be fenced: those of tasks 0 to this, exclusive
 * @param tasks      the task count to write down afterwards, so that the next round knows whom to fence
 * @param generation of the task configs that this is for
 */
record FencingPlan(boolean needed, int producers, int tasks, int generation) {

    static FencingPlan of(ConnectorState state) {
        int before = state.fencedTaskCount().orElse(0);
        int now = state.taskCount().orElse(0);
        // One task after one task has the same transactional id, and fences the older by starting.
        boolean fencedByStarting = before == 1 && now == 1;
        return new FencingPlan(state.pendingFencing(), fencedByStarting ? 0 : before, now, state.generation());
    }
}
