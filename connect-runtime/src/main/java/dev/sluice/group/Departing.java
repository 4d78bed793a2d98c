package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Work that nobody is to run any more, and that is still stopping. As no other worker waits for it, a rebalance need not
 * wait either; but until it has stopped the group has to think that this worker holds it, or another worker could be
 * given a connector of the same name too early.
 *
 * <p>Used by one thread; what stops may stop on another.
 */
final class Departing {
    private WorkShare share = WorkShare.EMPTY;
    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

    /** The part of revoked work that is not configured any more. */
    static WorkShare unconfigured(WorkShare revoked, ConfigSnapshot config) {
        Set<String> connectors = new HashSet<>(revoked.connectors());
        connectors.removeIf(config::contains);
        Set<TaskId> tasks = new HashSet<>(revoked.tasks());
        tasks.removeIf(task -> config.contains(task.connector()) && task.task() < config.taskCount(task.connector()));
        return new WorkShare(connectors, tasks);
    }

    WorkShare share() {
        return share;
    }

    void add(WorkShare more, CompletableFuture<Void> whenStopped) {
        share = share.plus(more);
        stopped = CompletableFuture.allOf(stopped, whenStopped);
    }

    /** What an assignment does not revoke again has been configured again, and is this worker's to run. */
    void retain(WorkShare revoked) {
        share = share.minus(share.minus(revoked));
    }

    /** Takes out what has stopped. */
    WorkShare takeStopped() {
        if (share.isEmpty() || !stopped.isDone()) {
            return WorkShare.EMPTY;
        }
        WorkShare taken = share;
        forget();
        return taken;
    }

    void forget() {
        share = WorkShare.EMPTY;
        stopped = CompletableFuture.completedFuture(null);
    }
}
