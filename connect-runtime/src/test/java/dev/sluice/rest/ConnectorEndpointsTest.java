package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorEndpointsTest {
    private final TestWorker worker = TestWorker.serving(Map.of());

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void saysWhoItIs() {
        assertEquals(
                "{\"version\":\"4.3.1\",\"commit\":\"abc\",\"kafka_cluster_id\":\"cluster-1\"}",
                worker.get("/").body());
    }

    @Test
    void listsNames() {
        worker.service.add("b", Map.of());
        worker.service.add("a", Map.of());
        assertEquals("[\"a\",\"b\"]", worker.get("/connectors/").body());
    }

    @Test
    void expandsStatusAndInfoAndIgnoresOthers() {
        worker.service.add("a", Map.of("name", "a"));
        assertEquals(
                "{\"a\":{\"status\":{\"name\":\"a\",\"connector\":{\"state\":\"RUNNING\",\"worker_id\":\"w:8083\","
                        + "\"version\":\"1.0\"},\"tasks\":[{\"id\":0,\"state\":\"RUNNING\",\"worker_id\":\"w:8083\","
                        + "\"version\":\"1.0\"}],\"type\":\"source\"},\"info\":{\"name\":\"a\",\"config\":{\"name\":\"a\"},"
                        + "\"tasks\":[{\"connector\":\"a\",\"task\":0}],\"type\":\"source\"}}}",
                worker.get("/connectors?expand=status&expand=bogus&expand=info").body());
        assertEquals("{\"a\":{}}", worker.get("/connectors?expand=bogus").body());
    }

    @Test
    void leavesConnectorsWithoutStatusOutOfAnExpandedList() {
        worker.service.add("a", Map.of());
        worker.service.statuses.clear();
        assertEquals("{}", worker.get("/connectors?expand=status").body());
    }

    @Test
    void createsAConnectorAndSaysWhereItIs() {
        HttpResponse<String> answer = worker.json(
                "POST",
                "/connectors",
                "{\"name\":\" x \",\"config\":{\"tasks.max\":1,\"b\":true,\"d\":1.50,\"e\":1e400},"
                        + "\"initial_state\":\"paused\"}");
        assertEquals(201, answer.statusCode());
        assertEquals(
                worker.server.url() + "connectors/x",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(
                "{\"name\":\"x\",\"config\":{\"tasks.max\":\"1\",\"b\":\"true\",\"d\":\"1.50\",\"e\":\"1e400\","
                        + "\"name\":\"x\"},\"tasks\":[],\"type\":\"source\"}",
                answer.body());
        assertEquals(List.of("create x PAUSED"), worker.service.calls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a b\u00fc% | a%20b%C3%BC%25", "a;b+c&d:e@f'g | a;b+c&d:e@f'g", "w{ord} | w%7Bord%7D"})
    void encodesNamesInLocations(String name, String encoded) throws Exception {
        String body = new ObjectMapper().writeValueAsString(Map.of("name", name, "config", Map.of()));
        assertEquals(
                worker.server.url() + "connectors/" + encoded,
                worker.json("POST", "/connectors", body)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "null",
                "[]",
                "{\"a\":1}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"config\":{}} x",
                "{\"name\":\"x\",\"config\":{\"a\":{\"b\":1}}}",
                "{\"name\":\"x\",\"config\":{},\"initial_state\":\"foo\"}"
            })
    void answersAnUnreadableBodyWithServerError(String body) {
        HttpResponse<String> answer = worker.json("POST", "/connectors", body);
        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"error_code\":500,\"message\":\""), answer.body());
        assertEquals(List.of(), worker.service.calls);
    }

    @Test
    void refusesAConfigWithAnotherName() {
        String body = "{\"name\":\"x\",\"config\":{\"name\":\"y\"}}";
        assertEquals(400, worker.json("POST", "/connectors", body).statusCode());
        assertEquals(
                400,
                worker.json("PUT", "/connectors/x/config", "{\"name\":\"y\"}").statusCode());
        assertEquals(List.of(), worker.service.calls);
    }

    @Test
    void tellsCreatedFromReplaced() {
        HttpResponse<String> created = worker.json("PUT", "/connectors/x/config", "{\"a\":\"1\"}");
        assertEquals(201, created.statusCode());
        assertTrue(created.headers().firstValue("Location").isPresent());
        HttpResponse<String> replaced = worker.json("PUT", "/connectors/x/config", "{\"a\":\"2\"}");
        assertEquals(200, replaced.statusCode());
        assertTrue(replaced.headers().firstValue("Location").isEmpty());
    }

    @Test
    void passesNullsOn() {
        worker.service.add("x", Map.of("a", "1", "b", "2"));
        assertEquals(
                200,
                worker.json("PATCH", "/connectors/x/config", "{\"a\":null,\"c\":\"3\"}")
                        .statusCode());
        assertEquals(Map.of("b", "2", "c", "3"), worker.service.configs.get("x"));
        assertEquals(500, worker.json("PATCH", "/connectors/x/config", "null").statusCode());
    }

    @Test
    void leavesOutWhatAStatusDoesNotHave() {
        Status failed =
                new Status(RunState.FAILED, "w:1", 1, Optional.of("java.lang.Exception"), Optional.of("undefined"));
        Status unknown = new Status(RunState.RUNNING, "w:1", 1, Optional.of(""), Optional.empty());
        worker.service.statuses.put(
                "x",
                new ConnectorStatus("x", failed, List.of(new ConnectorStatus.Task(3, unknown)), ConnectorType.UNKNOWN));
        assertEquals(
                "{\"name\":\"x\",\"connector\":{\"state\":\"FAILED\",\"worker_id\":\"w:1\","
                        + "\"trace\":\"java.lang.Exception\"},\"tasks\":[{\"id\":3,\"state\":\"RUNNING\","
                        + "\"worker_id\":\"w:1\",\"version\":null}],\"type\":\"unknown\"}",
                worker.get("/connectors/x/status").body());
        assertEquals(200, worker.get("/connectors/x/tasks/03/status").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /connectors/x/restart, 204, restart x",
        "POST, /connectors/x/restart?includeTasks=yes, 204, restart x",
        "POST, /connectors/x/restart?includeTasks=TRUE, 202, restart x onlyFailed=false includeTasks=true",
        "POST, /connectors/x/restart?onlyFailed=true, 202, restart x onlyFailed=true includeTasks=false",
        "POST, /connectors/x/tasks/0/restart, 204, restart task x-0",
        "PUT, /connectors/x/pause, 202, target x PAUSED",
        "PUT, /connectors/x/resume, 202, target x STARTED",
        "PUT, /connectors/x/stop, 204, target x STOPPED",
        "PUT, /connectors/x/topics/reset, 202, reset topics x",
        "DELETE, /connectors/x, 204, delete x"
    })
    void doesWhatIsAskedWithoutABody(String method, String path, int status, String call) {
        worker.service.add("x", Map.of());
        assertEquals(status, worker.send(method, path, null).statusCode());
        assertEquals(List.of(call), worker.service.calls);
    }

    @Test
    void listsTasksAndTopics() {
        worker.service.add("x", Map.of("a", "1"));
        assertEquals(
                "[{\"id\":{\"connector\":\"x\",\"task\":0},\"config\":{\"a\":\"1\"}}]",
                worker.get("/connectors/x/tasks").body());
        assertEquals(
                "{\"x\":{\"topics\":[\"a\",\"b\"]}}",
                worker.get("/connectors/x/topics").body());
    }

    @Test
    void mapsRefusalsToStatuses() {
        Map<RuntimeException, Integer> statuses = Map.of(
                new ServiceException.BadRequest("m"), 400,
                new ServiceException.Forbidden("m"), 403,
                new ServiceException.NotFound("m"), 404,
                new ServiceException.AlreadyExists("m"), 409,
                new ServiceException.Rebalancing("m"), 409,
                new ServiceException.Unavailable("m"), 503,
                new ServiceException("m"), 500,
                new org.apache.kafka.connect.errors.NotFoundException("m"), 404,
                new IllegalStateException("m"), 500);
        statuses.forEach((failure, status) -> {
            worker.service.failure = Optional.of(failure);
            HttpResponse<String> answer = worker.send("DELETE", "/connectors/x", null);
            assertEquals(status, answer.statusCode(), failure::toString);
            assertTrue(answer.body().startsWith("{\"error_code\":" + status + ",\"message\":\"m\","), answer.body());
            assertEquals(
                    "application/json",
                    answer.headers().firstValue("Content-Type").orElse(null));
        });
    }
}
