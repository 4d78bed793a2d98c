package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.concurrent.JvmThreads;
import dev.sluice.group.Assignment;
import dev.sluice.group.GroupAssignment;
import dev.sluice.group.GroupProtocol;
import dev.sluice.model.WorkShare;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HerderInboxTest {
    private static final WorkShare SHARE = new WorkShare(Set.of("orders"), Set.of());
    private static final long PATIENCE_MS = 50;
    private static final long LONG_MS = 600_000;

    private final List<WorkShare> stoppedPastTheLoop = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> stuck = new CompletableFuture<>();
    private HerderInbox inbox;

    @AfterEach
    void close() {
        stuck.complete(null);
        inbox.close();
    }

    @Test
    void workSharedOutWithinAGenerationIsNoRebalance() {
        List<Integer> generations = new CopyOnWriteArrayList<>();
        inbox = inbox(LONG_MS);
        inbox.observeRebalances(new RebalanceObserver() {
            @Override
            public void assigned(GroupAssignment assignment) {
                generations.add(assignment.generation());
            }

            @Override
            public void resolved() {}
        });

        for (int generation : List.of(4, 4, 5)) {
            inbox.onJoined(assignment(generation));
        }

        assertEquals(List.of(4, 5), generations);
    }

    private static GroupAssignment assignment(int generation) {
        return new GroupAssignment(
                generation,
                "member",
                GroupProtocol.SESSIONED,
                new Assignment(Assignment.NO_ERROR, "member", "http://leader:8083/", 1, SHARE, WorkShare.EMPTY, 0),
                SHARE);
    }

    @Test
    void revokedWorkIsStoppedByTheLoop() {
        inbox = inbox(LONG_MS);
        inbox.loop().start(event -> {
            inbox.begun(event);
            ((HerderEvent.Revoking) event).stopped().complete(null);
        });

        inbox.onRevoked(SHARE, true);

        assertEquals(List.of(), stoppedPastTheLoop);
    }

    @Test
    void revokedWorkIsStoppedPastALoopThatIsStuck() {
        inbox = inbox(PATIENCE_MS);
        inbox.loop().start(event -> stuck.join());

        inbox.onRevoked(SHARE, true);

        assertEquals(List.of(SHARE), stoppedPastTheLoop);
    }

    @Test
    void workThatIsSlowToStopIsGivenUpOn() {
        inbox = inbox(PATIENCE_MS);
        inbox.loop().start(inbox::begun);

        inbox.onRevoked(SHARE, true);

        assertEquals(List.of(), stoppedPastTheLoop, "the loop has done its part");
    }

    @Test
    void aWorkerThatIsClosedLetsWorkGoWhenAllOfItHasStopped() {
        inbox = inbox(LONG_MS);
        inbox.close();
        CompletableFuture<Void> revoked = CompletableFuture.runAsync(() -> inbox.onRevoked(SHARE, true));
        assertThrows(TimeoutException.class, () -> revoked.get(PATIENCE_MS, TimeUnit.MILLISECONDS));

        inbox.workEnded();

        assertDoesNotThrow(revoked::join);
    }

    @Test
    void aLoopThatIsStuckOwesAnAnswer() {
        inbox = inbox(LONG_MS);
        inbox.loop().start(event -> {
            inbox.begun(event);
            stuck.join();
            ((HerderEvent.Probe) event).joined().complete(true);
        });

        CompletableFuture<?> probe = inbox.probe();

        assertFalse(probe.isDone());
        stuck.complete(null);
        probe.join();
        assertEquals("handling Probe", inbox.activity());
    }

    @Test
    void aConnectorThatAsksForTaskConfigsWithoutEndIsHeardOnceATurn() {
        inbox = inbox(LONG_MS);
        List<HerderEvent> handled = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            inbox.post(new HerderEvent.TaskConfigsWanted("orders"));
        }
        inbox.post(new HerderEvent.TaskConfigsWanted("invoices"));
        CompletableFuture<?> end = inbox.probe();
        inbox.loop().start(event -> {
            inbox.begun(event);
            handled.add(event);
            if (event instanceof HerderEvent.Probe probe) {
                probe.joined().complete(true);
            } else if (handled.size() == 1) {
                inbox.post(event); // asked again while it is dealt with
            }
        });
        end.join();
        inbox.probe().join();

        assertEquals(
                3,
                handled.stream()
                        .filter(HerderEvent.TaskConfigsWanted.class::isInstance)
                        .count());
    }

    @Test
    void furtherTriesOfAConnectorThatFailsDoNotMultiply() {
        inbox = inbox(LONG_MS);
        List<HerderEvent> handled = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            inbox.postAfter(1, new HerderEvent.TaskConfigsWanted("orders", 1));
            inbox.postAfter(2, new HerderEvent.TaskConfigsWanted("orders", 2));
        }
        CompletableFuture<Void> both = new CompletableFuture<>();
        inbox.loop().start(event -> {
            inbox.begun(event);
            handled.add(event);
            if (handled.size() == 2) {
                both.complete(null);
            }
            if (event instanceof HerderEvent.Probe probe) {
                probe.joined().complete(true);
            }
        });
        both.join();
        inbox.probe().join();

        assertEquals(3, handled.size(), handled::toString);
    }

    @Test
    void aLoopThatHasEndedOwesNoAnswer() {
        inbox = inbox(LONG_MS);
        inbox.close();

        assertTrue(inbox.probe().isDone());
    }

    private HerderInbox inbox(long stopLimitMs) {
        HerderInbox made = new HerderInbox(new JvmThreads(), stopLimitMs, error -> {
            throw new AssertionError(error);
        });
        made.stopPastTheLoopWith(revoking -> {
            stoppedPastTheLoop.add(revoking.share());
            revoking.stopped().complete(null);
        });
        return made;
    }
}
