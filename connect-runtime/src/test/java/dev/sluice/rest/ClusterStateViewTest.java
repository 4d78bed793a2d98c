package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.rest.ServiceCalls.Patience;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.junit.jupiter.api.Test;

/** What REST extensions see. */
class ClusterStateViewTest {
    private final FakeService service = new FakeService();
    private final ServiceCalls calls = new ServiceCalls(new Patience(Duration.ofSeconds(1), 1_000), null);
    private final ConnectClusterState state = new ClusterStateView(calls);

    ClusterStateViewTest() {
        calls.connect(new Served(service, null, null, null, null, null));
    }

    @Test
    void tellsOfAConnector() {
        service.add("c", Map.of("k", "v"));

        assertEquals("RUNNING", state.connectorHealth("c").tasksState().get(0).state());
        assertEquals(Map.of("k", "v"), state.connectorConfig("c"));
    }

    @Test
    void anUnknownConnectorIsNotFoundInTheWordsOfThePluginApi() {
        assertThrows(NotFoundException.class, () -> state.connectorHealth("nobody"));
        assertThrows(NotFoundException.class, () -> state.connectorConfig("nobody"));
    }
}
