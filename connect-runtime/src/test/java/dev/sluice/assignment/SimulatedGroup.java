package dev.sluice.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A group of workers in one thread: reports what they run, follows the assignor's plans, lets time pass, and checks after
 * each step what must hold at any moment.
 */
final class SimulatedGroup {
    private final int maxDelayMs;
    private final SortedMap<String, Integer> connectors = new TreeMap<>();
    private final SortedMap<String, Member> members = new TreeMap<>();
    private Leader leader;
    private int generation;
    private int completedGeneration = -1;
    private int lastMemberNumber;
    private long nowMs = 1_000;
    private int revokedItems;

    SimulatedGroup(int maxDelayMs) {
        this.maxDelayMs = maxDelayMs;
        this.leader = new OurLeader(maxDelayMs);
    }

    /** Who decides, with what it remembers. */
    interface Leader {
        AssignmentPlan assign(ClusterView view, long nowMs);
    }

    /** One of our workers, and its memory. */
    static final class OurLeader implements Leader {
        private final CooperativeAssignor assignor;
        private AssignmentMemory memory = AssignmentMemory.EMPTY;

        OurLeader(int maxDelayMs) {
            assignor = new CooperativeAssignor(maxDelayMs);
        }

        @Override
        public AssignmentPlan assign(ClusterView view, long nowMs) {
            AssignmentPlan plan = assignor.assign(view, memory, nowMs);
            memory = plan.next();
            return plan;
        }
    }

    /** Returns the new member's id; ids are new each time, as they are in Kafka. */
    String join(String url) {
        return joinRunning(url, WorkShare.EMPTY);
    }

    /** As after the coordinator gave up on a member that went on working. */
    String joinRunning(String url, WorkShare running) {
        String id = String.format("member-%04d", ++lastMemberNumber);
        members.put(id, new Member(url, running));
        return id;
    }

    Member leave(String id) {
        return members.remove(id);
    }

    void put(String connector, int taskCount) {
        connectors.put(connector, taskCount);
    }

    int tasksOf(String connector) {
        return connectors.get(connector);
    }

    void delete(String connector) {
        connectors.remove(connector);
    }

    /** Another member leads from now on, and it knows nothing. */
    void changeLeader() {
        changeLeader(new OurLeader(maxDelayMs));
        completedGeneration = generation;
    }

    /** This one leads from now on. If it did before, it still knows what it knew then. */
    void changeLeader(Leader next) {
        leader = next;
    }

    /** A member stops everything, as it does when it cannot reach the coordinator. */
    void drop(String id) {
        members.computeIfPresent(id, (same, member) -> new Member(member.url(), WorkShare.EMPTY));
    }

    void pass(long ms) {
        nowMs += ms;
    }

    /** One rebalance that everybody follows. */
    AssignmentPlan rebalance() {
        AssignmentPlan plan = assign();
        follow(plan);
        return plan;
    }

    private void follow(AssignmentPlan plan) {
        completedGeneration = generation;
        plan.members().forEach((id, each) -> {
            Member before = members.get(id);
            WorkShare after = before.running().minus(each.revoke()).plus(each.start());
            assertEquals(each.share(), after, "the share of " + id);
            members.put(id, new Member(before.url(), after));
            revokedItems += size(each.revoke());
        });
    }

    /** A rebalance whose plan reaches nobody. */
    AssignmentPlan rebalanceInVain() {
        return assign();
    }

    private AssignmentPlan assign() {
        generation++;
        AssignmentPlan plan =
                leader.assign(new ClusterView(generation, completedGeneration, members, configured()), nowMs);
        assertEquals(members.keySet(), plan.members().keySet(), "everybody gets an assignment");
        assertTrue(plan.delayMs() >= 0 && plan.delayMs() <= maxDelayMs, "delay " + plan.delayMs());
        assertNothingStartsWhileItRuns(plan);
        if (leader instanceof OurLeader) {
            int stops = stopsForBalance(plan);
            assertTrue(stops <= fewestStops(), stops + " stops for balance, where " + fewestStops() + " do");
        }
        return plan;
    }

    /** How many items a plan stops that are configured and run once. */
    private int stopsForBalance(AssignmentPlan plan) {
        WorkShare superfluous = superfluous();
        return plan.members().values().stream()
                .mapToInt(each -> size(each.revoke().minus(superfluous)))
                .sum();
    }

    /** However the rest is dealt: how many items have to be stopped for all members to have the same number, or one more. */
    int fewestStops() {
        WorkShare superfluous = superfluous();
        List<WorkShare> running = members.values().stream()
                .map(member -> member.running().minus(superfluous))
                .toList();
        return fewestStops(
                        running.stream().map(share -> share.connectors().size()).toList(),
                        configured().connectors().size())
                + fewestStops(
                        running.stream().map(share -> share.tasks().size()).toList(),
                        configured().tasks().size());
    }

