package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.group.Assignment;
import dev.sluice.group.GroupAssignment;
import dev.sluice.group.GroupProtocol;
import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorState;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.ConfigEvent;
import dev.sluice.store.config.PrivilegedWriteException;
import dev.sluice.worker.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class HerderLogicTest {
    private static final long NOW = 1_000_000;
    private static final TaskId TASK = new TaskId("c", 0);
    private static final WorkShare ALL = new WorkShare(Set.of("c"), Set.of(TASK));

    private final HerderLogic logic =
            new HerderLogic(new HerderRules(300_000, 300_000, 85_000, 0, "HmacSHA256", false));

    @Test
    void startsEverythingHeldWhenItsViewIsTheAssignedOne() {
        Decision decision = decide(state(7), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)));
        assertTrue(decision.state().resolved());
        assertEquals(ALL, decision.state().running());
        assertEquals(
                List.of(
                        new HerderAction.StartConnector("c", Map.of("name", "c"), TargetState.STARTED),
                        new HerderAction.StartTask(
                                TASK, new TaskSpec(Map.of("name", "c"), Map.of("t", "0"), 1, 1), TargetState.STARTED)),
                work(decision));
    }

    @Test
    void catchesUpFirstWhenItsViewIsOlder() {
        Decision decision = decide(state(6), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)));
        assertEquals(List.of(new HerderAction.CatchUp(7)), decision.actions());
        Decision after = decide(decision.state(), new HerderEvent.CaughtUp(snapshot(7)));
        assertEquals(ALL, after.state().running());
    }

    @Test
    void startsNothingThatWasTakenAwayWhileItCaughtUp() {
        HerderState behind = decide(state(6), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        HerderState fenced = decide(behind, new HerderEvent.Revoking(ALL, new CompletableFuture<>()))
                .state();
        Decision after = decide(fenced, new HerderEvent.CaughtUp(snapshot(7)));
        assertEquals(List.of(), work(after));
        assertTrue(after.state().running().isEmpty());
    }

    @Test
    void joinsAgainAndStartsNothingWhenItsViewIsNewer() {
        Decision decision = decide(state(8), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)));
        assertInstanceOf(HerderAction.Rejoin.class, decision.actions().get(0));
        assertTrue(decision.state().running().isEmpty());
    }

    @Test
    void joinsAgainAfterWorkWasRevokedThatOthersAreToRun() {
        WorkShare revoked = new WorkShare(Set.of(), Set.of(TASK));
        Decision decision = decide(state(7), new HerderEvent.Joined(joined(7, WorkShare.EMPTY, revoked)));
        assertInstanceOf(
                HerderAction.Rejoin.class,
                decision.actions().get(decision.actions().size() - 1));
    }

    @Test
    void needsNoSecondRebalanceForWhatWasDeleted() {
        WorkShare revoked = new WorkShare(Set.of("gone"), Set.of(new TaskId("gone", 0), new TaskId("c", 7)));
        Decision decision = decide(state(7), new HerderEvent.Joined(joined(7, ALL, revoked)));
        assertTrue(decision.actions().stream().noneMatch(HerderAction.Rejoin.class::isInstance));
    }

    @Test
    void stopsADeletedConnectorBeforeTheRebalance() {
        HerderState running = decide(state(7), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        Decision decision = decide(
                running, new HerderEvent.ConfigChanged(snapshot(9), List.of(new ConfigEvent.ConnectorRemoved("c"))));
        HerderAction.Revoke revoke =
                assertInstanceOf(HerderAction.Revoke.class, decision.actions().get(0));
        assertEquals(ALL, revoke.share());
        assertTrue(decision.state().running().isEmpty());
    }

    @Test
    void severalChangesAreOneRebalance() {
        HerderEvent changed = new HerderEvent.ConfigChanged(
                snapshot(9),
                List.of(
                        new ConfigEvent.ConnectorAdded("a"),
                        new ConfigEvent.ConnectorAdded("b"),
                        new ConfigEvent.ConnectorRemoved("d")));
        Decision decision = decide(running(7), changed);
        assertEquals(1, decision.actions().size());
        assertInstanceOf(HerderAction.Rejoin.class, decision.actions().get(0));
    }

    @Test
    void committedTasksStopAtOnceAndStartAgainAfterTheRebalance() {
        Decision decision = decide(
                running(7),
                new HerderEvent.ConfigChanged(snapshot(9), List.of(new ConfigEvent.TasksCommitted("c", Set.of(0)))));
        assertEquals(
                new HerderAction.StopTasks(Set.of(TASK)), decision.actions().get(0));
        Decision after = decide(decision.state(), new HerderEvent.Joined(joined(9, ALL, WorkShare.EMPTY)));
        assertEquals(
                List.of(new HerderAction.StartTask(
                        TASK, new TaskSpec(Map.of("name", "c"), Map.of("t", "0"), 1, 1), TargetState.STARTED)),
                work(after));
    }

    @Test
    void aChangedConnectorRestartsWithoutARebalance() {
        Decision decision = decide(
                running(7), new HerderEvent.ConfigChanged(snapshot(8), List.of(new ConfigEvent.ConnectorChanged("c"))));
        assertEquals(
                List.of(new HerderAction.RestartConnector(
                        "c", Map.of("name", "c"), TargetState.STARTED, Optional.empty())),
                decision.actions());
    }

    @Test
    void sameTaskConfigsAreNotWritten() {
        Decision decision = decide(running(7), new HerderEvent.TaskConfigsMade("c", List.of(Map.of("t", "0")), true));
        assertEquals(List.of(), decision.actions());
    }

    @Test
    void otherTaskConfigsAreWrittenByTheLeader() {
        List<Map<String, String>> two = List.of(Map.of("t", "0"), Map.of("t", "1"));
        Decision decision = decide(running(7), new HerderEvent.TaskConfigsMade("c", two, true));
        assertEquals(List.of(new HerderAction.WriteTaskConfigs("c", two)), decision.actions());
    }

    @Test
    void sameTaskConfigsOfAnIncompleteSetAreWritten() {
        HerderState state = running(7).withConfig(snapshot(8, true));
        List<Map<String, String>> one = List.of(Map.of("t", "0"));
        Decision decision = decide(state, new HerderEvent.TaskConfigsMade("c", one, true));
        assertEquals(List.of(new HerderAction.WriteTaskConfigs("c", one)), decision.actions());
    }

    @Test
    void failuresToPublishAreTriedAgainEverLater() {
        HerderEvent failed = new HerderEvent.TaskConfigsFailed("c", new IllegalStateException());
        Decision first = decide(running(7), failed);
        Decision second = decide(first.state(), failed);
        assertEquals(250, ((HerderAction.Schedule) first.actions().get(0)).delayMs());
        assertEquals(500, ((HerderAction.Schedule) second.actions().get(0)).delayMs());
    }

    @Test
    void aWriteOnAWorkerThatDoesNotLeadPointsToTheLeader() {
        HerderState follower = decide(
                        state(7), new HerderEvent.Joined(joined("m-2", 7, WorkShare.EMPTY, WorkShare.EMPTY)))
                .state();
        Command command = new Command.Delete("c", new CompletableFuture<>());
        Decision decision = decide(follower, new HerderEvent.Requested(command));
        HerderAction.Refuse refuse =
                assertInstanceOf(HerderAction.Refuse.class, decision.actions().get(0));
        ServiceException.NotHere reason = assertInstanceOf(ServiceException.NotHere.class, refuse.reason());
        assertEquals(Optional.of("http://leader:8083/"), reason.url());
    }

    @Test
    void aWriteBeforeTheFirstAssignmentWaitsForIt() {
        Command command = new Command.Delete("c", new CompletableFuture<>());
        Decision waiting = decide(state(7), new HerderEvent.Requested(command));
        assertInstanceOf(HerderAction.Schedule.class, waiting.actions().get(0));
        Decision joined = decide(waiting.state(), new HerderEvent.Joined(joined(7, WorkShare.EMPTY, WorkShare.EMPTY)));
        assertTrue(joined.actions().contains(new HerderAction.Write(command)));
    }

    @Test
    void aWriteWaitsForTheNextAssignmentWhenAnotherWorkerMayLead() {
        Command.Delete command = new Command.Delete("c", new CompletableFuture<>());
        Decision doubt = decide(running(7), new HerderEvent.LeadershipInDoubt(command));
        assertTrue(doubt.actions().stream().anyMatch(HerderAction.Rejoin.class::isInstance));
        assertFalse(doubt.actions().contains(new HerderAction.Write(command)));

        Decision leader = decide(doubt.state(), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)));
        assertTrue(leader.actions().contains(new HerderAction.Write(command)));
        assertEquals(List.of(), leader.state().waiting());

        Decision follower = decide(doubt.state(), new HerderEvent.Joined(joined("m-2", 7, ALL, WorkShare.EMPTY)));
        assertTrue(follower.actions().stream().anyMatch(HerderAction.Refuse.class::isInstance));
        assertEquals(List.of(), follower.state().waiting());
    }

    @Test
    void aWriteInDoubtOutlastsTheStartOfTheWork() {
        Command.Delete command = new Command.Delete("c", new CompletableFuture<>());
        HerderState behind = decide(state(6), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        HerderState doubt =
                decide(behind, new HerderEvent.LeadershipInDoubt(command)).state();
        Decision started = decide(doubt, new HerderEvent.CaughtUp(snapshot(7)));
        assertTrue(started.state().resolved());
        assertEquals(List.of(command), started.state().waiting());
    }

    @Test
    void aWriteThatWaitedTooLongIsRefused() {
        Command command = new Command.Delete("c", new CompletableFuture<>());
        HerderState waiting =
                decide(state(7), new HerderEvent.Requested(command)).state();
        Decision decision = decide(waiting, new HerderEvent.RequestExpired(command));
        HerderAction.Refuse refuse =
                assertInstanceOf(HerderAction.Refuse.class, decision.actions().get(0));
        assertInstanceOf(ServiceException.Rebalancing.class, refuse.reason());
        assertEquals(List.of(), decision.state().waiting());
    }

    @Test
    void aWorkerThatCannotCatchUpRemainsAMemberAndGivesItsWorkUpInTheEnd() {
        HerderState state = running(7);
        for (int failure = 1; failure < 5; failure++) {
            Decision decision = decide(state, new HerderEvent.CatchUpFailed("slow"));
            assertInstanceOf(HerderAction.Schedule.class, decision.actions().get(0));
            assertEquals(1, decision.actions().size());
            state = decision.state();
        }
        Decision last = decide(state, new HerderEvent.CatchUpFailed("slow"));
        HerderAction.LeaveGroup leave =
                assertInstanceOf(HerderAction.LeaveGroup.class, last.actions().get(0));
        assertTrue(leave.emptyHanded());
        Decision recovered = decide(last.state(), new HerderEvent.CaughtUp(snapshot(9)));
        assertInstanceOf(HerderAction.Rejoin.class, recovered.actions().get(0));
    }

    /** Else every assignment that comes meanwhile would add its own tries, and the worker leave the sooner. */
    @Test
    void assignmentsThatComeWhileItCatchesUpAddNoTries() {
        HerderState reading = decide(state(6), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        Decision joinedAgain = decide(reading, new HerderEvent.Joined(joined(8, ALL, WorkShare.EMPTY)));
        assertEquals(List.of(), joinedAgain.actions());
        Decision failed = decide(joinedAgain.state(), new HerderEvent.CatchUpFailed("slow"));
        assertEquals(1, failed.actions().size());
        Decision inThePause = decide(failed.state(), new HerderEvent.Joined(joined(9, ALL, WorkShare.EMPTY)));
        assertEquals(List.of(), inThePause.actions());
        Decision again = decide(inThePause.state(), new HerderEvent.CatchUpAgain());
        assertEquals(List.of(new HerderAction.CatchUp(9)), again.actions());
        Decision after = decide(again.state(), new HerderEvent.CaughtUp(snapshot(9)));
        assertEquals(ALL, after.state().running());
    }

    @Test
    void whatItReadForAnEarlierAssignmentIsReadOnForTheLatest() {
        HerderState reading = decide(state(6), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        HerderState joinedAgain = decide(reading, new HerderEvent.Joined(joined(8, ALL, WorkShare.EMPTY)))
                .state();
        Decision behind = decide(joinedAgain, new HerderEvent.CaughtUp(snapshot(7)));
        assertEquals(List.of(new HerderAction.CatchUp(8)), behind.actions());
        assertTrue(behind.state().running().isEmpty());
    }

    @Test
    void aTryIsDroppedWhenTheWorkHasStartedMeanwhile() {
        HerderState reading = decide(state(6), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        HerderState paused =
                decide(reading, new HerderEvent.CatchUpFailed("slow")).state();
        HerderState started = decide(
                        paused.withConfig(snapshot(7)), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();
        Decision again = decide(started, new HerderEvent.CatchUpAgain());
        assertEquals(List.of(), again.actions());
        Decision later = decide(again.state(), new HerderEvent.Joined(joined(8, ALL, WorkShare.EMPTY)));
        assertEquals(List.of(new HerderAction.CatchUp(8)), later.actions());
    }

    @Test
    void workThatIsRevokedBeforeItStartsIsNotStarted() {
        HerderState behind = decide(
                        HerderState.initial(snapshot(6)),
                        new HerderEvent.Joined(joined("m-2", 7, ALL, WorkShare.EMPTY)))
                .state();
        HerderState revoked = decide(behind, new HerderEvent.Revoking(ALL, new CompletableFuture<>()))
                .state();
        Decision caughtUp = decide(revoked, new HerderEvent.CaughtUp(snapshot(7)));
        assertEquals(List.of(), work(caughtUp));
        assertTrue(caughtUp.state().running().isEmpty());
    }

    @Test
    void aSessionKeyIsReplacedOnceHoweverOftenItWasScheduled() {
        HerderState leader = running(7);
        HerderEvent.SessionKeyDue ofThisKey =
                new HerderEvent.SessionKeyDue(leader.config().sessionKey());
        SessionKey older = new SessionKey(new SecretKeySpec(new byte[] {1}, "HmacSHA256"), 1);
        HerderEvent.SessionKeyDue ofAnother = new HerderEvent.SessionKeyDue(Optional.of(older));

        assertEquals(
                List.of(new HerderAction.MakeSessionKey(leader.config().sessionKey())),
                decide(leader, ofThisKey).actions());
        assertEquals(List.of(), decide(leader, ofAnother).actions());
    }

    @Test
    void revokedWorkIsStoppedAndForgotten() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Decision decision = decide(running(7), new HerderEvent.Revoking(ALL, stopped));
        assertEquals(List.of(new HerderAction.Revoke(ALL, stopped)), decision.actions());
        assertTrue(decision.state().running().isEmpty());
    }

    @Test
    void aTaskIsToldWhetherItIsStillToRunHere() {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        assertEquals(
                List.of(new HerderAction.TellOwnership(asked, true)),
                decide(running(7), new HerderEvent.OwnershipAsked(TASK, asked)).actions());
        assertEquals(
                List.of(new HerderAction.TellOwnership(asked, false)),
                decide(state(7), new HerderEvent.OwnershipAsked(TASK, asked)).actions());
    }

    @Test
    void committedTasksEndOlderRoundsOfFencing() {
        Decision decision = decide(
                running(7),
                new HerderEvent.ConfigChanged(snapshot(9), List.of(new ConfigEvent.TasksCommitted("c", Set.of(0)))));
        assertTrue(decision.actions().contains(new HerderAction.EndOutdatedFencing("c")));
    }

    @Test
    void aTransactionalLeaderClaimsTheConfigTopicAndWhoeverDoesNotLeadLetsItGo() {
        HerderLogic transactional = new HerderLogic(new HerderRules(300_000, 300_000, 85_000, 0, "HmacSHA256", true));
        Decision leader =
                transactional.decide(state(7), new HerderEvent.Joined(joined("m-1", 7, ALL, WorkShare.EMPTY)), NOW);
        assertTrue(leader.actions().contains(new HerderAction.ClaimWritePrivileges()));
        Decision follower = transactional.decide(
                leader.state(), new HerderEvent.Joined(joined("m-2", 7, ALL, WorkShare.EMPTY)), NOW);
        assertTrue(follower.actions().contains(new HerderAction.ReleaseWritePrivileges()));
        assertFalse(follower.actions().contains(new HerderAction.ClaimWritePrivileges()));
    }

    private Decision decide(HerderState state, HerderEvent event) {
        return logic.decide(state, event, NOW);
    }

    @Test
    void aFencedLeaderAsksTheGroupBeforeItClaimsToWriteAgain() {
        assertEquals(
                List.of(new HerderAction.Rejoin("another worker wrote to the config topic as leader")),
                afterFailedWrite("m-1", new ProducerFencedException("fenced")));
        assertEquals(
                List.of(new HerderAction.ClaimWritePrivileges()),
                afterFailedWrite("m-1", new TimeoutException("slow")));
        assertEquals(List.of(), afterFailedWrite("m-1", null), "whatever took the claim asks for it");
        assertEquals(List.of(), afterFailedWrite("m-2", new ProducerFencedException("fenced")), "it does not lead");
    }

    private List<HerderAction> afterFailedWrite(String member, RuntimeException cause) {
        HerderState state = decide(state(7), new HerderEvent.Joined(joined(member, 7, ALL, WorkShare.EMPTY)))
                .state();
        PrivilegedWriteException failure = new PrivilegedWriteException("cannot write", cause);
        return decide(state, new HerderEvent.WritePrivilegesLost(failure)).actions();
    }

    /** The actions, without what a leader does after each rebalance besides. */
    private static List<HerderAction> work(Decision decision) {
        return decision.actions().stream()
                .filter(action -> !(action instanceof HerderAction.ForgetStatuses)
                        && !(action instanceof HerderAction.MakeSessionKey))
                .toList();
    }

    private static HerderState state(long offset) {
        return HerderState.initial(snapshot(offset));
    }

    /** A leader that runs everything there is. */
    private HerderState running(long offset) {
        return decide(state(offset), new HerderEvent.Joined(joined(offset, ALL, WorkShare.EMPTY)))
                .state();
    }

    private static GroupAssignment joined(long offset, WorkShare held, WorkShare revoked) {
        return joined("m-1", offset, held, revoked);
    }

    private static GroupAssignment joined(String member, long offset, WorkShare held, WorkShare revoked) {
        Assignment assignment = new Assignment((short) 0, "m-1", "http://leader:8083/", offset, held, revoked, 0);
        return new GroupAssignment(1, member, GroupProtocol.SESSIONED, assignment, held);
    }

    private static ConfigSnapshot snapshot(long offset) {
        return snapshot(offset, false);
    }

    private static ConfigSnapshot snapshot(long offset, boolean inconsistent) {
        ConnectorState state = new ConnectorState(
                Optional.of(Map.of("name", "c")),
                Optional.of(TargetState.STARTED),
                Optional.of(1),
                new TreeMap<>(Map.of(0, Map.of("t", "0"))),
                1,
                Optional.of(Map.of("name", "c")),
                Optional.empty(),
                false,
                inconsistent);
        return new ConfigSnapshot(offset, Optional.empty(), Map.of("c", state));
    }

    @Test
    void aChangedSecretRestartsWhatRunsHereAndNothingElse() {
        HerderState running = decide(state(7), new HerderEvent.Joined(joined(7, ALL, WorkShare.EMPTY)))
                .state();

        Decision connector = decide(running, new HerderEvent.SecretsChanged("c", Optional.empty()));
        Decision task = decide(running, new HerderEvent.SecretsChanged("c", Optional.of(TASK)));

        assertEquals(
                List.of(new HerderAction.RestartConnector(
                        "c", Map.of("name", "c"), TargetState.STARTED, Optional.empty())),
                connector.actions());
        assertEquals(
                TASK,
                assertInstanceOf(HerderAction.RestartTask.class, task.actions().get(0))
                        .start()
                        .task());
        assertEquals(
                List.of(),
                decide(running, new HerderEvent.SecretsChanged("gone", Optional.empty()))
                        .actions());
        assertEquals(
                List.of(),
                decide(running, new HerderEvent.SecretsChanged("c", Optional.of(new TaskId("c", 9))))
                        .actions());
        assertEquals(
                List.of(),
                decide(state(7), new HerderEvent.SecretsChanged("c", Optional.empty()))
                        .actions());
    }
}
