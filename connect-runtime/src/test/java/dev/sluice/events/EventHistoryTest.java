package dev.sluice.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.concurrent.TestClock;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.store.config.ConfigMoment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventHistoryTest {
    private long nowMs = 1_000;
    private final EventHistory history = new EventHistory(new TestClock(() -> nowMs));

    @Test
    void saysWhyATaskFailed() {
        says(1, RunState.RUNNING, "w1", 3, null);
        says(
                2,
                RunState.FAILED,
                "w1",
                3,
                "org.ConnectException: no more\n\tat a.b\nCaused by: java.io.IOException: disk is full\n\tat c.d\n");

        Event failed = last();
        assertEquals(Optional.of("FAILED"), failed.state());
        assertEquals(Optional.of("RUNNING"), failed.previous());
        assertEquals("org.ConnectException: no more <- java.io.IOException: disk is full", failed.reason());
    }

    @Test
    void saysFromWhomATaskWasTakenOver() {
        says(1, RunState.RUNNING, "w1", 3, null);
        says(2, RunState.UNASSIGNED, "w1", 3, null);
        assertEquals("worker w1 gave it up, in a rebalance or a stop", last().reason());
        says(3, RunState.RUNNING, "w2", 4, null);
        assertEquals("taken over from worker w1", last().reason());
    }

    @Test
    void saysThatARestartWasAskedFor() {
        says(1, RunState.FAILED, "w1", 3, "e");
        done(2, new ConfigMoment.RestartAsked(new RestartRequest("c", true, true)), false);
        says(3, RunState.RUNNING, "w1", 3, null);

        assertEquals("a restart was asked for of the connector and its tasks, as far as failed", last().reason());
        assertEquals(
                List.of(Event.Kind.STATE, Event.Kind.RESTART, Event.Kind.STATE),
                history.of("c").stream().map(Event::kind).toList());
    }

    @Test
    void knowsWhatWasDoneBeforeTheStartAndNotWhatThatWasDoneTo() {
        says(5, RunState.PAUSED, "w1", 3, null);
        done(1, new ConfigMoment.Created(), true);
        done(2, new ConfigMoment.Changed(Set.of("topic", "file")), true);
        done(4, new ConfigMoment.Targeted(TargetState.PAUSED), true);
        done(6, new ConfigMoment.Deleted(), false);
        done(7, new ConfigMoment.Created(), false);

        assertEquals(
                List.of(
                        "the config was written",
                        "the config was changed: file, topic",
                        "it was asked to pause",
                        "it was asked to pause",
                        "the connector was deleted",
                        "the connector was created"),
                history.of("c").stream().map(Event::reason).toList());
    }

    @Test
    void takesItsOwnTimeForWhatHasNone() {
        nowMs = 77;
        done(-1, new ConfigMoment.Created(), false);

        assertEquals(77, last().atMs());
    }

    private void done(long atMs, ConfigMoment.Deed deed, boolean loading) {
        history.onMoments(List.of(new ConfigMoment(atMs, "c", deed)), loading);
    }

    @Test
    void ordersByTimeWhatPartitionsGiveInAnyOrder() {
        says(5, RunState.RUNNING, "w1", 3, null);
        history.onConnector("c", Optional.of(Status.of(RunState.RUNNING, "w1", 2, Optional.empty())), 4);

        assertEquals(List.of(4L, 5L), history.of("c").stream().map(Event::atMs).toList());
    }

    @Test
    void leavesOutWhatWasOnlySaidAgain() {
        says(1, RunState.RUNNING, "w1", 3, null);
        says(2, RunState.RUNNING, "w1", 3, null);

        assertEquals(1, history.of("c").size());
    }

    @Test
    void mergesConnectorsAndRebalancesByTime() {
        says(1, RunState.RUNNING, "w1", 3, null);
        nowMs = 2;
        history.onRebalance(7, "http://w1/", 1, 2);
        history.onConnector("d", Optional.of(Status.of(RunState.PAUSED, "w1", 3, Optional.empty())), 3);

        assertEquals(
                List.of(Event.Kind.STATE, Event.Kind.REBALANCE, Event.Kind.STATE),
                history.all().stream().map(Event::kind).toList());
    }

    @Test
    void isBounded() {
        for (int i = 0; i < EventHistory.OF_ONE + 50; i++) {
            says(i, i % 2 == 0 ? RunState.RUNNING : RunState.FAILED, "w1", 3, null);
        }
        assertEquals(EventHistory.OF_ONE, history.of("c").size());
        for (int i = 0; i < EventHistory.OF_ALL; i++) {
            history.onConnector(
                    "d" + i, Optional.of(Status.of(RunState.RUNNING, "w1", 3, Optional.empty())), 10_000 + i);
        }
        assertTrue(history.of("c").isEmpty(), "what happened longest ago has to go first");
        assertEquals(EventHistory.OF_ALL, history.all().size());
    }

    private void says(long atMs, RunState state, String worker, int generation, String trace) {
        Status status = new Status(state, worker, generation, Optional.ofNullable(trace), Optional.empty());
        history.onTask(new TaskId("c", 0), Optional.of(status), atMs);
    }

    private Event last() {
        List<Event> events = history.of("c");
        return events.get(events.size() - 1);
    }
}
