package dev.sluice.assignment;

import dev.sluice.model.WorkShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides on work that was assigned and that nobody runs any more, because the member that ran it left. It may be
 * restarting, so its work waits: until it is back, until there is a newcomer in its place, or until the delay is over.
 */
final class LostWork {
    private final AssignmentMemory memory;
    private final ClusterView view;
    private final Predicate<String> isIdle;
    private final int maxDelayMs;
    private final long nowMs;
    private final Map<String, WorkShare> missing;
    private final Map<String, WorkShare> given = new TreeMap<>();

    /**
     * @param lost   the work that is lost and still configured
     * @param isIdle tells whether a member, by its id, has nothing to run
     */
    LostWork(
            AssignmentMemory memory,
            ClusterView view,
            WorkShare lost,
            Predicate<String> isIdle,
            int maxDelayMs,
            long nowMs) {
        this.memory = memory;
        this.view = view;
        this.isIdle = isIdle;
        this.maxDelayMs = maxDelayMs;
        this.nowMs = nowMs;
        this.missing = byUrl(memory, lost);
    }

    private static Map<String, WorkShare> byUrl(AssignmentMemory memory, WorkShare lost) {
        Map<String, WorkShare> missing = new TreeMap<>();
        memory.missing().forEach((url, share) -> missing.merge(url, share, WorkShare::plus));
        memory.placed().values().forEach(member -> missing.merge(member.url(), member.running(), WorkShare::plus));
        missing.replaceAll((url, share) -> CooperativeRound.common(share, lost));
        missing.values().removeIf(WorkShare::isEmpty);
        return missing;
    }

    /** What is lost, by the URL of who ran it; before anything was decided. */
    Map<String, WorkShare> byUrl() {
        return Map.copyOf(missing);
    }

    Decision decide() {
        giveBack();
        giveToNewcomers();
        AssignmentMemory.Delay scheduled = memory.delay();
        if (missing.isEmpty()) {
            return nothingMissing(scheduled);
        }
        boolean nobodyLeft = view.members().keySet().containsAll(memory.placed().keySet());
        if (maxDelayMs == 0 || (nobodyLeft && !scheduled.isScheduled())) {
            // If nobody left, the plan was never delivered and there is nobody to wait for.
            return decision(Optional.empty(), all(), AssignmentMemory.Delay.NONE, false);
        }
        if (scheduled.isScheduled() && !scheduled.isAhead(nowMs)) {
            List<String> heirs = new ArrayList<>(scheduled.candidates());
            heirs.retainAll(view.members().keySet());
            return heirs.isEmpty()
                    ? decision(Optional.empty(), all(), AssignmentMemory.Delay.NONE, true)
                    : decision(
                            Optional.of(new Inheritance(all(), heirs)),
                            WorkShare.EMPTY,
                            AssignmentMemory.Delay.NONE,
                            true);
        }
        return keepWaiting(scheduled);
    }

    /** A worker that restarts has a new member id, but its URL is the same. */
    private void giveBack() {
        view.members().forEach((id, member) -> {
            if (isFree(id)) {
                WorkShare old = missing.remove(member.url());
                if (old != null) {
                    given.put(id, old);
                }
            }
        });
    }

    /** Once there is a newcomer for each worker that left, there is nobody to wait for. */
    private void giveToNewcomers() {
        List<String> newcomers = view.members().keySet().stream()
                .filter(id -> isFree(id) && !memory.placed().containsKey(id))
                .toList();
        if (newcomers.size() < missing.size()) {
            return;
        }
        int next = 0;
        for (WorkShare share : missing.values()) {
            given.put(newcomers.get(next++), share);
        }
        missing.clear();
    }

    private boolean isFree(String member) {
        return isIdle.test(member) && !given.containsKey(member);
    }

    /** A pause between rounds of balancing goes on; any other delay has lost its reason. */
    private Decision nothingMissing(AssignmentMemory.Delay scheduled) {
        boolean pausing = memory.backoff().revokedLast() && scheduled.isScheduled();
        if (pausing && scheduled.isAhead(nowMs)) {
            return keepWaiting(scheduled);
        }
        return decision(Optional.empty(), WorkShare.EMPTY, AssignmentMemory.Delay.NONE, pausing);
    }

    private Decision keepWaiting(AssignmentMemory.Delay scheduled) {
        Set<String> candidates = new LinkedHashSet<>(scheduled.candidates());
        view.members().keySet().stream().filter(this::isFree).forEach(candidates::add);
        long leftMs = scheduled.isScheduled() ? Math.min(scheduled.untilMs() - nowMs, maxDelayMs) : maxDelayMs;
        return new Decision(
                given,
                Optional.empty(),
                WorkShare.EMPTY,
                missing,
                new AssignmentMemory.Delay(nowMs + leftMs, candidates),
                false);
    }

    private Decision decision(
            Optional<Inheritance> inherited, WorkShare forAll, AssignmentMemory.Delay delay, boolean forgetsBalancing) {
        return new Decision(given, inherited, forAll, Map.of(), delay, forgetsBalancing);
    }

    private WorkShare all() {
        return missing.values().stream().reduce(WorkShare.EMPTY, WorkShare::plus);
    }

    /** Work for those that were idle while it was missing. */
    record Inheritance(WorkShare share, Collection<String> heirs) {}

    /**
     * What becomes of lost work.
     *
     * @param given            to those that came back or took a place, by member id
     * @param inherited        by those that were idle
     * @param forAll           to be dealt like new work
     * @param missing          goes on waiting, by the URL that ran it
     * @param delay            the rebalance to schedule
     * @param forgetsBalancing whether it no longer counts that the last round balanced
     */
    record Decision(
            Map<String, WorkShare> given,
            Optional<Inheritance> inherited,
            WorkShare forAll,
            Map<String, WorkShare> missing,
            AssignmentMemory.Delay delay,
            boolean forgetsBalancing) {}
}
