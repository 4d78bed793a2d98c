package dev.sluice.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorChange;
import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import dev.sluice.store.config.MemoryConfigStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SoloMembershipTest {
    private static final TaskId TASK = new TaskId("lines", 0);

    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final List<GroupAssignment> joined = new ArrayList<>();
    private final List<WorkShare> revoked = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final SoloMembership group =
            new SoloMembership("http://here:8083/", this::snapshot, new Listener(), thread);

    @Test
    void everythingConfiguredIsItsOwn() throws Exception {
        group.start();
        configs.changeConnectors(
                List.of(new ConnectorChange("lines", Optional.of(Map.of("name", "lines")), Optional.empty())));
        configs.putTaskConfigs("lines", List.of(Map.of("task", "0")));
        group.requestRejoin("a connector was added");
        configs.removeConnectorConfig("lines");
        group.requestRejoin("it was removed");
        finish();

        GroupAssignment last = joined.get(joined.size() - 1);
        assertEquals(WorkShare.EMPTY, last.held());
        assertEquals(configs.snapshot().offset(), last.configOffset());
        assertTrue(joined.stream().allMatch(GroupAssignment::isLeader));
        assertTrue(joined.stream().allMatch(each -> each.generation() == 0 && each.delayMs() == 0));
    }

    @Test
    void whatIsNewStarts() throws Exception {
        configs.putConnectorConfig("lines", Map.of("name", "lines"), Optional.empty());
        configs.putTaskConfigs("lines", List.of(Map.of("task", "0")));
        group.start();
        finish();

        WorkShare all = new WorkShare(Set.of("lines"), Set.of(TASK));
        assertEquals(all, joined.get(0).held());
        assertEquals(all, joined.get(0).start());
    }

    @Test
    void leavingStopsWhatIsHeld() throws Exception {
        configs.putConnectorConfig("lines", Map.of("name", "lines"), Optional.empty());
        group.start();
        group.leaveGroup("for a test", true);
        finish();

        assertEquals(List.of(new WorkShare(Set.of("lines"), Set.of())), revoked);
    }

    @Test
    void nobodyElseIsAsked() {
        assertTrue(group.isSolitary());
        assertFalse(group.rebalancing());
        assertEquals(Optional.of("http://here:8083/"), group.leaderUrl());
        assertEquals(Optional.of("http://here:8083/"), group.ownerUrl(TASK));
        group.close();
        group.requestRejoin("too late, and harmless");
    }

    private ConfigSnapshot snapshot() {
        return configs.snapshot();
    }

    private void finish() throws InterruptedException {
        thread.shutdown();
        assertTrue(thread.awaitTermination(1, TimeUnit.MINUTES));
    }

    private final class Listener implements MembershipListener {
        @Override
        public void onRevoked(WorkShare share, boolean everything) {
            revoked.add(share);
        }

        @Override
        public CompletableFuture<Void> onDeleted(WorkShare deleted) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onJoined(GroupAssignment assignment) {
            joined.add(assignment);
        }

        @Override
        public void onFatal(Throwable error) {
            throw new AssertionError(error);
        }
    }
}
