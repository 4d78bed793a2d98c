package dev.sluice.assignment;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One round of cooperative assignment in the making. Lives for one call of {@link CooperativeAssignor#assign}.
 */
final class CooperativeRound {
    private final ClusterView view;
    private final AssignmentMemory memory;
    private final int maxDelayMs;
    private final long nowMs;

    private final Board<String> connectors = new Board<>(connector -> "");
    private final Board<TaskId> tasks = new Board<>(TaskId::connector);
    private final Map<String, WorkShare> revocations = new TreeMap<>();
    private final Set<TaskId> tasksToDeal = new TreeSet<>();
    private final Set<String> connectorsToDeal = new TreeSet<>();
    private AssignmentMemory.Backoff backoff;
    private FormerWork former;

    CooperativeRound(ClusterView view, AssignmentMemory memory, int maxDelayMs, long nowMs) {
        this.view = view;
        this.memory = memory;
        this.maxDelayMs = maxDelayMs;
        this.nowMs = nowMs;
        this.backoff = memory.backoff();
    }

    /** Everything that some member reports to run. */
    static WorkShare active(ClusterView view) {
        return union(view.members().values().stream().map(Member::running).toList());
    }

    AssignmentPlan plan() {
        WorkShare previous = union(
                        memory.placed().values().stream().map(Member::running).toList())
                .plus(union(memory.missing().values()));
        WorkShare active = active(view);
        WorkShare configured = view.configured();
        dropSuperfluous(previous.plus(active).minus(configured).plus(duplicated()));

        LostWork lost =
                new LostWork(memory, view, common(previous.minus(active), configured), this::isIdle, maxDelayMs, nowMs);
        former = new FormerWork(memory.former(), lost.byUrl(), view);
        LostWork.Decision decision = lost.decide();
        decision.given().forEach(this::give);
        decision.inherited().ifPresent(this::dealToHeirs);
        toDeal(decision.forAll());
        toDeal(configured.minus(previous).minus(active));
        if (decision.forgetsBalancing()) {
            backoff = new AssignmentMemory.Backoff(false, backoff.successive());
        }

        AssignmentMemory.Delay delay = decision.delay();
        if (!delay.isScheduled()) {
            delay = balance(configured);
        } else {
            backoff = new AssignmentMemory.Backoff(false, backoff.successive());
        }
        connectors.deal(connectorsToDeal, view.members().keySet(), former.connectorHomes());
        tasks.deal(tasksToDeal, view.members().keySet(), former.taskHomes());
        collectDebts();
        return conclude(delay, decision.missing());
    }

    /** Members keep what they run, except what is gone or runs twice; they have to stop that. */
    private void dropSuperfluous(WorkShare superfluous) {
        view.members().forEach((id, member) -> {
            WorkShare dropped = common(member.running(), superfluous);
            WorkShare kept = member.running().minus(dropped);
            revocations.put(id, dropped);
            connectors.keep(id, kept.connectors());
            tasks.keep(id, kept.tasks());
        });
    }

    /** What runs on several members: all of them stop it, for only then is it known to run nowhere. */
    private WorkShare duplicated() {
        Set<String> seenConnectors = new HashSet<>();
        Set<TaskId> seenTasks = new HashSet<>();
        Set<String> twiceConnectors = new HashSet<>();
        Set<TaskId> twiceTasks = new HashSet<>();
        view.members().values().forEach(member -> {
            for (String connector : member.running().connectors()) {
                if (!seenConnectors.add(connector)) {
                    twiceConnectors.add(connector);
                }
            }
            for (TaskId task : member.running().tasks()) {
                if (!seenTasks.add(task)) {
                    twiceTasks.add(task);
                }
            }
        });
        return new WorkShare(twiceConnectors, twiceTasks);
    }

    private boolean isIdle(String member) {
        return connectors.of(member).isEmpty() && tasks.of(member).isEmpty();
    }

    private void give(String member, WorkShare share) {
        connectors.give(member, share.connectors());
        tasks.give(member, share.tasks());
    }

    private void dealToHeirs(LostWork.Inheritance inheritance) {
        connectors.deal(inheritance.share().connectors(), inheritance.heirs(), Map.of());
        tasks.deal(inheritance.share().tasks(), inheritance.heirs(), Map.of());
    }

    private void toDeal(WorkShare share) {
        connectorsToDeal.addAll(share.connectors());
        tasksToDeal.addAll(share.tasks());
    }

    /** Takes from members that have too much, unless the last round did so already: then it waits, longer each time. */
    private AssignmentMemory.Delay balance(WorkShare configured) {
        connectorsToDeal.addAll(connectors.takeSurplus(configured.connectors().size()));
        tasksToDeal.addAll(tasks.takeSurplus(configured.tasks().size()));
        if (!connectors.isOwed() && !tasks.isOwed()) {
            if (backoff.revokedLast()) {
                backoff = AssignmentMemory.Backoff.NONE;
            }
            return AssignmentMemory.Delay.NONE;
        }
        if (backoff.revokedLast()) {
            backoff = new AssignmentMemory.Backoff(true, backoff.successive() + 1);
            long delayMs = BalancingPause.afterRounds(backoff.successive(), maxDelayMs);
            if (delayMs > 0) {
                connectors.remit();
                tasks.remit();
                return new AssignmentMemory.Delay(nowMs + delayMs, Set.of());
            }
        } else {
            backoff = new AssignmentMemory.Backoff(true, backoff.successive());
        }
        return AssignmentMemory.Delay.NONE;
    }

    private void collectDebts() {
        Map<String, List<String>> owedConnectors = connectors.collect(former.connectorHomes());
        Map<String, List<TaskId>> owedTasks = tasks.collect(former.taskHomes());
        view.members().keySet().forEach(id -> {
            WorkShare share = new WorkShare(
                    Set.copyOf(owedConnectors.getOrDefault(id, List.of())),
                    Set.copyOf(owedTasks.getOrDefault(id, List.of())));
            revocations.merge(id, share, WorkShare::plus);
        });
    }

    private AssignmentPlan conclude(AssignmentMemory.Delay delay, Map<String, WorkShare> missing) {
        SortedMap<String, MemberPlan> plans = new TreeMap<>();
        Map<String, Member> placed = new TreeMap<>();
        view.members().forEach((id, member) -> {
            WorkShare share = new WorkShare(Set.copyOf(connectors.of(id)), Set.copyOf(tasks.of(id)));
            plans.put(id, new MemberPlan(share.minus(member.running()), revocations.get(id), share));
            placed.put(id, new Member(member.url(), share));
        });
        WorkShare revoked = union(revocations.values());
        boolean settled = revoked.isEmpty() && !delay.isScheduled();
        AssignmentMemory next =
                new AssignmentMemory(view.generation(), placed, missing, former.next(settled), revoked, delay, backoff);
        int delayMs = delay.isScheduled() ? (int) Math.min(delay.untilMs() - nowMs, Integer.MAX_VALUE) : 0;
        return new AssignmentPlan(plans, delayMs, next);
    }

    static WorkShare common(WorkShare one, WorkShare other) {
        return one.minus(one.minus(other));
    }

    private static WorkShare union(Collection<WorkShare> shares) {
        Set<String> connectors = new HashSet<>();
        Set<TaskId> tasks = new HashSet<>();
        shares.forEach(share -> {
            connectors.addAll(share.connectors());
            tasks.addAll(share.tasks());
        });
        return new WorkShare(connectors, tasks);
    }
}
