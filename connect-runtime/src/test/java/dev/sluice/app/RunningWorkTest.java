package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.history.State;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ConnectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningWorkTest {
    private static Optional<ConnectorStatus> status(RunState connector, RunState... tasks) {
        List<ConnectorStatus.Task> all = new ArrayList<>();
        for (RunState task : tasks) {
            all.add(new ConnectorStatus.Task(all.size(), Status.of(task, "w", 1, Optional.empty())));
        }
        return Optional.of(
                new ConnectorStatus("c", Status.of(connector, "w", 1, Optional.empty()), all, ConnectorType.SOURCE));
    }

    @Test
    void aConnectorIsNoBetterThanItsTasks() {
        assertEquals(State.RUNNING, RunningWork.state(status(RunState.RUNNING)));
        assertEquals(State.RUNNING, RunningWork.state(status(RunState.RUNNING, RunState.RUNNING, RunState.PAUSED)));
        assertEquals(State.DEGRADED, RunningWork.state(status(RunState.RUNNING, RunState.RUNNING, RunState.FAILED)));
        assertEquals(State.FAILED, RunningWork.state(status(RunState.RUNNING, RunState.FAILED)));
        assertEquals(State.FAILED, RunningWork.state(status(RunState.FAILED, RunState.RUNNING)));
        assertEquals(State.PAUSED, RunningWork.state(status(RunState.PAUSED, RunState.FAILED)));
        assertEquals(State.STOPPED, RunningWork.state(status(RunState.STOPPED)));
    }

    @Test
    void whatHasNoStatusYetIsBeingMade() {
        assertEquals(State.PROVISIONING, RunningWork.state(Optional.empty()));
        TaskId second = new TaskId("c", 1);
        assertEquals(State.PROVISIONING, RunningWork.state(second, status(RunState.RUNNING, RunState.RUNNING)));
        assertEquals(
                State.FAILED, RunningWork.state(second, status(RunState.RUNNING, RunState.RUNNING, RunState.FAILED)));
    }
}
