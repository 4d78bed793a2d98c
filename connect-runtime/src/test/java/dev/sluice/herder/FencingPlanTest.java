package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.ConnectorState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FencingPlanTest {
    private static FencingPlan plan(Integer fenced, Integer now, boolean pending) {
        return FencingPlan.of(new ConnectorState(
                Optional.of(Map.of()),
                Optional.empty(),
                Optional.ofNullable(now),
                new TreeMap<>(),
                3,
                Optional.empty(),
                Optional.ofNullable(fenced),
                pending,
                false));
    }

    @Test
    void nothingIsNeededWhereNoTaskConfigsCameSinceTheLastRound() {
        assertEquals(false, plan(2, 2, false).needed());
    }

    @Test
    void theFirstTasksHaveNobodyToFence() {
        assertEquals(new FencingPlan(true, 0, 4, 3), plan(null, 4, true));
    }

    @Test
    void allOlderTasksAreFenced() {
        assertEquals(new FencingPlan(true, 3, 2, 3), plan(3, 2, true));
        assertEquals(new FencingPlan(true, 1, 2, 3), plan(1, 2, true));
        assertEquals(new FencingPlan(true, 2, 0, 3), plan(2, 0, true));
    }

    @Test
    void oneTaskAfterOneFencesTheOlderByStarting() {
        assertEquals(new FencingPlan(true, 0, 1, 3), plan(1, 1, true));
    }
}
