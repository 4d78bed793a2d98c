package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.service.ServiceException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTypesTest {
    private final TestWorker worker = TestWorker.serving(Map.of());

    @AfterEach
    void stop() {
        worker.close();
    }

    private static String type(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body()).path("error_type").asText("-");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ServiceException.BadRequest("x"), 400, "bad_request"),
                Arguments.of(new ServiceException.Forbidden("x"), 403, "forbidden"),
                Arguments.of(new ServiceException.NotFound("x"), 404, "not_found"),
                Arguments.of(new ServiceException.AlreadyExists("x"), 409, "already_exists"),
                Arguments.of(ServiceException.Rebalancing.noLeader(), 409, "rebalancing"),
                Arguments.of(new ServiceException.Unavailable("x"), 503, "unavailable"),
                Arguments.of(new ServiceException.TimedOut("x"), 500, "timed_out"),
                Arguments.of(new ServiceException.Unreachable("x", null), 500, "unreachable"),
                Arguments.of(new ServiceException.Remote(409, "Connector x already exists"), 409, "already_exists"),
                Arguments.of(new ServiceException.Remote(409, "because of a conflict"), 409, "rebalancing"),
                Arguments.of(new ServiceException.Remote(400, "x"), 400, "bad_request"),
                Arguments.of(new ServiceException.Remote(500, "x", Optional.of("timed_out")), 500, "timed_out"),
                Arguments.of(new IllegalStateException("x"), 500, "internal"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void errorsHaveATypeBesideTheirStatus(RuntimeException failure, int status, String type) throws Exception {
        worker.service.failure = Optional.of(failure);
        HttpResponse<String> answer = worker.json("PUT", "/connectors/c/config", "{}");
        assertEquals(status, answer.statusCode());
        assertEquals(type, type(answer));
    }

    @Test
    void refusalsOfTheServerHaveOneToo() throws Exception {
        assertEquals("not_found", type(worker.get("/nothing")));
        assertEquals("refused", type(worker.send("PATCH", "/connectors", "{}", "Content-Type", "application/json")));
        assertEquals("unreadable_body", type(worker.json("POST", "/connectors", "{")));
    }

    @Test
    void workersAreToldInAHeaderAsApachesDoNotKnowTheField() {
        worker.service.add("c", Map.of());
        String body = "{\"name\":\"c\",\"config\":{}}";
        for (HttpResponse<String> answer : List.of(
                worker.json("POST", "/connectors?forward=true", body),
                worker.send(
                        "POST",
                        "/connectors",
                        body,
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        WorkerClient.USER_AGENT))) {
            assertEquals("{\"error_code\":409,\"message\":\"Connector c already exists\"}", answer.body());
            assertEquals(
                    "already_exists",
                    answer.headers().firstValue(ErrorType.HEADER).orElseThrow());
        }
    }

    @Test
    void theTypeSurvivesForwarding() throws Exception {
        try (TestWorker leader = TestWorker.serving(Map.of())) {
            leader.service.failure = Optional.of(new ServiceException.TimedOut("too slow"));
            worker.service.failure = Optional.of(new ServiceException.NotHere(
                    "not the leader", Optional.of(leader.server.url().toString())));
            HttpResponse<String> answer = worker.json("PUT", "/connectors/c/config", "{}");
            assertEquals(500, answer.statusCode());
            assertEquals("timed_out", type(answer));
        }
    }

    @Test
    void canBeSwitchedOff() {
        try (TestWorker plain = TestWorker.serving(Map.of("rest.additions.enable", "false"))) {
            HttpResponse<String> answer = plain.get("/connectors/nobody");
            assertEquals(404, answer.statusCode());
            assertFalse(answer.body().contains("error_type"), answer.body());
        }
    }
}
