package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.WorkShare;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.junit.jupiter.api.Test;

class GroupSessionTest extends GroupSessionFixture {
    @Test
    void aFreshMemberReportsToHoldNothing() {
        GroupSession session = session(GroupProtocol.SESSIONED);

        Map<GroupProtocol, ByteBuffer> offered = session.metadata();

        assertEquals(
                List.of(GroupProtocol.SESSIONED, GroupProtocol.COMPATIBLE, GroupProtocol.EAGER),
                List.copyOf(offered.keySet()));
        offered.values()
                .forEach(bytes -> assertEquals(
                        new MemberMetadata("http://a", 5, Optional.empty()), ConnectProtocolCodec.readMetadata(bytes)));
    }

    @Test
    void anAssignmentAddsToWhatIsHeld() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);

        take(session, GroupProtocol.SESSIONED, TASK_1, WorkShare.EMPTY);

        assertEquals(CONNECTOR.plus(TASK_0).plus(TASK_1), session.held());
        assertEquals(session.held(), joined.get(1).held());
        assertEquals(TASK_1, joined.get(1).start());
        assertEquals(List.of("joined", "joined"), heard);
    }

    @Test
    void revokedWorkIsStoppedBeforeTheAssignmentIsAnnounced() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);
        heard.clear();

        take(session, GroupProtocol.SESSIONED, TASK_1, TASK_0);

        assertEquals(List.of("revoked " + TASK_0 + " all=false", "joined"), heard);
        assertEquals(CONNECTOR.plus(TASK_1), session.held());
        assertEquals(TASK_0, joined.get(1).revoked());
    }

    @Test
    void whatIsReportedNamesAllThatIsHeldAndNothingRevoked() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, TASK_0);

        MemberMetadata told =
                ConnectProtocolCodec.readMetadata(session.metadata().get(GroupProtocol.COMPATIBLE));

        assertEquals(CONNECTOR, told.held().orElseThrow().start());
        assertEquals(WorkShare.EMPTY, told.held().orElseThrow().revoked());
    }

    @Test
    void aFailedAssignmentLeavesWhatIsHeldAlone() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR, WorkShare.EMPTY);

        Assignment mismatch =
                new Assignment(Assignment.CONFIG_MISMATCH, "m1", "http://a", 9, WorkShare.EMPTY, WorkShare.EMPTY, 0);
        session.joined(8, "m1", "sessioned", ConnectProtocolCodec.writeAssignment(GroupProtocol.SESSIONED, mismatch));

        assertTrue(joined.get(1).failed());
        assertEquals(CONNECTOR, session.held());
    }

    @Test
    void aCooperativeMemberKeepsRunningWhileItJoins() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR, WorkShare.EMPTY);
        heard.clear();

        session.prepare();

        assertEquals(List.of(), heard);
        assertEquals(CONNECTOR, session.held());
    }

    @Test
    void anEagerMemberStopsEverythingBeforeItJoins() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.EAGER, CONNECTOR, WorkShare.EMPTY);
        heard.clear();

        session.prepare();
        session.prepare();

        assertEquals(GroupProtocol.EAGER, session.protocol());
        assertEquals(List.of("revoked " + CONNECTOR + " all=true"), heard);
        MemberMetadata told =
                ConnectProtocolCodec.readMetadata(session.metadata().get(GroupProtocol.SESSIONED));
        assertTrue(told.held().orElseThrow().start().isEmpty(), "it runs nothing any more");
    }

    @Test
    void aMemberThatLosesItsCoordinatorComesBackWithEmptyHands() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR, WorkShare.EMPTY);
        heard.clear();

        session.drop("test");

        assertEquals(List.of("revoked " + CONNECTOR + " all=true"), heard);
        assertEquals(
                Optional.empty(),
                ConnectProtocolCodec.readMetadata(session.metadata().get(GroupProtocol.SESSIONED))
                        .held());
    }

    @Test
    void aMemberThatWasPutOutStopsEverythingAndComesBackWithEmptyHands() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);
        boolean before = session.isAtWork();
        heard.clear();

        session.putOut();

        assertTrue(before);
        assertFalse(session.isAtWork());
        assertEquals(Optional.empty(), session.memberId());
        assertEquals(List.of("revoked " + CONNECTOR.plus(TASK_0) + " all=true"), heard);
        assertEquals(
                Optional.empty(),
                ConnectProtocolCodec.readMetadata(session.metadata().get(GroupProtocol.SESSIONED))
                        .held());
    }

    @Test
    void aGroupThatFallsBackToEagerStopsEverythingBeforeAnythingIsGivenOut() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 7, GroupProtocol.SESSIONED);
        assertEquals(config.configured(), session.held());
        heard.clear();

        Assignment first = lead(session, 8, GroupProtocol.EAGER);

        assertTrue(first.failed());
        assertEquals(List.of("revoked " + config.configured() + " all=true", "joined"), heard);
        assertEquals(WorkShare.EMPTY, session.held());

        session.prepare();
        Assignment second = lead(session, 9, GroupProtocol.EAGER);

        assertFalse(second.failed());
        assertEquals(config.configured(), session.held());
    }

    @Test
    void aGroupThatComesBackFromEagerStartsWithEmptyHands() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 7, GroupProtocol.SESSIONED);
        lead(session, 8, GroupProtocol.EAGER);
        session.prepare();
        lead(session, 9, GroupProtocol.EAGER);
        heard.clear();

        session.prepare();
        Assignment back = lead(session, 10, GroupProtocol.SESSIONED);

        assertEquals(List.of("revoked " + config.configured() + " all=true", "joined"), heard);
        assertEquals(config.configured(), back.start());
        assertEquals(config.configured(), session.held());
    }

    @Test
    void anEagerAssignmentStopsWhatItDoesNotName() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);
        heard.clear();

        take(session, GroupProtocol.EAGER, TASK_0.plus(TASK_1), WorkShare.EMPTY);

        assertEquals(List.of("revoked " + CONNECTOR + " all=false", "joined"), heard);
        assertEquals(TASK_0.plus(TASK_1), session.held());
    }

    /** A whole round of a group of one. */
    private static Assignment lead(GroupSession session, int generation, GroupProtocol agreed) {
        Map<GroupProtocol, ByteBuffer> told = session.metadata();
        ByteBuffer assignment = session.lead(generation, "m1", agreed.wireName(), Map.of("m1", told.get(agreed)))
                .get("m1");
        session.joined(generation, "m1", agreed.wireName(), assignment.duplicate());
        return ConnectProtocolCodec.readAssignment(assignment);
    }

    @Test
    void aLeaderKnowsTheOwnersOnceItHasItsAssignmentAndUntilTheNextRebalance() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        Map<GroupProtocol, ByteBuffer> told = session.metadata();
        Map<String, ByteBuffer> assignments =
                session.lead(7, "m1", "sessioned", Map.of("m1", told.get(GroupProtocol.SESSIONED)));
        Optional<String> beforeJoining = session.ownership().url("orders");

        session.joined(7, "m1", "sessioned", assignments.get("m1"));
        Optional<String> afterJoining = session.ownership().url("orders");
        session.prepare();

        assertEquals(Optional.empty(), beforeJoining);
        assertEquals(Optional.of("http://a"), afterJoining);
        assertEquals(Optional.empty(), session.ownership().url("orders"));
        assertTrue(joined.get(0).isLeader());
        assertEquals(config.configured(), session.held());
    }

    @Test
    void aLeaderIsSureToLeadAsLongAsTheCoordinatorCountsItIn() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        SessionLease lease = new SessionLease(10_000, 0);
        assertFalse(session.leads(lease, 1));
        lead(session, 1, Map.of("m1", fresh("http://a")));
        assertTrue(session.leads(lease, 9_999));
        assertFalse(session.leads(lease, 10_000), "it has heard nothing for as long as a session lasts");

        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, WorkShare.EMPTY);
        assertFalse(session.leads(lease, 1), "another member leads");

        lead(session, 9, Map.of("m1", fresh("http://a")));
        assertTrue(session.leads(lease, 1));
        session.putOut();
        assertFalse(session.leads(lease, 1), "it was put out");
    }

    @Test
    void aNewLeaderForgetsItsPlanWhenAnotherOneLedSince() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        Map<String, ByteBuffer> first = session.lead(
                7,
                "m1",
                "sessioned",
                Map.of(
                        "m1", session.metadata().get(GroupProtocol.SESSIONED),
                        "m2", fresh("http://b")));
        session.joined(7, "m1", "sessioned", first.get("m1"));
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, WorkShare.EMPTY);

        Map<String, ByteBuffer> alone = session.lead(
                9, "m1", "sessioned", Map.of("m1", session.metadata().get(GroupProtocol.SESSIONED)));

        Assignment assignment = ConnectProtocolCodec.readAssignment(alone.get("m1"));
        assertEquals(0, assignment.delayMs(), "what the other member had is not awaited");
        assertEquals(config.configured(), session.held().plus(assignment.start()));
    }

    @Test
    void anUnknownProtocolIsRefused() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        ByteBuffer bytes = fresh("http://a");

        assertThrows(
                InconsistentGroupProtocolException.class, () -> session.lead(1, "m1", "range", Map.of("m1", bytes)));
    }

    @Test
    void doesNotWaitForDeletedWorkButHoldsItUntilItHasStopped() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);
        config = ConfigSnapshot.EMPTY;

        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, CONNECTOR.plus(TASK_0));

        assertEquals("deleted " + CONNECTOR.plus(TASK_0), heard.get(1));
        assertEquals(WorkShare.EMPTY, joined.get(1).held());
        assertEquals(CONNECTOR.plus(TASK_0), told(session));
        deletedStopped.complete(null);
        assertEquals(WorkShare.EMPTY, told(session));
    }

    @Test
    void keepsWorkThatWasConfiguredAgainWhileItStopped() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0), WorkShare.EMPTY);
        config = ConfigSnapshot.EMPTY;
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, CONNECTOR.plus(TASK_0));
        assertEquals(CONNECTOR.plus(TASK_0), told(session));

        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, TASK_0);
        deletedStopped.complete(null);

        assertEquals(CONNECTOR, joined.get(2).held());
        assertEquals(CONNECTOR, told(session));
    }

    @Test
    void whatIsStoppingAlreadyIsNotToldAgain() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0).plus(TASK_1), WorkShare.EMPTY);
        config = Configs.snapshot(6, "orders", 1);
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, TASK_1);
        config = Configs.snapshot(7, "orders", 0);
        heard.clear();

        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, TASK_0.plus(TASK_1));

        assertEquals(List.of("deleted " + TASK_0, "joined"), heard);
    }

    @Test
    void theGroupIsToldWhatHasStoppedWhileOtherWorkIsStillStopping() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        take(session, GroupProtocol.SESSIONED, CONNECTOR.plus(TASK_0).plus(TASK_1), WorkShare.EMPTY);
        config = Configs.snapshot(6, "orders", 1);
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, TASK_1);
        deletedStopped.complete(null);
        deletedStopped = new CompletableFuture<>();
        config = Configs.snapshot(7, "orders", 0);
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, TASK_0.plus(TASK_1));

        assertEquals(CONNECTOR.plus(TASK_0), told(session));
    }
}
