package dev.sluice.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The broker's side of the classic group protocol: a join barrier, generations, one leader, sessions that end without
 * heartbeats. What the group had agreed on outlives the move to another broker, what was under way does not.
 */
final class SimulatedCoordinator {
    /** What it answers beside success. */
    enum Refusal {
        NOT_AVAILABLE,
        UNKNOWN_MEMBER,
        ILLEGAL_GENERATION,
        REBALANCE_IN_PROGRESS
    }

    /** Fails a request. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.toString(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /** @param members for the leader: what each member told, by member id */
    record Joined(int generation, String memberId, String leaderId, String protocol, Map<String, ByteBuffer> members) {}

    private enum State {
        EMPTY,
        PREPARING,
        COMPLETING,
        STABLE
    }

    private static final class Member {
        private final String id;
        private final SimulatedProcess process;
        private Map<String, ByteBuffer> offered = Map.of();
        private ByteBuffer assignment;
        private CompletableFuture<Joined> joining;
        private CompletableFuture<ByteBuffer> syncing;
        private long heardMs;

        Member(String id, SimulatedProcess process) {
            this.id = id;
            this.process = process;
        }
    }

    private final World world;
    private final int sessionMs;
    private final int rebalanceMs;
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<SimulatedProcess, Long> expelledMs = new LinkedHashMap<>();
    private State state = State.EMPTY;
    private String leaderId;
    private String protocol;
    private int generation;
    private int stableGeneration;
    private int joinRound;
    private int memberCount;
    private boolean away;

    SimulatedCoordinator(World world, int sessionMs, int rebalanceMs) {
        this.world = world;
        this.sessionMs = sessionMs;
        this.rebalanceMs = rebalanceMs;
        checkSessions();
    }

    boolean isAway() {
        return away;
    }

    /** Whether the group counts on this process. */
    boolean counts(SimulatedProcess process) {
        return members.values().stream().anyMatch(member -> member.process == process);
    }

    /** When the group last put this process out, if it ever did. */
    Optional<Long> expelledMs(SimulatedProcess process) {
        return Optional.ofNullable(expelledMs.get(process));
    }

    boolean isStable() {
        return state == State.STABLE;
    }

    String describe() {
        return "state=" + state + " generation=" + generation + " leader=" + leaderId + " members=" + members.keySet();
    }

    void goAway() {
        away = true;
        breakOff();
    }

    /** Another broker takes over: it knows the last stable group, and gives everybody a full session. */
    void comeBack() {
        world.trace("coordinator", () -> "comes back");
        away = false;
        if (state == State.PREPARING || state == State.COMPLETING) {
            members.values().removeIf(member -> member.assignment == null);
            generation = stableGeneration;
            state = members.isEmpty() ? State.EMPTY : State.STABLE;
            joinRound++;
        }
        members.values().forEach(member -> member.heardMs = world.nowMs());
    }

    /** A connection breaks: requests that wait for an answer get none. */
    void breakOff(SimulatedProcess process) {
        members.values().stream().filter(member -> member.process == process).forEach(SimulatedCoordinator::breakOff);
    }

    private void breakOff() {
        members.values().forEach(SimulatedCoordinator::breakOff);
    }

    private static void breakOff(Member member) {
        Optional.ofNullable(member.joining)
                .ifPresent(each -> each.completeExceptionally(new Refused(Refusal.NOT_AVAILABLE)));
        Optional.ofNullable(member.syncing)
                .ifPresent(each -> each.completeExceptionally(new Refused(Refusal.NOT_AVAILABLE)));
        member.joining = null;
        member.syncing = null;
    }

    void join(
            SimulatedProcess process,
            String memberId,
            Map<String, ByteBuffer> offered,
            CompletableFuture<Joined> answer) {
        Member member = members.get(memberId);
        if (member == null && !memberId.isEmpty()) {
            answer.completeExceptionally(new Refused(Refusal.UNKNOWN_MEMBER));
            return;
        }
        if (member == null) {
            member = new Member(process.name() + "-m" + ++memberCount, process);
            members.put(member.id, member);
        }
        boolean told = member.offered.equals(offered);
        member.offered = offered;
        member.heardMs = world.nowMs();
        boolean leads = member.id.equals(leaderId);
        boolean settled = state == State.COMPLETING || (state == State.STABLE && !leads);
        if (settled && told) {
            answer.complete(joined(member));
            return;
        }
        breakOff(member);
        member.joining = answer;
        if (state == State.PREPARING) {
            completeIfAllJoined();
        } else {
            prepare();
        }
    }

    private void prepare() {
        members.values().forEach(member -> {
            if (member.syncing != null) {
                member.syncing.completeExceptionally(new Refused(Refusal.REBALANCE_IN_PROGRESS));
                member.syncing = null;
            }
        });
        boolean wasEmpty = state == State.EMPTY;
        state = State.PREPARING;
        int round = ++joinRound;
        world.trace("coordinator", () -> "prepares a rebalance of " + members.keySet());
        world.after(wasEmpty ? world.between(0, 3_000) : rebalanceMs, () -> {
            if (joinRound == round && state == State.PREPARING) {
                complete();
            }
        });
        if (!wasEmpty) {
            completeIfAllJoined();
        }
    }

