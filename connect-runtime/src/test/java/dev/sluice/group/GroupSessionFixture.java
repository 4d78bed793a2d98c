package dev.sluice.group;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Time;

/** A member of a group, and what its listener has heard. */
abstract class GroupSessionFixture {
    static final WorkShare CONNECTOR = new WorkShare(Set.of("orders"), Set.of());
    static final WorkShare TASK_0 = new WorkShare(Set.of(), Set.of(new TaskId("orders", 0)));
    static final WorkShare TASK_1 = new WorkShare(Set.of(), Set.of(new TaskId("orders", 1)));

    final List<String> heard = new ArrayList<>();
    final List<GroupAssignment> joined = new ArrayList<>();
    CompletableFuture<Void> deletedStopped = new CompletableFuture<>();
    ConfigSnapshot config = Configs.snapshot(5, "orders", 2);

    static void lead(GroupSession session, int generation, Map<String, ByteBuffer> members) {
        Map<String, ByteBuffer> plan = session.lead(generation, "m1", "sessioned", members);
        session.joined(generation, "m1", "sessioned", plan.get("m1"));
    }

    static WorkShare told(GroupSession session) {
        ByteBuffer metadata = session.metadata().get(GroupProtocol.SESSIONED);
        return ConnectProtocolCodec.readMetadata(metadata).held().orElseThrow().start();
    }

    static ByteBuffer fresh(String url) {
        return ConnectProtocolCodec.writeMetadata(
                GroupProtocol.SESSIONED, new MemberMetadata(url, 5, Optional.empty()));
    }

    void take(GroupSession session, GroupProtocol protocol, WorkShare start, WorkShare revoked) {
        Assignment assignment = new Assignment(Assignment.NO_ERROR, "m9", "http://leader", 5, start, revoked, 0);
        session.joined(8, "m1", protocol.wireName(), ConnectProtocolCodec.writeAssignment(protocol, assignment));
    }

    GroupSession session(GroupProtocol protocol) {
        GroupSettings settings = new GroupSettings(
                "connect-cluster",
                "http://a",
                protocol,
                new GroupSettings.Timeouts(10_000, 60_000, 3_000),
                300_000,
                Map.of());
        MembershipListener listener = new MembershipListener() {
            @Override
            public void onRevoked(WorkShare revoked, boolean everything) {
                heard.add("revoked " + revoked + " all=" + everything);
            }

            @Override
            public CompletableFuture<Void> onDeleted(WorkShare deleted) {
                heard.add("deleted " + deleted);
                return deletedStopped;
            }

            @Override
            public void onJoined(GroupAssignment assignment) {
                heard.add("joined");
                joined.add(assignment);
            }

            @Override
            public void onFatal(Throwable error) {
                throw new AssertionError(error);
            }
        };
        return new GroupSession(settings, () -> config, listener, Time.SYSTEM);
    }
}
