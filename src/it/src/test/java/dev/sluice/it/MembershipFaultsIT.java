package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.group.GroupProtocol;
import dev.sluice.group.GroupSettings;
import dev.sluice.model.WorkShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What members of a worker group do about each other's and the coordinator's faults, at a real broker. */
class MembershipFaultsIT {
    /** The session is the shortest that brokers accept by default; others may hold up a rebalance for long. */
    private static final GroupSettings.Timeouts LIMITS = new GroupSettings.Timeouts(6_000, 60_000, 300);

    private static final GroupSettings.Timeouts PATIENT = new GroupSettings.Timeouts(60_000, 600_000, 300);

    private static EmbeddedKafka kafka;
    private static Admin admin;

    private final List<GroupMember> members = new ArrayList<>();

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.startRestartable();
        admin = kafka.admin();
    }

    @AfterAll
    static void stopKafka() {
        admin.close();
        kafka.close();
    }

    @AfterEach
    void closeMembers() {
        members.forEach(GroupMember::close);
    }

    @Test
    void aMemberThatWasPutOutStopsEverythingWhileOthersStillHoldUpItsJoin() throws Exception {
        List<GroupMember> pair = pair("put-out", LIMITS);
        GroupMember first = pair.get(0);
        GroupMember other = pair.get(1);
        WorkShare before = first.held();
        CompletableFuture<Void> release = holdUpFromNextRoundOn(other, first);
        int joins = first.joins();

        CoordinatorCalls.putOut(kafka.bootstrapServers(), "put-out", first.memberId());

        Await.until("the member has stopped everything", () -> lastRevoked(first, before));
        assertEquals(joins, first.joins(), "it could not join yet");
        assertEquals(WorkShare.EMPTY, first.held());
        release.complete(null);
        awaitBalance(first, other);
    }

    @Test
    void aMemberThatIsThereThroughoutKeepsItsWorkWhileOthersHoldUpARebalance() {
        List<GroupMember> pair = pair("held-up", LIMITS);
        GroupMember first = pair.get(0);
        GroupMember other = pair.get(1);
        WorkShare before = first.held();
        CompletableFuture<Void> release = holdUpFromNextRoundOn(other, first);
        int revocations = first.revoked().size();
        int joins = first.joins();

        // Longer than a session.
        first.membership().requestRejoin("test");
        CompletableFuture.runAsync(
                        () -> release.complete(null),
                        CompletableFuture.delayedExecutor(8, java.util.concurrent.TimeUnit.SECONDS))
                .join();

        Await.until("the rebalance ends", () -> first.joins() > joins);
        assertEquals(revocations, first.revoked().size(), () -> first.revoked().toString());
        assertEquals(before, first.held());
    }

    @Test
    void withoutCoordinatorEverythingStopsWhenTheSessionMayHaveEndedAndNotBefore() {
        GroupMember member = join("away", "only", GroupProtocol.SESSIONED, LIMITS);
        GroupMember patient = join("patient", "only", GroupProtocol.SESSIONED, PATIENT);
        awaitBalance(member);
        awaitBalance(patient);
        int joins = member.joins();
        String id = patient.memberId();

        long began = System.nanoTime();
        kafka.outage(LIMITS.sessionMs() + 1_000);

        Await.until("the member has stopped", () -> member.revoked().size() == 1);
        GroupMember.Revoked stop = member.revoked().get(0);
        assertEquals(GroupMember.CONFIG.configured(), stop.share());
        long workedOnMs = (stop.atNanos() - began) / 1_000_000;
        assertTrue(
                workedOnMs >= LIMITS.sessionMs() - 2L * LIMITS.heartbeatMs(),
                () -> "stopped after " + workedOnMs + " ms, though its session lasted longer");
        Await.until(
                "the member has its work again",
                () -> member.joins() > joins && member.held().equals(GroupMember.CONFIG.configured()));
        patient.rejoin();
        assertEquals(id, patient.memberId());
        assertEquals(List.of(), patient.revoked(), "its session has not ended");
    }

    @Test
    void nothingStopsWhenAnotherBrokerBecomesTheCoordinator() throws Exception {
        try (EmbeddedKafka pair = EmbeddedKafka.startPair();
                GroupMember member =
                        new GroupMember(pair.bootstrapServers(), "moved", "only", GroupProtocol.SESSIONED, PATIENT)) {
            Await.until("the member has all work", () -> member.held().equals(GroupMember.CONFIG.configured()));
            String id = member.memberId();

            pair.stopCoordinator("moved");

            member.rejoin();
            assertEquals(id, member.memberId());
            assertEquals(List.of(), member.revoked());
        }
    }

    @Test
    void aMemberLeavesAtOnceThoughOthersHoldUpTheRebalanceThatItJoins() throws Exception {
        List<GroupMember> pair = pair("leaving", PATIENT);
        GroupMember first = pair.get(0);
        GroupMember other = pair.get(1);
        CompletableFuture<Void> release = holdUpFromNextRoundOn(other, first);
        String id = first.memberId();
        List<GroupMember.Revoked> before = first.revoked();
        first.membership().requestRejoin("test");
        Await.until("a rebalance waits for the other member", this::leavingGroupIsRebalancing);

        assertTimeoutPreemptively(Duration.ofSeconds(20), first::close);

        Await.until(
                "the coordinator does not know the member any more",
                () -> !CoordinatorCalls.members(admin, "leaving").contains(id));
        assertTrue(CoordinatorCalls.members(admin, "leaving").contains(other.memberId()), "the rebalance still waits");
        assertEquals(before, first.revoked());
        release.complete(null);
    }

    @Test
    void aMemberWhoseLoopIsStuckStopsLeavesAndComesBack() throws Exception {
        GroupMember member =
                join("stuck", "only", GroupProtocol.SESSIONED, new GroupSettings.Timeouts(6_000, 2_000, 300));
        Await.until("the member has all work", () -> member.held().equals(GroupMember.CONFIG.configured()));
        int joins = member.joins();

        CompletableFuture<Void> release = member.getStuck();

        Await.until("the member has left", () -> CoordinatorCalls.members(admin, "stuck")
                .isEmpty());
        assertEquals(
                GroupMember.CONFIG.configured(),
                member.revoked().get(member.revoked().size() - 1).share());
        assertEquals(joins, member.joins());
        release.complete(null);
        Await.until(
                "the member has its work again",
                () -> member.joins() > joins && member.held().equals(GroupMember.CONFIG.configured()));
    }

    @Test
    void versionsAreNegotiatedAsMembersComeAndGo() {
        GroupMember sessioned = join("versions", "sessioned", GroupProtocol.SESSIONED, LIMITS);
        GroupMember second = join("versions", "second", GroupProtocol.SESSIONED, LIMITS);
        awaitBalance(sessioned, second);
        assertEquals(GroupProtocol.SESSIONED, sessioned.protocol());

        GroupMember compatible = join("versions", "compatible", GroupProtocol.COMPATIBLE, LIMITS);
        awaitBalance(sessioned, second, compatible);
        awaitProtocol(GroupProtocol.COMPATIBLE, sessioned, second, compatible);

        GroupMember eager = join("versions", "eager", GroupProtocol.EAGER, LIMITS);
        awaitProtocol(GroupProtocol.EAGER, sessioned, second, compatible, eager);
        awaitBalance(sessioned, second, compatible, eager);
        for (GroupMember each : List.of(sessioned, second, compatible)) {
            assertTrue(each.revoked().get(each.revoked().size() - 1).everything(), "all stop for an eager member");
        }

        eager.close();
        awaitProtocol(GroupProtocol.COMPATIBLE, sessioned, second, compatible);
        awaitBalance(sessioned, second, compatible);
        compatible.close();
        awaitProtocol(GroupProtocol.SESSIONED, sessioned, second);
        awaitBalance(sessioned, second);
    }

    @Test
    void theGroupIdOfAConsumerGroupIsRefusedWithWhatToDo() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "readers",
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                StringDeserializer.class);
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(settings)) {
            reader.subscribe(List.of("some-topic"));
            Await.until("the consumer is in its group", () -> {
                reader.poll(Duration.ofMillis(100));
                return !reader.groupMetadata().memberId().isEmpty();
            });

            GroupMember member = join("readers", "worker", GroupProtocol.SESSIONED, LIMITS);

            assertTrue(fatalMessage(member).contains("'readers'"), fatalMessage(member));
            assertTrue(fatalMessage(member).contains("group.id"), fatalMessage(member));
            assertTrue(fatalMessage(member).contains("consumer"), fatalMessage(member));
        }
    }

    @Test
    void aSessionTimeoutThatTheBrokerDoesNotAcceptIsNamedWithItsBounds() {
        GroupMember member =
                join("hasty", "worker", GroupProtocol.SESSIONED, new GroupSettings.Timeouts(1_000, 60_000, 300));

        assertTrue(fatalMessage(member).contains("session.timeout.ms=1000"), fatalMessage(member));
        assertTrue(fatalMessage(member).contains("group.min.session.timeout.ms"), fatalMessage(member));
    }

    private GroupMember join(String group, String name, GroupProtocol protocol, GroupSettings.Timeouts limits) {
        GroupMember member = new GroupMember(kafka.bootstrapServers(), group, name, protocol, limits);
        members.add(member);
        return member;
    }

    private static String fatalMessage(GroupMember member) {
        Await.until("the member has failed", () -> member.fatal().isPresent());
        return member.fatal().orElseThrow().getMessage();
    }

    private static boolean lastRevoked(GroupMember member, WorkShare share) {
        List<GroupMember.Revoked> revoked = member.revoked();
        return !revoked.isEmpty()
                && revoked.get(revoked.size() - 1).everything()
                && revoked.get(revoked.size() - 1).share().equals(share);
    }

    private static void awaitProtocol(GroupProtocol protocol, GroupMember... all) {
        Await.until("the group speaks " + protocol, () -> List.of(all).stream()
                .allMatch(member -> member.protocol() == protocol));
    }

    /** Goes through one more round, after which one of the two lets nobody begin another one. */
    private static CompletableFuture<Void> holdUpFromNextRoundOn(GroupMember heldUp, GroupMember other) {
        CompletableFuture<Void> release = heldUp.holdUpAfterJoining();
        heldUp.membership().requestRejoin("test");
        Await.until(
                "one member is held up in a round that the other has ended",
                () -> heldUp.heldUpIn() >= 0 && other.generation() == heldUp.heldUpIn());
        return release;
    }

    /**
     * Two members that share all work, the leader first: it is the one whose wish to join again always leads to a
     * rebalance.
     */
    private List<GroupMember> pair(String group, GroupSettings.Timeouts limits) {
        GroupMember one = join(group, "one", GroupProtocol.SESSIONED, limits);
        GroupMember two = join(group, "two", GroupProtocol.SESSIONED, limits);
        awaitBalance(one, two);
        return one.leads() ? List.of(one, two) : List.of(two, one);
    }

    /** Waits until all work is shared out, each piece once, and everybody has some. */
    private static void awaitBalance(GroupMember... all) {
        Await.until("all work is shared out", () -> {
            List<Object> pieces = new ArrayList<>();
            boolean allHaveSome = true;
            for (GroupMember member : all) {
                WorkShare held = member.held();
                pieces.addAll(held.connectors());
                pieces.addAll(held.tasks());
                allHaveSome &= !held.isEmpty();
            }
            return allHaveSome && pieces.size() == everything().size() && pieces.containsAll(everything());
        });
    }

    private static Collection<Object> everything() {
        List<Object> pieces = new ArrayList<>(GroupMember.CONFIG.connectors());
        pieces.addAll(GroupMember.CONFIG.configured().tasks());
        return pieces;
    }

    private boolean leavingGroupIsRebalancing() throws Exception {
        return CoordinatorCalls.state(admin, "leaving") == ClassicGroupState.PREPARING_REBALANCE;
    }
}
