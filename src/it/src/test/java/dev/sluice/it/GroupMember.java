package dev.sluice.it;

import dev.sluice.group.GroupAssignment;
import dev.sluice.group.GroupMembership;
import dev.sluice.group.GroupProtocol;
import dev.sluice.group.GroupSettings;
import dev.sluice.group.MembershipListener;
import dev.sluice.group.WorkerLoop;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.model.WorkShare;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Time;

/** A member of a worker group that has no worker behind it: it records what it is told, and holds others up on demand. */
final class GroupMember implements MembershipListener, WorkerLoop, AutoCloseable {
    /** What all members believe to be configured: connectors of some tasks each. */
    static final ConfigSnapshot CONFIG = config(Map.of("a", 4, "b", 4));

    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);

    private final GroupMembership membership;
    private final List<GroupAssignment> joined = new CopyOnWriteArrayList<>();
    private final List<Revoked> revoked = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<Void>> afterJoining = new AtomicReference<>(OPEN);
    private final AtomicReference<CompletableFuture<Void>> answer = new AtomicReference<>(OPEN);
    private volatile int heldUpIn = -1;

    /**
     * @param atNanos when the member was told, by the JVM's monotonic clock
     */
    record Revoked(WorkShare share, boolean everything, long atNanos) {}

    GroupMember(
            String bootstrapServers, String group, String name, GroupProtocol protocol, GroupSettings.Timeouts limits) {
        GroupSettings settings = new GroupSettings(
                group,
                "http://" + name + ":8083/",
                protocol,
                limits,
                0,
                Map.of("bootstrap.servers", bootstrapServers, "client.id", name));
        membership = new GroupMembership(settings, () -> CONFIG, this, this, Time.SYSTEM);
        membership.start();
    }

    private static ConfigSnapshot config(Map<String, Integer> taskCounts) {
        Map<String, ConnectorState> states = new HashMap<>();
        taskCounts.forEach((name, tasks) -> states.put(
                name,
                new ConnectorState(
                        Optional.of(Map.of("name", name)),
                        Optional.empty(),
                        Optional.of(tasks),
                        new TreeMap<>(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false)));
        return new ConfigSnapshot(7, Optional.empty(), states);
    }

    @Override
    public void onJoined(GroupAssignment assignment) {
        joined.add(assignment);
        // As a worker does: again if its share is not final, and after work was taken from it.
        if (assignment.failed() || !assignment.revoked().isEmpty()) {
            membership.requestRejoin("the assignment asks for it");
        }
        if (assignment.delayMs() > 0) {
            CompletableFuture.delayedExecutor(assignment.delayMs(), java.util.concurrent.TimeUnit.MILLISECONDS)
                    .execute(() -> membership.requestRejoin("the delay is over"));
        }
        CompletableFuture<Void> release = afterJoining.get();
        if (!release.isDone()) {
            heldUpIn = assignment.generation();
            release.join();
        }
    }

    @Override
    public void onRevoked(WorkShare share, boolean everything) {
        revoked.add(new Revoked(share, everything, System.nanoTime()));
    }

    @Override
    public CompletableFuture<Void> onDeleted(WorkShare deleted) {
        revoked.add(new Revoked(deleted, false, System.nanoTime()));
        return OPEN;
    }

    @Override
    public void onFatal(Throwable error) {
        fatal.set(error);
    }

    @Override
    public CompletableFuture<?> probe() {
        return answer.get();
    }

    @Override
    public String activity() {
        return "testing";
    }

    GroupMembership membership() {
        return membership;
    }

    /** After its next join the member stays alive but joins no further round until the result is completed. */
    CompletableFuture<Void> holdUpAfterJoining() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        afterJoining.set(release);
        return release;
    }

    /** The worker's loop answers nothing any more until the result is completed. */
    CompletableFuture<Void> getStuck() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        answer.set(release);
        return release;
    }

    /** The generation in which the member is held up; -1 before. */
    int heldUpIn() {
        return heldUpIn;
    }

    /** The generation of the last join; -1 before the first. */
    int generation() {
        return joined.isEmpty() ? -1 : joined.get(joined.size() - 1).generation();
    }

    /** Whether the member leads its group as of its last join. */
    boolean leads() {
        return !joined.isEmpty() && joined.get(joined.size() - 1).isLeader();
    }

    int joins() {
        return joined.size();
    }

    List<Revoked> revoked() {
        return List.copyOf(revoked);
    }

    Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal.get());
    }

    WorkShare held() {
        return membership.held();
    }

    GroupProtocol protocol() {
        return membership.protocol();
    }

    String memberId() {
        return membership.memberId().orElse("");
    }

    /** Asks for a rebalance and waits until this member has gone through it. */
    void rejoin() {
        int before = joins();
        membership.requestRejoin("test");
        Await.until("the member joins again", () -> joins() > before);
    }

    @Override
    public void close() {
        afterJoining.get().complete(null);
        membership.close();
    }
}
