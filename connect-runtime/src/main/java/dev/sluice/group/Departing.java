package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    private final List<Leaving> leaving = new ArrayList<>();

    private record Leaving(WorkShare share, CompletableFuture<Void> stopped) {}

    /** The part of revoked work that is not configured any more. */
    static WorkShare unconfigured(WorkShare revoked, ConfigSnapshot config) {
        Set<String> connectors = new HashSet<>(revoked.connectors());
        connectors.removeIf(config::contains);
        Set<TaskId> tasks = new HashSet<>(revoked.tasks());
        tasks.removeIf(task -> config.contains(task.connector()) && task.task() < config.taskCount(task.connector()));
        return new WorkShare(connectors, tasks);
    }

    /** All of it, also what has stopped and was not taken out yet. */
    WorkShare share() {
        return leaving.stream().map(Leaving::share).reduce(WorkShare.EMPTY, WorkShare::plus);
    }

    void add(WorkShare more, CompletableFuture<Void> whenStopped) {
        leaving.add(new Leaving(more, whenStopped));
    }

    /** What an assignment does not revoke again has been configured again, and is this worker's to run. */
    void retain(WorkShare revoked) {
        leaving.replaceAll(each -> new Leaving(each.share().minus(each.share().minus(revoked)), each.stopped()));
        leaving.removeIf(each -> each.share().isEmpty());
    }

    /** Takes out what has stopped. */
    WorkShare takeStopped() {
        WorkShare taken = leaving.stream()
                .filter(each -> each.stopped().isDone())
                .map(Leaving::share)
                .reduce(WorkShare.EMPTY, WorkShare::plus);
        leaving.removeIf(each -> each.stopped().isDone());
        return taken;
    }

    void forget() {
        leaving.clear();
    }
}
