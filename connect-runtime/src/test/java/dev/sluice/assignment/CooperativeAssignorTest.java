package dev.sluice.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CooperativeAssignorTest {
    private static final int DELAY_MS = 300_000;

    private final SimulatedGroup group = new SimulatedGroup(DELAY_MS);

    @Test
    void theFirstMemberGetsEverythingAtOnce() {
        String only = group.join("http://a");
        group.put("orders", 3);

        AssignmentPlan plan = group.rebalance();

        assertEquals(group.configured(), plan.members().get(only).start());
        assertEquals(0, plan.delayMs());
    }

    @Test
    void aNewMemberGetsItsPartInTwoRoundsAndNothingElseMoves() {
        group.join("http://a");
        group.join("http://b");
        group.put("orders", 9);
        group.put("bills", 3);
        group.settle(2);
        group.revokedSinceLastAsked();

        String third = group.join("http://c");
        int rounds = group.settle(3);

        assertEquals(2, rounds);
        assertEquals(4, group.running(third).tasks().size());
        assertEquals(
                SimulatedGroup.size(group.running(third)), group.revokedSinceLastAsked(), "only its part was moved");
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void aNewConnectorTakesNothingFromAnybody() {
        group.join("http://a");
        group.join("http://b");
        group.put("orders", 5);
        group.settle(2);
        group.revokedSinceLastAsked();

        group.put("bills", 4);
        int rounds = group.settle(2);

        assertEquals(1, rounds);
        assertEquals(0, group.revokedSinceLastAsked());
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void theWorkOfAMemberThatLeftWaitsForTheDelay() {
        group.join("http://a");
        String leaver = group.join("http://b");
        group.put("orders", 4);
        group.settle(2);

        group.leave(leaver);
        AssignmentPlan waiting = group.rebalance();
        group.pass(100_000);
        AssignmentPlan stillWaiting = group.rebalance();
        group.pass(200_000);
        group.rebalance();

        assertEquals(DELAY_MS, waiting.delayMs());
        assertTrue(nothingStarts(waiting));
        assertEquals(200_000, stillWaiting.delayMs());
        assertTrue(nothingStarts(stillWaiting));
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void aWorkerThatComesBackGetsItsOldWorkWithoutWaiting() {
        group.join("http://a");
        String leaver = group.join("http://b");
        group.join("http://c");
        group.put("orders", 9);
        group.put("bills", 2);
        group.settle(2);
        WorkShare old = group.leave(leaver).running();
        group.rebalance();
        group.revokedSinceLastAsked();

        group.pass(2_000);
        String returned = group.join("http://b");
        AssignmentPlan plan = group.rebalance();

        assertEquals(old, group.running(returned));
        assertEquals(0, plan.delayMs());
        assertEquals(0, group.revokedSinceLastAsked());
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void twoWorkersThatRestartEachGetTheirOwnWorkBack() {
        group.join("http://a");
        String second = group.join("http://b");
        String third = group.join("http://c");
        group.put("orders", 9);
        group.settle(2);
        WorkShare secondsWork = group.leave(second).running();
        WorkShare thirdsWork = group.leave(third).running();
        group.rebalance();

        String thirdAgain = group.join("http://c");
        AssignmentPlan oneMissing = group.rebalance();
        String secondAgain = group.join("http://b");
        AssignmentPlan complete = group.rebalance();

        assertEquals(thirdsWork, group.running(thirdAgain));
        assertEquals(DELAY_MS, oneMissing.delayMs(), "the other one is still awaited");
        assertEquals(secondsWork, group.running(secondAgain));
        assertEquals(0, complete.delayMs());
    }

    @Test
    void aNewcomerTakesThePlaceOfTheOneThatLeft() {
        group.join("http://a");
        String leaver = group.join("http://b");
        group.put("orders", 4);
        group.settle(2);
        WorkShare old = group.leave(leaver).running();
        group.rebalance();

        String newcomer = group.join("http://c");
        AssignmentPlan plan = group.rebalance();

        assertEquals(old, group.running(newcomer));
        assertEquals(0, plan.delayMs());
    }

    @Test
    void aNewcomerWaitsWhileMoreWorkersAreMissingThanCame() {
        group.join("http://a");
        String second = group.join("http://b");
        String third = group.join("http://c");
        group.put("orders", 9);
        group.settle(2);
        group.leave(second);
        group.leave(third);
        group.rebalance();

        String newcomer = group.join("http://d");
        AssignmentPlan plan = group.rebalance();
        group.pass(plan.delayMs());
        group.settle(3);

        assertTrue(plan.members().get(newcomer).start().isEmpty());
        assertEquals(DELAY_MS, plan.delayMs());
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void withoutADelayLostWorkIsGivenAwayAtOnce() {
        SimulatedGroup impatient = new SimulatedGroup(0);
        impatient.join("http://a");
        String leaver = impatient.join("http://b");
        impatient.put("orders", 4);
        impatient.settle(2);

        impatient.leave(leaver);
        int rounds = impatient.settle(2);

        assertEquals(1, rounds);
        impatient.assertAllRunsOnceAndEvenly();
    }

    @Test
    void aPlanThatReachedNobodyIsMadeAgain() {
        group.join("http://a");
        group.join("http://b");
        group.put("orders", 4);

        group.rebalanceInVain();
        int rounds = group.settle(2);

        assertEquals(1, rounds);
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void whatRunsTwiceIsStoppedEverywhereAndStartedOnce() {
        String one = group.join("http://a");
        group.put("orders", 2);
        group.settle(2);
        group.joinRunning("http://b", group.running(one));

        AssignmentPlan plan = group.rebalance();
        group.settle(3);

        assertTrue(
                plan.members().values().stream().allMatch(each -> each.revoke().equals(group.configured())));
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void deletedConnectorsAreStoppedByANewLeaderToo() {
        String one = group.join("http://a");
        group.put("orders", 2);
        group.put("bills", 1);
        group.settle(2);
        group.delete("bills");
        group.changeLeader();

        AssignmentPlan plan = group.rebalance();

        assertEquals(
                new WorkShare(Set.of("bills"), Set.of(new TaskId("bills", 0))),
                plan.members().get(one).revoke());
    }

    @Test
    void balancingTwiceInARowPausesLongerEachTime() {
        group.put("orders", 60);
        group.join("http://a");
        group.settle(2);
        group.join("http://b");
        AssignmentPlan first = group.rebalance();
        group.join("http://c");
        AssignmentPlan second = group.rebalance();
        group.pass(40);
        AssignmentPlan third = group.rebalance();

        assertFalse(nothingIsRevoked(first));
        assertTrue(nothingIsRevoked(second));
        assertEquals(40, second.delayMs());
        assertFalse(nothingIsRevoked(third));
        group.settle(10);
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void pausesGrowFortyfoldUpToTheLimit() {
        assertEquals(40, BalancingPause.afterRounds(1, DELAY_MS));
        assertEquals(1_600, BalancingPause.afterRounds(2, DELAY_MS));
        assertEquals(64_000, BalancingPause.afterRounds(3, DELAY_MS));
        assertEquals(DELAY_MS, BalancingPause.afterRounds(4, DELAY_MS));
        assertEquals(DELAY_MS, BalancingPause.afterRounds(1_000, DELAY_MS));
        assertEquals(0, BalancingPause.afterRounds(1, 0));
    }

    @Test
    void theTasksOfAConnectorAreSpreadOverTheMembers() {
        for (int member = 0; member < 7; member++) {
            group.join("http://" + member);
        }
        for (int connector = 0; connector < 40; connector++) {
            group.put("c" + connector, 1 + connector % 14);
        }

        group.settle(2);

        group.members().forEach((id, member) -> {
            Map<String, Integer> counts = new HashMap<>();
            member.running().tasks().forEach(task -> counts.merge(task.connector(), 1, Integer::sum));
            counts.forEach((connector, count) -> assertTrue(count <= 3, connector + " has " + count + " on " + id));
        });
    }

    @Test
    void aNewMemberGetsAtMostOneTaskOfEachConnector() {
        for (int member = 0; member < 5; member++) {
            group.join("http://" + member);
        }
        for (int connector = 0; connector < 10; connector++) {
            group.put("c" + connector, 5);
        }
        group.settle(2);

        String sixth = group.join("http://5");
        group.settle(3);

        assertEquals(8, connectorsOfTasks(sixth).size());
        assertEquals(8, group.running(sixth).tasks().size());
    }

    @Test
    void tasksThatLieTogetherArePartedWhenBalanceMovesSomeAnyway() {
        String first = group.join("http://a");
        group.put("orders", 4);
        group.settle(1);
        group.put("bills", 4);
        group.settle(1);

        String second = group.join("http://b");
        group.settle(3);

        assertEquals(Map.of("orders", 2, "bills", 2), connectorsOfTasks(first));
        assertEquals(Map.of("orders", 2, "bills", 2), connectorsOfTasks(second));
    }

    @Test
    void tasksThatLieTogetherStayWhereTheyAreWhileTotalsAreEven() {
        String first = group.joinRunning("http://a", tasks("orders", 4));
        group.joinRunning("http://b", tasks("bills", 4));
        group.put("orders", 4);
        group.put("bills", 4);

        group.settle(2);

        assertEquals(0, group.revokedSinceLastAsked());
        assertEquals(Map.of("orders", 4), connectorsOfTasks(first));
    }

    @Test
    void aWorkerThatComesBackAfterTheDelayGetsItsOldTasksFromThoseThatTookThem() {
        group.join("http://a");
        String leaver = group.join("http://b");
        group.join("http://c");
        group.put("orders", 9);
        group.put("bills", 3);
        group.put("carts", 3);
        group.settle(2);
        WorkShare old = group.leave(leaver).running();
        group.settle(3);
        group.assertAllRunsOnceAndEvenly();
        group.revokedSinceLastAsked();

        String returned = group.join("http://b");
        group.settle(3);

        assertEquals(old, group.running(returned));
        assertEquals(SimulatedGroup.size(old), group.revokedSinceLastAsked());
    }

    @Test
    void onlySoManyFormerWorkersAreRemembered() {
        SimulatedGroup impatient = new SimulatedGroup(0);
        impatient.join("http://stays");
        impatient.put("orders", 2);
        AssignmentPlan plan = impatient.rebalance();
        for (int guest = 0; guest < 2 * AssignmentMemory.MOST_FORMER; guest++) {
            String id = impatient.join("http://" + guest);
            impatient.settle(3);
            impatient.leave(id);
            plan = impatient.rebalance();
        }

        assertEquals(AssignmentMemory.MOST_FORMER, plan.next().former().size());
        assertTrue(plan.next().former().containsKey("http://" + (2 * AssignmentMemory.MOST_FORMER - 1)));
    }

    @Test
    void whatIsNotStartedYetIsTakenBackBeforeAnythingIsStopped() {
        group.join("http://a");
        String leaver = group.join("http://b");
        group.put("orders", 8);
        group.settle(2);
        group.leave(leaver);
        group.rebalance();
        String idle = group.join("http://c");
        group.join("http://d");
        group.revokedSinceLastAsked();

        group.settle(3);

        assertTrue(group.running(idle).tasks().size() <= 3);
        assertEquals(1, group.revokedSinceLastAsked());
        group.assertAllRunsOnceAndEvenly();
    }

    @Test
    void fiveThousandTasksOnFiftyMembersComeOutEven() {
        for (int member = 0; member < 49; member++) {
            group.join("http://" + member);
        }
        for (int connector = 0; connector < 500; connector++) {
            group.put("connector-" + connector, 10);
        }
        group.settle(2);
        group.revokedSinceLastAsked();

        group.join("http://49");
        group.settle(3);

        assertEquals(100 + 10, group.revokedSinceLastAsked());
        group.assertAllRunsOnceAndEvenly();
    }

    /** How many tasks of each connector a member runs. */
    private Map<String, Integer> connectorsOfTasks(String member) {
        Map<String, Integer> counts = new HashMap<>();
        group.running(member).tasks().forEach(task -> counts.merge(task.connector(), 1, Integer::sum));
        return counts;
    }

    private static WorkShare tasks(String connector, int count) {
        Set<TaskId> tasks = new HashSet<>();
        for (int task = 0; task < count; task++) {
            tasks.add(new TaskId(connector, task));
        }
        return new WorkShare(Set.of(connector), tasks);
    }

    private static boolean nothingStarts(AssignmentPlan plan) {
        return plan.members().values().stream().allMatch(each -> each.start().isEmpty());
    }

    private static boolean nothingIsRevoked(AssignmentPlan plan) {
        return plan.members().values().stream().allMatch(each -> each.revoke().isEmpty());
    }
}
