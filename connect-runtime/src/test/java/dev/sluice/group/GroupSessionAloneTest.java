package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the only member of a group may share out without a rebalance. */
class GroupSessionAloneTest extends GroupSessionFixture {
    private final SessionLease lease = new SessionLease(10_000, 0);

    @Test
    void theOnlyMemberTakesNewWorkWithinItsGeneration() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));
        config = Configs.snapshot(7, "orders", 3);
        heard.clear();

        session.assignAlone(session.assignableAlone(lease, 9_999).orElseThrow());

        assertEquals(List.of("joined"), heard);
        assertEquals(8, joined.get(1).generation());
        assertEquals(7, joined.get(1).configOffset());
        assertEquals(Set.of(new TaskId("orders", 2)), joined.get(1).start().tasks());
        assertEquals(CONNECTOR, new WorkShare(session.held().connectors(), Set.of()));
        assertEquals(3, session.held().tasks().size());
        assertEquals(session.held(), told(session));
        assertFalse(session.rebalancing());
    }

    @Test
    void whoMayHaveBeenCountedOutTakesNothingByItself() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));

        assertTrue(session.assignableAlone(lease, 9_999).isPresent());
        assertFalse(session.assignableAlone(lease, 10_000).isPresent());
    }

    @Test
    void aLeaderOfOthersRebalances() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a"), "m2", fresh("http://b")));

        assertFalse(session.assignableAlone(lease, 9_999).isPresent());
    }

    @Test
    void whoDoesNotLeadRebalances() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));
        take(session, GroupProtocol.SESSIONED, WorkShare.EMPTY, WorkShare.EMPTY);

        assertFalse(session.assignableAlone(lease, 9_999).isPresent());
    }

    @Test
    void theOnlyMemberRebalancesWhenAConnectorHasFewerTasks() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));
        config = Configs.snapshot(7, "orders", 1);
        boolean beforeItsRemovalIsKnownToTheGroup =
                session.assignableAlone(lease, 9_999).isPresent();
        lead(session, 9, Map.of("m1", session.metadata().get(GroupProtocol.SESSIONED)));

        assertFalse(beforeItsRemovalIsKnownToTheGroup);
        assertTrue(session.assignableAlone(lease, 9_999).isPresent(), "while the removed task is still stopping");
    }

    @Test
    void theOnlyMemberEndsADeletedConnectorWithinItsGeneration() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));
        config = ConfigSnapshot.EMPTY.at(7);
        heard.clear();

        session.assignAlone(session.assignableAlone(lease, 9_999).orElseThrow());

        assertEquals(List.of("deleted " + CONNECTOR.plus(TASK_0).plus(TASK_1), "joined"), heard);
        assertEquals(8, joined.get(1).generation());
        assertEquals(CONNECTOR.plus(TASK_0).plus(TASK_1), told(session), "while it is still stopping");
        deletedStopped.complete(null);
        assertEquals(WorkShare.EMPTY, told(session));
    }

    @Test
    void anEagerMemberWaitsForDeletedWorkBeforeItJoins() {
        GroupSession session = session(GroupProtocol.EAGER);
        ByteBuffer told = ConnectProtocolCodec.writeMetadata(
                GroupProtocol.EAGER, new MemberMetadata("http://a", 5, Optional.empty()));
        session.joined(
                8,
                "m1",
                "default",
                session.lead(8, "m1", "default", Map.of("m1", told)).get("m1"));
        config = ConfigSnapshot.EMPTY.at(7);
        session.assignAlone(session.assignableAlone(lease, 9_999).orElseThrow());
        heard.clear();

        session.prepare();

        assertEquals(List.of("revoked " + CONNECTOR.plus(TASK_0).plus(TASK_1) + " all=true"), heard);
    }

    @Test
    void aDeletedConnectorThatIsCreatedAgainBeginsAGeneration() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));
        ConfigSnapshot before = config;
        config = ConfigSnapshot.EMPTY.at(7);
        session.assignAlone(session.assignableAlone(lease, 9_999).orElseThrow());
        config = before.at(8);
        boolean whileItIsStopping = session.assignableAlone(lease, 9_999).isPresent();
        config = ConfigSnapshot.EMPTY.at(8);
        deletedStopped.complete(null);
        told(session);

        config = Configs.snapshot(8, "others", 1);
        boolean ofAnotherName = session.assignableAlone(lease, 9_999).isPresent();
        config = before.at(9);
        boolean ofTheSameName = session.assignableAlone(lease, 9_999).isPresent();
        lead(session, 9, Map.of("m1", session.metadata().get(GroupProtocol.SESSIONED)));
        config = ConfigSnapshot.EMPTY.at(10);

        assertFalse(whileItIsStopping);
        assertTrue(ofAnotherName);
        assertFalse(ofTheSameName);
        assertEquals(CONNECTOR.plus(TASK_0).plus(TASK_1), joined.get(2).start());
        assertTrue(session.assignableAlone(lease, 9_999).isPresent());
    }

    @Test
    void aMemberThatWasPutOutTakesNothingByItself() {
        GroupSession session = session(GroupProtocol.SESSIONED);
        lead(session, 8, Map.of("m1", fresh("http://a")));

        session.putOut();

        assertFalse(session.assignableAlone(lease, 9_999).isPresent());
    }
}
