package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.service.ConnectorOffset;
import dev.sluice.service.ServiceException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetsEndpointsTest {
    private static final String BODY =
            "{\"offsets\":[{\"partition\":{\"f\":\"x\",\"n\":1},\"offset\":{\"p\":2,\"d\":1.5}}]}";

    private final TestWorker worker = TestWorker.serving(Map.of());

    @BeforeEach
    void create() {
        worker.service.add("c", Map.of("name", "c"));
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void showsOffsetsAlsoThoseThatAreNull() {
        worker.service.offsets = List.of(
                new ConnectorOffset(Map.of("f", "x"), Map.of("p", 2L)), new ConnectorOffset(Map.of("f", "y"), null));
        assertEquals(
                "{\"offsets\":[{\"partition\":{\"f\":\"x\"},\"offset\":{\"p\":2}},"
                        + "{\"partition\":{\"f\":\"y\"},\"offset\":null}]}",
                worker.get("/connectors/c/offsets").body());
        assertEquals(404, worker.get("/connectors/nobody/offsets").statusCode());
    }

    @Test
    void altersAndSaysWhetherTheConnectorHasConfirmed() {
        HttpResponse<String> answer = worker.json("PATCH", "/connectors/c/offsets", BODY);
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"message\":\"The Connect framework-managed offsets for this connector have been altered successfully."
                        + " However, if this connector manages offsets externally, they will need to be manually altered"
                        + " in the system that the connector uses.\"}",
                answer.body());
        worker.service.confirmsOffsets = true;
        assertEquals(
                "{\"message\":\"The offsets for this connector have been altered successfully\"}",
                worker.json("PATCH", "/connectors/c/offsets", BODY).body());
        assertEquals(
                "alter offsets of c [ConnectorOffset[partition={f=x, n=1}, offset={p=2, d=1.5}]]",
                worker.service.calls.get(0));
    }

    @Test
    void resets() {
        worker.service.confirmsOffsets = true;
        HttpResponse<String> answer = worker.send("DELETE", "/connectors/c/offsets", null);
        assertEquals(200, answer.statusCode());
        assertEquals("{\"message\":\"The offsets for this connector have been reset successfully\"}", answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{\"offsets\":null} | 400",
                "{\"offsets\":[]} | 400",
                "null | 500",
                "{\"offsets\":[null]} | 500",
                "{\"offsets\":{}} | 500",
                "{\"offsets\":[{\"partition\":1}]} | 500",
                "{\"offsets\":[{\"other\":{}}]} | 500",
                "{\"other\":[]} | 500",
                "{ | 500",
            })
    void refusesOtherBodies(String body, int status) {
        HttpResponse<String> answer = worker.json("PATCH", "/connectors/c/offsets", body);
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains("\"error_code\":" + status), answer.body());
        assertEquals(List.of(), worker.service.calls);
    }

    @Test
    void theLeaderIsAskedWithTheSameBody() {
        worker.service.failure = Optional.of(new ServiceException.NotHere(
                "not the leader", Optional.of(worker.server.url().toString())));
        try (TestWorker leader = TestWorker.serving(Map.of())) {
            leader.service.add("c", Map.of());
            worker.service.failure = Optional.of(new ServiceException.NotHere(
                    "not the leader", Optional.of(leader.server.url().toString())));
            HttpResponse<String> altered = worker.json("PATCH", "/connectors/c/offsets", BODY);
            HttpResponse<String> reset = worker.send("DELETE", "/connectors/c/offsets", null);
            assertEquals(200, altered.statusCode());
            assertTrue(altered.body().contains("altered successfully"));
            assertTrue(reset.body().contains("reset successfully"));
            assertEquals(
                    List.of(
                            "alter offsets of c [ConnectorOffset[partition={f=x, n=1}, offset={p=2, d=1.5}]]",
                            "reset offsets of c"),
                    leader.service.calls);
        }
    }
}
