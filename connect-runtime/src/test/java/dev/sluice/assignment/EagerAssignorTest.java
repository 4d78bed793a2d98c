package dev.sluice.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.TaskId;
import dev.sluice.model.WorkShare;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EagerAssignorTest {
    private final EagerAssignor assignor = new EagerAssignor();

    @Test
    void membersTakeTurnsWithConnectorsAndThenWithTasks() {
        WorkShare configured = new WorkShare(
                Set.of("a", "b", "c"), Set.of(new TaskId("a", 0), new TaskId("a", 1), new TaskId("b", 0)));

        Map<String, WorkShare> shares = assignor.assign(new TreeSet<>(Set.of("m2", "m1")), configured);

        assertEquals(
                Map.of(
                        "m1", new WorkShare(Set.of("a", "c"), Set.of(new TaskId("a", 1))),
                        "m2", new WorkShare(Set.of("b"), Set.of(new TaskId("a", 0), new TaskId("b", 0)))),
                shares);
    }

    @Test
    void tasksAreInOrderOfTheirNumbers() {
        WorkShare configured = new WorkShare(Set.of(), Set.of(new TaskId("a", 10), new TaskId("a", 2)));

        Map<String, WorkShare> shares = assignor.assign(new TreeSet<>(Set.of("m1", "m2")), configured);

        assertEquals(Set.of(new TaskId("a", 2)), shares.get("m1").tasks());
    }

    @Test
    void membersWithoutWorkGetAnEmptyShare() {
        assertEquals(Map.of("m1", WorkShare.EMPTY), assignor.assign(new TreeSet<>(Set.of("m1")), WorkShare.EMPTY));
    }

    @Test
    void aGroupNeedsAMember() {
        assertThrows(IllegalArgumentException.class, () -> assignor.assign(new TreeSet<>(), WorkShare.EMPTY));
    }
}
