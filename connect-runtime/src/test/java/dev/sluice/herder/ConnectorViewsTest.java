package dev.sluice.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.service.ConnectorInfo;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import dev.sluice.store.config.MemoryConfigStore;
import dev.sluice.store.status.MemoryStatusStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorViewsTest {
    private final MemoryConfigStore configs = new MemoryConfigStore((after, events) -> {});
    private final MemoryStatusStore statuses = new MemoryStatusStore();
    private final ConnectorViews views =
            new ConnectorViews(configs, statuses, new TypesByClass(), task -> Optional.empty());

    @BeforeEach
    void create() {
        configs.putConnectorConfig("c", Map.of("connector.class", "Source"), Optional.of(TargetState.STARTED));
        configs.putConnectorConfig("other", Map.of("connector.class", "Source"), Optional.empty());
        statuses.put("c", Status.of(RunState.RUNNING, "w", 1, Optional.empty()));
        statuses.put("other", Status.of(RunState.RUNNING, "w", 1, Optional.empty()));
    }

    @Test
    void whatSaysTheSameIsTheSameObject() {
        ConnectorInfo info = views.info("c");
        ConnectorStatus status = views.status("c");
        statuses.put("other", Status.of(RunState.PAUSED, "w", 1, Optional.empty()));
        configs.putConnectorConfig("other", Map.of("connector.class", "Sink"), Optional.empty());
        assertSame(info, views.info("c"));
        assertSame(status, views.status("c"));
    }

    @Test
    void everyKindOfChangeShows() {
        ConnectorStatus first = views.status("c");
        statuses.put(new TaskId("c", 0), Status.of(RunState.RUNNING, "w", 1, Optional.empty()));
        ConnectorStatus withTask = views.status("c");
        assertNotSame(first, withTask);
        assertEquals(1, withTask.tasks().size());
        statuses.remove(new TaskId("c", 0), statuses.moment());
        assertEquals(0, views.status("c").tasks().size());

        ConnectorInfo info = views.info("c");
        configs.putTaskConfigs("c", List.of(Map.of("t", "1")));
        assertEquals(1, views.info("c").tasks().size());
        assertNotSame(info, views.info("c"));

        configs.putConnectorConfig("c", Map.of("connector.class", "Sink"), Optional.empty());
        assertEquals(ConnectorType.SINK, views.info("c").type());
        assertEquals(ConnectorType.SINK, views.status("c").type());
    }

    @Test
    void whatIsGoneIsNotFoundAndMayComeBack() {
        views.info("c");
        views.status("c");
        configs.removeConnectorConfig("c");
        assertThrows(ServiceException.NotFound.class, () -> views.info("c"));
        assertThrows(ServiceException.NotFound.class, () -> views.status("c"));
        configs.putConnectorConfig("c", Map.of("connector.class", "Sink"), Optional.empty());
        assertEquals(ConnectorType.SINK, views.info("c").type());
    }

    @Test
    void everyChangeOfStatusesRaisesTheVersions() {
        long all = statuses.version();
        long own = statuses.version("c");
        long others = statuses.version("other");
        statuses.put(new TaskId("c", 0), Status.of(RunState.RUNNING, "w", 1, Optional.empty()));
        assertEquals(true, statuses.version() > all && statuses.version("c") > own);
        assertEquals(others, statuses.version("other"));
        assertEquals(0, statuses.version("nobody"));
    }
}
