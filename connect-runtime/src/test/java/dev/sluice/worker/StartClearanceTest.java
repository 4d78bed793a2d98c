package dev.sluice.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.control.ManualTime;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.service.ServiceException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StartClearanceTest {
    private final ManualTime time = new ManualTime();
    private final TaskControl control = new TaskControl(TargetState.STARTED, time);
    private final RecordedFencing group = new RecordedFencing();
    private final StartClearance clearance = new StartClearance(new TaskId("c", 0), 7, group, control, new Random(1));

    private void refuse(Exception... refusals) {
        for (Exception refusal : refusals) {
            group.fencings.add(CompletableFuture.failedFuture(refusal));
        }
    }

    @Test
    void asksOnceWhereAllIsWell() throws Exception {
        assertTrue(clearance.fenceOthers());
        assertTrue(clearance.confirm());

        assertEquals(List.of("fence c", "current c-0 7"), group.asked);
        assertEquals(0, time.waitedMs());
    }

    @Test
    void asksAgainAfterEveryRefusalThatMayPass() throws Exception {
        refuse(
                new ServiceException("Request to worker failed: connection refused"),
                new ServiceException.NotHere("no leader", Optional.empty()),
                new ServiceException.Rebalancing("newer task configs"),
                new ServiceException.Unavailable("no session key"),
                new ServiceException.NotFound("not read yet"),
                new ServiceException.Remote(404, "not joined yet"),
                new ServiceException.Remote(403, "another key"),
                new ServiceException.Remote(409, "rebalance"),
                new ServiceException.Remote(500, "timed out"));

        assertTrue(clearance.fenceOthers());

        assertEquals(10, group.asked.size());
    }

    @Test
    void pausesGrowAndStayBounded() throws Exception {
        refuse(new ServiceException("1"));
        assertTrue(clearance.fenceOthers());
        long first = time.waitedMs();
        assertTrue(first > 180 && first <= 250, "" + first);
        for (int i = 0; i < 100; i++) {
            refuse(new ServiceException("again"));
        }

        assertTrue(clearance.fenceOthers());

        assertTrue(time.waitedMs() < 101 * 5_000, "" + time.waitedMs());
        assertTrue(time.waitedMs() > 90 * 3_750, "" + time.waitedMs());
    }

    @Test
    void anAnswerThatWillNotChangeFailsTheTask() {
        refuse(new ServiceException.BadRequest("not a source connector"));
        ConnectException own = assertThrows(ConnectException.class, clearance::fenceOthers);
        assertTrue(own.getMessage().contains("not a source connector"), own.getMessage());

        refuse(new ServiceException.Remote(400, "not a source connector"));
        assertThrows(ConnectException.class, clearance::fenceOthers);
    }

    @Test
    void aTaskThatIsToldToStopAsksNoMore() throws Exception {
        control.stop();
        assertFalse(clearance.fenceOthers());
        assertFalse(clearance.confirm());
        assertEquals(List.of(), group.asked);
    }

    @Test
    void aTaskThatIsToldToStopWaitsForNoAnswer() throws Exception {
        group.fencings.add(new CompletableFuture<>());
        Thread stopper = new Thread(() -> {
            while (group.asked.isEmpty()) {
                Thread.onSpinWait();
            }
            control.stop();
        });
        stopper.start();

        assertFalse(clearance.fenceOthers());

        stopper.join();
    }

    @Test
    void anOldInstanceWaitsToBeStoppedAndFailsIfNobodyDoes() {
        group.current.add(false);

        ConnectException error = assertThrows(ConnectException.class, clearance::confirm);

        assertTrue(error.getMessage().contains("c-0"), error.getMessage());
        assertEquals(60_000, time.waitedMs());
    }

    @Test
    void asksAgainWhileItCannotBeFoundOutWhoRunsTheTask() throws Exception {
        group.unknown = 2;

        assertTrue(clearance.confirm());

        assertEquals(3, group.asked.size());
        assertTrue(time.waitedMs() > 500, "" + time.waitedMs());
    }
}