    private static int fewestStops(List<Integer> counts, int total) {
        int share = total / counts.size();
        int above =
                counts.stream().mapToInt(count -> Math.max(0, count - share)).sum();
        long couldKeepOneMore = counts.stream().filter(count -> count > share).count();
        return above - (int) Math.min(couldKeepOneMore, total % counts.size());
    }

    private WorkShare superfluous() {
        WorkShare configured = configured();
        Set<String> connectorsGone = new HashSet<>();
        Set<TaskId> tasksGone = new HashSet<>();
        Set<Object> seen = new HashSet<>();
        members.values().forEach(member -> {
            member.running().connectors().stream()
                    .filter(item -> !seen.add(item) || !configured.connectors().contains(item))
                    .forEach(connectorsGone::add);
            member.running().tasks().stream()
                    .filter(item -> !seen.add(item) || !configured.tasks().contains(item))
                    .forEach(tasksGone::add);
        });
        return new WorkShare(connectorsGone, tasksGone);
    }

    private void assertNothingStartsWhileItRuns(AssignmentPlan plan) {
        Set<Object> running = new HashSet<>();
        members.values().forEach(member -> running.addAll(items(member.running())));
        Set<Object> started = new HashSet<>();
        plan.members().forEach((id, each) -> items(each.start())
                .forEach(item -> assertTrue(
                        started.add(item) && !running.contains(item), item + " is started while it runs, by " + id)));
    }

    /**
     * Rebalances as the members would ask for it, until nobody does: after a revocation at once, after a delay when it
     * is over.
     *
     * @return how many rebalances it took
     */
    int settle(int mostRounds) {
        int fewestStops = fewestStops();
        int stops = 0;
        for (int round = 1; round <= mostRounds; round++) {
            AssignmentPlan plan = assign();
            stops += stopsForBalance(plan);
            follow(plan);
            boolean revoked = plan.members().values().stream()
                    .anyMatch(each -> !each.revoke().isEmpty());
            if (!revoked && plan.delayMs() == 0) {
                if (leader instanceof OurLeader) {
                    assertTrue(stops <= fewestStops, stops + " stops until balance, where " + fewestStops + " do");
                }
                return round;
            }
            if (!revoked) {
                pass(plan.delayMs());
            }
        }
        throw new AssertionError("Not settled after " + mostRounds + " rounds: " + members);
    }

    void assertAllRunsOnceAndEvenly() {
        List<Object> running = members.values().stream()
                .flatMap(member -> items(member.running()).stream())
                .toList();
        assertEquals(running.size(), new HashSet<>(running).size(), "something runs twice");
        Set<Object> left = new HashSet<>(running);
        items(configured()).forEach(item -> assertTrue(left.remove(item), item + " does not run"));
        if (!(leader instanceof OurLeader) && !left.isEmpty()) {
            // Apache's leader does not have deleted work stopped if the round before was another's.
            return;
        }
        assertEquals(Set.of(), left, "what runs and should not");
        assertEven(members.values().stream()
                .map(member -> member.running().connectors().size())
                .toList());
        assertEven(members.values().stream()
                .map(member -> member.running().tasks().size())
                .toList());
    }

    private static void assertEven(Collection<Integer> counts) {
        int most = counts.stream().max(Integer::compare).orElseThrow();
        int least = counts.stream().min(Integer::compare).orElseThrow();
        assertTrue(most - least <= 1, "uneven: " + counts);
    }

    WorkShare configured() {
        Set<TaskId> tasks = new TreeSet<>();
        connectors.forEach((name, count) -> {
            for (int task = 0; task < count; task++) {
                tasks.add(new TaskId(name, task));
            }
        });
        return new WorkShare(connectors.keySet(), tasks);
    }

    WorkShare running(String id) {
        return members.get(id).running();
    }

    List<String> ids() {
        return new ArrayList<>(members.keySet());
    }

    Set<String> urls() {
        Set<String> urls = new TreeSet<>();
        members.values().forEach(member -> urls.add(member.url()));
        return urls;
    }

    List<String> connectors() {
        return new ArrayList<>(connectors.keySet());
    }

    Map<String, Member> members() {
        return Map.copyOf(members);
    }

    /** How many items members were told to stop since the last call. */
    int revokedSinceLastAsked() {
        int revoked = revokedItems;
        revokedItems = 0;
        return revoked;
    }

    static int size(WorkShare share) {
        return share.connectors().size() + share.tasks().size();
    }

    private static List<Object> items(WorkShare share) {
        return Stream.<Object>concat(share.connectors().stream(), share.tasks().stream())
                .toList();
    }
}
