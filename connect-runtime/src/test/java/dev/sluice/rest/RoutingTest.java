package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients depend on beside the resources: unmatched paths, methods, media types, odd URLs. */
class RoutingTest {
    private static final TestWorker WORKER = TestWorker.serving(Map.of());

    @AfterAll
    static void stop() {
        WORKER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nope, 404",
        "GET, /connectors/x/tasks-config, 404",
        "GET, /application.wadl, 404",
        "GET, /%63onnectors, 404",
        "OPTIONS, /nope, 404",
        "POST, /, 405",
        "DELETE, /connectors, 405",
        "PATCH, /connectors, 405"
    })
    void answersUnmatchedRequestsInJsonWithoutContentType(String method, String path, int status) {
        HttpResponse<String> answer = WORKER.send(method, path, null);
        assertEquals(status, answer.statusCode());
        assertEquals(Optional.empty(), answer.headers().firstValue("Content-Type"));
        assertTrue(answer.body().startsWith("{\"error_code\":" + status + ",\"message\":\"HTTP " + status));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, text/plain, 415",
        "GET, application/vnd.api+json, 415",
        "DELETE, text/json, 415",
        "GET, application/json; charset=bogus, 200"
    })
    void checksTheContentTypeEvenWithoutABody(String method, String type, int status) {
        String path = method.equals("GET") ? "/connectors" : "/connectors/x";
        assertEquals(
                status, WORKER.send(method, path, null, "Content-Type", type).statusCode());
    }

    @Test
    void refusesABodyOfNoType() {
        HttpResponse<String> answer = WORKER.send("POST", "/connectors", "{}");
        assertEquals(415, answer.statusCode());
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 406, ",
        "application/json; charset=utf-8, 200, application/json;charset=utf-8",
        "application/json;q=0, 200, application/json",
        "*/*, 200, application/json"
    })
    void answersInATypeThatTheClientAccepts(String accept, int status, String type) {
        HttpResponse<String> answer = WORKER.get("/connectors", "Accept", accept);
        assertEquals(status, answer.statusCode());
        assertEquals(Optional.ofNullable(type), answer.headers().firstValue("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connectors/x%2Fy", "/connectors/x%25y", "/connectors/%2e", "//connectors"})
    void refusesAmbiguousPathsWithAPage(String path) {
        HttpResponse<String> answer = WORKER.send("GET", WORKER.server.url() + path.substring(1), null);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connectors;a=b", "/connectors/", "/connectors?x=y"})
    void overlooksWhatDoesNotBelongToThePath(String path) {
        assertEquals("[]", WORKER.get(path).body());
    }

    @Test
    void saysWhatAPathAllows() {
        HttpResponse<String> answer = WORKER.send("OPTIONS", "/connectors/x/config", null);
        assertEquals(200, answer.statusCode());
        String allowed = answer.headers().firstValue("Allow").orElse("");
        assertEquals(Set.of("HEAD", "GET", "OPTIONS", "PUT", "PATCH"), Set.of(allowed.split(",")));
    }

    @Test
    void answersHeadLikeGetWithoutBody() {
        HttpResponse<String> answer = WORKER.send("HEAD", "/connectors", null);
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
    }

    @Test
    void answersAPageWith404UntilItServes() {
        try (TestWorker bound = TestWorker.bound(Map.of())) {
            bound.server.prepare();
            HttpResponse<String> before = bound.get("/connectors");
            assertEquals(404, before.statusCode());
            assertTrue(before.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
            bound.serve();
            assertEquals(200, bound.get("/connectors").statusCode());
        }
    }
}
