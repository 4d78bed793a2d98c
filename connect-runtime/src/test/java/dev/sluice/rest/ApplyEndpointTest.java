package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.service.ServiceException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyEndpointTest {
    private static final String SET =
            "[{\"name\":\" a \",\"config\":{\"k\":1},\"tasks\":[],\"type\":\"sink\",\"initial_state\":\"stopped\"}]";

    private final TestWorker worker = TestWorker.serving(Map.of());

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void saysWhatChanges() {
        HttpResponse<String> answer = worker.json("POST", "/connectors/apply?dryRun=true", SET);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "{\"dry_run\":true,\"connectors\":[{\"name\":\"a\",\"action\":\"update\","
                        + "\"diff\":{\"k\":{\"before\":null,\"after\":\"v\"}}}]}",
                answer.body());
        assertEquals(
                List.of("apply ConnectorSet[connectors=[Desired[name=a, config={k=1, name=a},"
                        + " initial=Optional[STOPPED]]], prune=false] dryRun=true"),
                worker.service.calls);
    }

    @Test
    void prunesWhenAskedTo() {
        worker.json("POST", "/connectors/apply/?prune=true", SET);
        assertTrue(worker.service.calls.get(0).endsWith("prune=true] dryRun=false"), worker.service.calls.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | ?prune=true | 400",
                "null | '' | 400",
                "[null] | '' | 400",
                "[{\"name\":\"a\"}] | '' | 400",
                "[{\"config\":{}}] | '' | 400",
                "[{\"name\":\"a\",\"config\":{}},{\"name\":\"a\",\"config\":{}}] | '' | 400",
                "[{\"name\":\"a\",\"config\":{\"name\":\"b\"}}] | '' | 400",
                "[{\"name\":\"a\",\"config\":{},\"other\":1}] | '' | 500",
                "{} | '' | 500",
            })
    void refusesOtherBodies(String body, String query, int status) {
        assertEquals(
                status, worker.json("POST", "/connectors/apply" + query, body).statusCode());
        assertEquals(List.of(), worker.service.calls);
    }

    @Test
    void aConnectorMayHaveThatName() {
        worker.service.add("apply", Map.of("name", "apply"));
        assertEquals(200, worker.get("/connectors/apply").statusCode());
        assertEquals(200, worker.get("/connectors/apply/status").statusCode());
        assertEquals(204, worker.send("DELETE", "/connectors/apply", null).statusCode());
    }

    @Test
    void theLeaderIsAskedWithTheSameSet() {
        try (TestWorker leader = TestWorker.serving(Map.of())) {
            worker.service.failure = Optional.of(new ServiceException.NotHere(
                    "not the leader", Optional.of(leader.server.url().toString())));
            HttpResponse<String> answer = worker.json("POST", "/connectors/apply?prune=true", SET);
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"action\":\"update\""));
            assertEquals(worker.service.calls, leader.service.calls);
        }
    }

    @Test
    void canBeSwitchedOff() {
        try (TestWorker plain = TestWorker.serving(Map.of("rest.additions.enable", "false"))) {
            assertEquals(405, plain.json("POST", "/connectors/apply", SET).statusCode());
        }
    }
}
