package dev.sluice.simulation;

import dev.sluice.concurrent.Threads;
import dev.sluice.group.GroupProtocol;
import dev.sluice.group.GroupSettings;
import dev.sluice.group.Membership;
import dev.sluice.group.MembershipListener;
import dev.sluice.group.OpenGroupSession;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A worker's side of the group protocol, as Kafka's client and the group's thread do it: one thread joins, syncs and
 * stops work, beside it go the heartbeats. A member that was put out, or has heard nothing for as long as a session
 * lasts, stops everything.
 */
final class SimulatedMembership implements Membership {
    private static final long FOREVER_MS = 1L << 40;
    private static final long RETRY_MS = 100;

    private final World world;
    private final SimulatedProcess process;
    private final SimulatedNode node;
    private final SimulatedCoordinator coordinator;
    private final GroupSettings settings;
    private final Threads threads;
    private final OpenGroupSession session;

    private String memberId = "";
    private int generation = -1;
    private String rejoinReason;
    private boolean mustJoin = true;
    private boolean prepared;
    private boolean away;
    private boolean closing;
    private Departure departure;
    private CompletableFuture<?> asked = new CompletableFuture<>();
    private long busySinceMs = -1;
    private CompletableFuture<Void> wakeup = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private record Departure(String reason, boolean emptyHanded) {}

    SimulatedMembership(
            SimulatedNode node,
            SimulatedProcess process,
            GroupSettings settings,
            Supplier<ConfigSnapshot> configView,
            MembershipListener listener) {
        this.world = node.world();
        this.process = process;
        this.node = node;
        this.coordinator = node.coordinator();
        this.settings = settings;
        this.threads = new SimulatedThreads(world, process);
        this.session = new OpenGroupSession(settings, configView, listener, new SimulatedTime(world));
    }

    void start() {
        process.after(0, this::run);
        planHeartbeat();
    }

    @Override
    public void requestRejoin(String reason) {
        process.trace(() -> "wants to rejoin: " + reason);
        rejoinReason = reason;
        wakeUp();
    }

    @Override
    public void leaveGroup(String reason, boolean emptyHanded) {
        process.trace(() -> "leaves, emptyHanded=" + emptyHanded + ": " + reason);
        rejoinReason = null;
        departure = new Departure(reason, emptyHanded);
        wakeUp();
    }

    @Override
    public GroupProtocol protocol() {
        return session.protocol();
    }

    @Override
    public boolean rebalancing() {
        return session.rebalancing();
    }

    @Override
    public boolean leads() {
        return session.leads(world.nowMs());
    }

    @Override
    public Optional<String> leaderUrl() {
        return session.leaderUrl();
    }

    @Override
    public Optional<String> ownerUrl(String connector) {
        return session.ownerUrl(connector);
    }

    @Override
    public Optional<String> ownerUrl(TaskId task) {
        return session.ownerUrl(task);
    }

    /** Leaves the group; waits until it has. */
    void close() {
        closing = true;
        wakeUp();
        try {
            threads.await(ended, 30_000);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.trace(() -> "the group's thread does not end: " + e);
        }
    }

    private void wakeUp() {
        wakeup.complete(null);
    }

    private void run() {
        while (!closing) {
            wakeup = new CompletableFuture<>();
            step();
        }
        leave();
        session.left();
        ended.complete(null);
    }

    private void step() {
        if (session.memberId().filter(id -> !id.equals(memberId)).isPresent() && !away) {
            process.trace(() -> "was put out and stops everything");
            busy(session::putOut);
        } else if (session.isOverdue(world.nowMs())) {
            process.trace(() -> "has heard nothing and stops everything");
            busy(() -> session.drop("stopping everything at the end of the session"));
            mustJoin = true;
        } else if (departure != null) {
            depart(departure);
        } else if (rejoinReason != null
                && !away
                && !mustJoin
                && session.assignableAlone(world.nowMs()).isPresent()) {
            process.trace(() -> "shares work out as the only member");
            rejoinReason = null;
            ConfigSnapshot config = session.assignableAlone(world.nowMs()).get();
            busy(() -> session.assignAlone(config));
        } else if (rejoinReason != null && (away || !mustJoin)) {
            away = false;
            mustJoin = true;
        } else if (mustJoin && !away) {
            join();
        } else {
            await(wakeup, FOREVER_MS);
        }
    }

    private void depart(Departure request) {
        departure = null;
        away = true;
        if (request.emptyHanded) {
            busy(() -> session.drop("stopping everything before leaving the group"));
        }
        leave();
        session.left();
    }

    private void busy(Runnable work) {
        busySinceMs = world.nowMs();
        work.run();
        busySinceMs = -1;
    }

