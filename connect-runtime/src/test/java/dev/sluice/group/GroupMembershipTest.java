package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.WorkShare;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class GroupMembershipTest {
    private static final WorkerLoop LOOP = new WorkerLoop() {
        @Override
        public CompletableFuture<?> probe() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public String activity() {
            return "nothing";
        }
    };

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aMemberThatFindsNoBrokerEndsPromptlyAndTellsNothing() throws IOException {
        GroupMembership membership = membership(settings("127.0.0.1:" + closedPort()));
        membership.start();
        membership.requestRejoin("test");
        membership.leaveGroup("test", true);

        assertTimeoutPreemptively(Duration.ofSeconds(20), membership::close);

        assertEquals(List.of(), heard);
        assertEquals(Optional.empty(), membership.memberId());
        assertEquals(WorkShare.EMPTY, membership.held());
    }

    @Test
    void aMemberThatWasNeverStartedCanBeClosed() throws IOException {
        GroupMembership membership = membership(settings("127.0.0.1:" + closedPort()));

        assertTimeoutPreemptively(Duration.ofSeconds(20), membership::close);

        assertEquals(GroupProtocol.SESSIONED, membership.protocol());
    }

    @Test
    void clientSettingsThatCannotBeUsedAreNamed() {
        ConfigException refused = assertThrows(ConfigException.class, () -> membership(settings("nowhere")));

        assertTrue(refused.getMessage().contains("bootstrap.servers"), refused.getMessage());
    }

    @Test
    void refusalsAreExplainedInTheWordsOfTheSettings() {
        GroupSettings settings = settings("127.0.0.1:9092");

        String acl = GroupErrors.explain(GroupAuthorizationException.forGroupId("connect-cluster"), settings)
                .getMessage();
        String kind = GroupErrors.explain(new InconsistentGroupProtocolException("x"), settings)
                .getMessage();
        String timeout = GroupErrors.explain(new InvalidSessionTimeoutException("x"), settings)
                .getMessage();

        assertTrue(acl.contains("READ") && acl.contains("connect-cluster"), acl);
        assertTrue(kind.contains("consumer group") && kind.contains("group.id"), kind);
        assertTrue(timeout.contains("session.timeout.ms=10000"), timeout);
    }

    private GroupMembership membership(GroupSettings settings) {
        MembershipListener listener = new MembershipListener() {
            @Override
            public void onRevoked(WorkShare revoked, boolean everything) {
                heard.add("revoked " + revoked);
            }

            @Override
            public CompletableFuture<Void> onDeleted(WorkShare deleted) {
                heard.add("deleted " + deleted);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void onJoined(GroupAssignment assignment) {
                heard.add("joined " + assignment);
            }

            @Override
            public void onFatal(Throwable error) {
                heard.add("fatal " + error);
            }
        };
        return new GroupMembership(settings, () -> ConfigSnapshot.EMPTY, listener, LOOP, Time.SYSTEM);
    }

    private static GroupSettings settings(String bootstrapServers) {
        return new GroupSettings(
                "connect-cluster",
                "http://a",
                GroupProtocol.SESSIONED,
                new GroupSettings.Timeouts(10_000, 60_000, 3_000),
                300_000,
                Map.of("bootstrap.servers", bootstrapServers, "client.id", "test"));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