    private void completeIfAllJoined() {
        if (state == State.PREPARING
                && generation > 0
                && members.values().stream().allMatch(member -> member.joining != null)) {
            complete();
        }
    }

    private void complete() {
        for (Member member : List.copyOf(members.values())) {
            if (member.joining == null) {
                expel(member, "did not join in time");
            }
        }
        generation++;
        if (members.isEmpty()) {
            state = State.EMPTY;
            leaderId = null;
            return;
        }
        state = State.COMPLETING;
        if (leaderId == null || !members.containsKey(leaderId)) {
            leaderId = world.pick(new ArrayList<>(members.keySet()));
        }
        protocol = members.get(leaderId).offered.keySet().stream()
                .filter(name -> members.values().stream().allMatch(member -> member.offered.containsKey(name)))
                .findFirst()
                .orElseThrow();
        world.trace("coordinator", () -> "completes generation " + generation + " leader " + leaderId + " " + protocol);
        int round = joinRound;
        members.values().forEach(member -> {
            member.heardMs = world.nowMs();
            CompletableFuture<Joined> answer = member.joining;
            member.joining = null;
            answer.complete(joined(member));
        });
        world.after(rebalanceMs, () -> {
            if (state == State.COMPLETING && joinRound == round) {
                prepare();
            }
        });
    }

    private Joined joined(Member member) {
        Map<String, ByteBuffer> told = new LinkedHashMap<>();
        if (member.id.equals(leaderId)) {
            members.forEach(
                    (id, each) -> told.put(id, each.offered.get(protocol).duplicate()));
        }
        return new Joined(generation, member.id, leaderId, protocol, told);
    }

    void sync(
            String memberId,
            int ofGeneration,
            Map<String, ByteBuffer> assignments,
            CompletableFuture<ByteBuffer> answer) {
        Optional<Refusal> refusal = refusal(memberId, ofGeneration);
        if (refusal.isPresent() || state == State.PREPARING) {
            answer.completeExceptionally(new Refused(refusal.orElse(Refusal.REBALANCE_IN_PROGRESS)));
            return;
        }
        Member member = members.get(memberId);
        member.heardMs = world.nowMs();
        if (state == State.STABLE) {
            answer.complete(member.assignment.duplicate());
            return;
        }
        member.syncing = answer;
        if (memberId.equals(leaderId)) {
            state = State.STABLE;
            stableGeneration = generation;
            members.values().forEach(each -> {
                each.assignment = assignments.getOrDefault(each.id, ByteBuffer.allocate(0));
                each.heardMs = world.nowMs();
                if (each.syncing != null) {
                    CompletableFuture<ByteBuffer> waiting = each.syncing;
                    each.syncing = null;
                    waiting.complete(each.assignment.duplicate());
                }
            });
        }
    }

    private Optional<Refusal> refusal(String memberId, int ofGeneration) {
        if (!members.containsKey(memberId)) {
            return Optional.of(Refusal.UNKNOWN_MEMBER);
        }
        return ofGeneration == generation ? Optional.empty() : Optional.of(Refusal.ILLEGAL_GENERATION);
    }

    void heartbeat(String memberId, int ofGeneration, CompletableFuture<Void> answer) {
        Optional<Refusal> refusal = refusal(memberId, ofGeneration);
        if (refusal.isEmpty()) {
            members.get(memberId).heardMs = world.nowMs();
            if (state == State.PREPARING) {
                refusal = Optional.of(Refusal.REBALANCE_IN_PROGRESS);
            }
        }
        refusal.ifPresentOrElse(why -> answer.completeExceptionally(new Refused(why)), () -> answer.complete(null));
    }

    void leave(String memberId) {
        Member member = members.remove(memberId);
        if (member != null) {
            world.trace("coordinator", () -> memberId + " leaves");
            breakOff(member);
            gone();
        }
    }

    private void gone() {
        if (state == State.STABLE || state == State.COMPLETING) {
            prepare();
        } else {
            completeIfAllJoined();
        }
    }

    private void expel(Member member, String why) {
        members.remove(member.id);
        expelledMs.put(member.process, world.nowMs());
        world.trace("coordinator", () -> "expels " + member.id + ": " + why);
    }

    private void checkSessions() {
        world.after(200, () -> {
            if (!away) {
                List<Member> silent = members.values().stream()
                        .filter(member -> member.joining == null
                                && member.syncing == null
                                && world.nowMs() - member.heardMs >= sessionMs)
                        .toList();
                silent.forEach(member -> expel(member, "was silent"));
                if (!silent.isEmpty()) {
                    gone();
                }
            }
            checkSessions();
        });
    }
}
