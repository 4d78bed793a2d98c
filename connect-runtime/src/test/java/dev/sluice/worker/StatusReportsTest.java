package dev.sluice.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatusReportsTest {
    private final List<RunState> received = new ArrayList<>();

    private static StatusChange to(RunState state) {
        return StatusChange.to(state, Optional.empty());
    }

    @Test
    void nothingIsPassedOnAfterTheLastChange() {
        StatusReports reports = new StatusReports(
                change -> received.add(change.state()), change -> change.state() == RunState.UNASSIGNED);

        reports.report(to(RunState.RUNNING));
        reports.report(to(RunState.UNASSIGNED));
        reports.report(to(RunState.RUNNING));

        assertEquals(List.of(RunState.RUNNING, RunState.UNASSIGNED), received);
    }

    @Test
    void aChangeThatIsReportedWhileAnotherIsPassedOnComesAfterIt() {
        List<StatusReports> self = new ArrayList<>();
        StatusReports reports = new StatusReports(
                change -> {
                    if (change.state() == RunState.RUNNING) {
                        self.get(0).report(to(RunState.PAUSED));
                    }
                    received.add(change.state());
                },
                change -> false);
        self.add(reports);

        reports.report(to(RunState.RUNNING));

        assertEquals(List.of(RunState.RUNNING, RunState.PAUSED), received);
    }

    @Test
    void aMutedInstanceSaysNothing() {
        StatusReports reports = new StatusReports(change -> received.add(change.state()), change -> false);

        reports.mute();
        reports.report(to(RunState.FAILED));

        assertEquals(List.of(), received);
    }

    @Test
    void mutingWaitsForWhatIsBeingPassedOn() throws Exception {
        CountDownLatch receiving = new CountDownLatch(1);
        CountDownLatch received = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        StatusReports reports = new StatusReports(
                change -> {
                    receiving.countDown();
                    awaitQuietly(received);
                    order.add("passed on");
                },
                change -> false);
        Thread task = new Thread(() -> reports.report(to(RunState.RUNNING)));
        task.start();
        awaitQuietly(receiving);
        Thread worker = new Thread(() -> {
            reports.mute();
            order.add("muted");
        });
        worker.start();

        received.countDown();
        worker.join();
        task.join();

        assertEquals(List.of("passed on", "muted"), order);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
