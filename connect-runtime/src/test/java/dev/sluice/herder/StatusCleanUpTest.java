package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TaskId;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.store.status.MemoryStatusStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusCleanUpTest {
    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final MemoryStatusStore statuses = new MemoryStatusStore();

    @Test
    void removesWhatIsNotConfigured() {
        configs.putConnectorConfig("kept", Map.of("name", "kept"), Optional.empty());
        configs.putTaskConfigs("kept", List.of(Map.of()));
        statuses.put("kept", running());
        statuses.put("gone", running());
        statuses.put(new TaskId("kept", 0), running());
        statuses.put(new TaskId("kept", 1), running());
        statuses.put(new TaskId("gone", 0), running());

        StatusCleanUp.run(statuses, configs.snapshot());

        assertEquals(Set.of("kept"), statuses.connectors());
        assertEquals(Set.of(0), statuses.tasks("kept").keySet());
    }

    private static Status running() {
        return new Status(RunState.RUNNING, "a:8083", 3, Optional.empty(), Optional.empty());
    }
}