    private void join() {
        if (!prepared) {
            prepared = true;
            busy(session::prepare);
            return;
        }
        // Whoever asked for a rejoin before this worker tells its view of the config topic gets it with this one.
        rejoinReason = null;
        Map<String, ByteBuffer> offered = session.metadata();
        Optional<SimulatedCoordinator.Joined> joined =
                ask(answer -> coordinator.join(process, memberId, offered, answer));
        if (joined.isEmpty()) {
            return;
        }
        memberId = joined.get().memberId();
        generation = joined.get().generation();
        process.trace(() -> "joined generation " + generation + " as " + memberId);
        Map<String, ByteBuffer> plan = Map.of();
        if (memberId.equals(joined.get().leaderId())) {
            plan = session.lead(
                    generation, memberId, joined.get().protocol(), joined.get().members());
        }
        Map<String, ByteBuffer> assignments = plan;
        Optional<ByteBuffer> assignment = ask(answer -> coordinator.sync(memberId, generation, assignments, answer));
        if (assignment.isPresent()) {
            prepared = false;
            mustJoin = false;
            busy(() -> session.joined(
                    joined.get().generation(),
                    joined.get().memberId(),
                    joined.get().protocol(),
                    assignment.get()));
        }
    }

    /** Sends a request and waits for the answer; a refusal says how to go on. */
    private <T> Optional<T> ask(Consumer<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        long sentAtMs = world.nowMs();
        asked = answer;
        send(request, answer);
        try {
            T value = threads.await(answer, FOREVER_MS);
            session.confirmed(sentAtMs);
            return Optional.of(value);
        } catch (ExecutionException e) {
            refused(((SimulatedCoordinator.Refused) e.getCause()).refusal());
            return Optional.empty();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> void send(Consumer<CompletableFuture<T>> request, CompletableFuture<T> answer) {
        CompletableFuture<T> atBroker = new CompletableFuture<>();
        atBroker.whenComplete((value, error) -> {
            boolean lost = !reachable();
            process.after(world.between(1, 10), () -> {
                if (error != null) {
                    answer.completeExceptionally(error);
                } else if (lost) {
                    answer.completeExceptionally(
                            new SimulatedCoordinator.Refused(SimulatedCoordinator.Refusal.NOT_AVAILABLE));
                } else {
                    answer.complete(value);
                }
            });
        });
        world.after(world.between(1, 10), () -> {
            if (reachable() && !process.isDead()) {
                request.accept(atBroker);
            } else {
                atBroker.completeExceptionally(
                        new SimulatedCoordinator.Refused(SimulatedCoordinator.Refusal.NOT_AVAILABLE));
            }
        });
    }

    private boolean reachable() {
        return !coordinator.isAway() && !node.isCutOff();
    }

    private void refused(SimulatedCoordinator.Refusal refusal) {
        process.trace(() -> "is refused: " + refusal);
        switch (refusal) {
            case NOT_AVAILABLE -> await(wakeup, RETRY_MS + world.between(0, 200));
            case UNKNOWN_MEMBER -> memberId = "";
            case ILLEGAL_GENERATION -> generation = -1;
            case REBALANCE_IN_PROGRESS -> process.trace(() -> "joins again");
        }
        mustJoin = true;
    }

    private void await(CompletableFuture<Void> outcome, long limitMs) {
        try {
            threads.await(outcome, limitMs);
        } catch (TimeoutException e) {
            // Time to look again.
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void leave() {
        String leaving = memberId;
        memberId = "";
        generation = -1;
        mustJoin = true;
        prepared = false;
        if (!leaving.isEmpty()) {
            world.after(world.between(1, 10), () -> {
                if (reachable()) {
                    coordinator.leave(leaving);
                }
            });
        }
    }

    private void planHeartbeat() {
        process.after(settings.timeouts().heartbeatMs(), () -> {
            beat();
            planHeartbeat();
        });
    }

    private void beat() {
        if (session.isOverdue(world.nowMs())) {
            // Ends the wait for other members, too.
            asked.completeExceptionally(new SimulatedCoordinator.Refused(SimulatedCoordinator.Refusal.NOT_AVAILABLE));
            wakeUp();
        }
        if (memberId.isEmpty() || away) {
            return;
        }
        if (busySinceMs >= 0
                && world.nowMs() - busySinceMs > settings.timeouts().rebalanceMs()) {
            leave();
            return;
        }
        String asMember = memberId;
        int asGeneration = generation;
        long sentAtMs = world.nowMs();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        send(each -> coordinator.heartbeat(asMember, asGeneration, each), answer);
        answer.whenComplete((nothing, error) -> {
            if (memberId.equals(asMember) && generation == asGeneration) {
                heartbeatAnswered(sentAtMs, error);
            }
        });
    }

    private void heartbeatAnswered(long sentAtMs, Throwable error) {
        if (error == null) {
            session.confirmed(sentAtMs);
            return;
        }
        switch (((SimulatedCoordinator.Refused) error).refusal()) {
            case NOT_AVAILABLE -> process.trace(() -> "gets no answer to a heartbeat");
            case REBALANCE_IN_PROGRESS -> {
                session.confirmed(sentAtMs);
                mustJoin = true;
            }
            case UNKNOWN_MEMBER -> {
                memberId = "";
                mustJoin = true;
            }
            case ILLEGAL_GENERATION -> {
                generation = -1;
                mustJoin = true;
            }
        }
        wakeUp();
    }
}
