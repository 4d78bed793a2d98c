package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class GroupLeaderTest {
    private final GroupLeader leader = new GroupLeader(300_000);

    @Test
    void aLeaderThatHasReadMostAssignsFromWhatItTold() {
        ConfigSnapshot told = Configs.snapshot(9, "orders", 2);

        GroupLeader.Round round = leader.assign(
                request(GroupProtocol.SESSIONED, Map.of("m1", metadata("http://a", 9), "m2", metadata("http://b", 7))),
                told,
                GroupLeaderTest::unneeded,
                0);

        Assignment first = round.assignments().get("m1");
        Assignment second = round.assignments().get("m2");
        assertEquals(9, first.configOffset());
        assertEquals(Assignment.NO_ERROR, second.error());
        assertEquals("http://a", second.leaderUrl());
        assertEquals(told.configured(), first.start().plus(second.start()));
    }

    @Test
    void aLeaderBehindAnotherMemberLooksAgainBeforeItAssigns() {
        ConfigSnapshot fresh = Configs.snapshot(12, "orders", 1);

        GroupLeader.Round round = leader.assign(
                request(GroupProtocol.SESSIONED, Map.of("m1", metadata("http://a", 9), "m2", metadata("http://b", 11))),
                Configs.snapshot(9, "orders", 3),
                () -> fresh,
                0);

        assertEquals(12, round.assignments().get("m1").configOffset());
        assertEquals(
                fresh.configured(),
                round.assignments()
                        .get("m1")
                        .start()
                        .plus(round.assignments().get("m2").start()));
    }

    @Test
    void aLeaderThatStaysBehindTellsEverybodyToCatchUp() {
        ConfigSnapshot old = Configs.snapshot(9, "orders", 3);

        GroupLeader.Round round = leader.assign(
                request(GroupProtocol.SESSIONED, Map.of("m1", metadata("http://a", 9), "m2", metadata("http://b", 11))),
                old,
                () -> old,
                0);

        Assignment expected =
                new Assignment(Assignment.CONFIG_MISMATCH, "m1", "http://a", 11, WorkShare.EMPTY, WorkShare.EMPTY, 0);
        assertEquals(Map.of("m1", expected, "m2", expected), round.assignments());
        assertEquals(Ownership.NONE, round.ownership());
    }

    @Test
    void ownersAreFoundByTheirUrl() {
        GroupLeader.Round round = leader.assign(
                request(GroupProtocol.SESSIONED, Map.of("m1", metadata("http://a", 9), "m2", metadata("http://b", 9))),
                Configs.snapshot(9, "orders", 2),
                GroupLeaderTest::unneeded,
                0);

        assertEquals(Optional.of("http://a"), round.ownership().url("orders"));
        assertEquals(
                Set.of("http://a", "http://b"),
                Set.of(
                        round.ownership().url(new TaskId("orders", 0)).orElseThrow(),
                        round.ownership().url(new TaskId("orders", 1)).orElseThrow()));
        assertEquals(Optional.empty(), round.ownership().url("unknown"));
    }

    @Test
    void anEagerGroupIsDealtAllWorkAnew() {
        MemberMetadata busy = new MemberMetadata(
                "http://a",
                9,
                Optional.of(new Assignment(
                        Assignment.NO_ERROR,
                        "m1",
                        "http://a",
                        9,
                        new WorkShare(Set.of("orders"), Set.of()),
                        WorkShare.EMPTY,
                        0)));

        GroupLeader.Round round = leader.assign(
                request(GroupProtocol.EAGER, Map.of("m1", busy)),
                Configs.snapshot(9, "orders", 2),
                GroupLeaderTest::unneeded,
                0);

        Assignment only = round.assignments().get("m1");
        assertEquals(Configs.snapshot(9, "orders", 2).configured(), only.start());
        assertTrue(only.revoked().isEmpty());
    }

    @Test
    void aLeaderKeepsWhatMembersReportToRun() {
        WorkShare running = new WorkShare(Set.of("orders"), Set.of(new TaskId("orders", 0)));
        MemberMetadata busy = new MemberMetadata(
                "http://a",
                9,
                Optional.of(new Assignment(Assignment.NO_ERROR, "m0", "http://z", 9, running, WorkShare.EMPTY, 0)));

        GroupLeader.Round round = leader.assign(
                request(GroupProtocol.COMPATIBLE, Map.of("m1", busy)),
                Configs.snapshot(9, "orders", 2),
                GroupLeaderTest::unneeded,
                0);

        assertEquals(
                new WorkShare(Set.of(), Set.of(new TaskId("orders", 1))),
                round.assignments().get("m1").start());
    }

    @Test
    void heartbeatsMustBeMoreFrequentThanTheSessionTimeout() {
        Exception refused = assertThrows(ConfigException.class, () -> new GroupSettings.Timeouts(3_000, 60_000, 3_000));

        assertTrue(refused.getMessage().contains("heartbeat.interval.ms"), refused.getMessage());
        assertTrue(refused.getMessage().contains("session.timeout.ms"), refused.getMessage());
    }

    private static GroupLeader.Request request(GroupProtocol protocol, Map<String, MemberMetadata> members) {
        return new GroupLeader.Request(protocol, 1, -1, "m1", members);
    }

    private static MemberMetadata metadata(String url, long offset) {
        return new MemberMetadata(url, offset, Optional.empty());
    }

    private static ConfigSnapshot unneeded() {
        throw new AssertionError("There is no need to look again");
    }
}
