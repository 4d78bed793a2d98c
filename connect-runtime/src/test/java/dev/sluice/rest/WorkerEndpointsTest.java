package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.service.Health;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health, plugins and loggers. */
class WorkerEndpointsTest {
    private final TestWorker worker = TestWorker.serving(Map.of());

    @AfterEach
    void stop() {
        worker.close();
    }

    @ParameterizedTest
    @CsvSource({"HEALTHY, 200, healthy", "STARTING, 503, starting", "UNHEALTHY, 500, unhealthy"})
    void saysHowItIs(Health health, int status, String word) {
        worker.service.health = CompletableFuture.completedFuture(health);
        HttpResponse<String> answer = worker.get("/health");
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"status\":\"" + word + "\",\"message\":\""), answer.body());
    }

    @Test
    void listsPluginsAndLeavesOutVersionsThatThereAreNot() {
        assertEquals(
                "[{\"class\":\"a.Sink\",\"type\":\"sink\",\"version\":\"1.0\"}]",
                worker.get("/connector-plugins").body());
        assertEquals(
                worker.get("/connector-plugins").body(),
                worker.get("/connector-plugins?connectorsOnly=").body());
        assertEquals(
                "[{\"class\":\"a.Sink\",\"type\":\"sink\",\"version\":\"1.0\"},"
                        + "{\"class\":\"a.Filter\",\"type\":\"transformation\"}]",
                worker.get("/connector-plugins?connectorsOnly=no").body());
    }

    @Test
    void asksForTheNewestVersionUnlessToldOtherwise() {
        assertEquals(200, worker.get("/connector-plugins/a.Sink/config").statusCode());
        assertEquals(
                200,
                worker.get("/connector-plugins/Sink/config?version=1.0&version=2")
                        .statusCode());
        assertEquals(List.of("keys of a.Sink latest", "keys of Sink 1.0"), worker.service.calls);
    }

    @Test
    void showsAReportInTheNamesOfTheApi() {
        ValidationReport.Key key =
                new ValidationReport.Key("k", "STRING", true, null, "HIGH", "doc", "G", 1, "SHORT", "K", List.of("d"));
        ValidationReport.Value value = new ValidationReport.Value("k", null, List.of("r"), List.of("e"), true);
        worker.service.report =
                new ValidationReport("a.Sink", 1, List.of("G"), List.of(new ValidationReport.Entry(key, value)));
        String body = "{\"connector.class\":\"a.Sink\"}";
        assertEquals(
                "{\"name\":\"a.Sink\",\"error_count\":1,\"groups\":[\"G\"],\"configs\":[{\"definition\":{\"name\":\"k\","
                        + "\"type\":\"STRING\",\"required\":true,\"default_value\":null,\"importance\":\"HIGH\","
                        + "\"documentation\":\"doc\",\"group\":\"G\",\"order_in_group\":1,\"width\":\"SHORT\","
                        + "\"display_name\":\"K\",\"dependents\":[\"d\"]},\"value\":{\"name\":\"k\",\"value\":null,"
                        + "\"recommended_values\":[\"r\"],\"errors\":[\"e\"],\"visible\":true}}]}",
                worker.json("PUT", "/connector-plugins/a.Sink/config/validate", body)
                        .body());
    }

    @ParameterizedTest
    @CsvSource({
        "e, oracle.CountingSource, 200",
        "FileStreamSource, org.x.FileStreamSourceConnector, 200",
        "FileStreamSourceConnector, FileStreamSource, 200",
        "org.x.FileStreamSource, FileStreamSource, 400",
        "Connector, a.Connector, 400",
        "FileStreamSink, FileStreamSource, 400"
    })
    void comparesTheClassWithThePathByTheirEnds(String path, String connectorClass, int status) {
        assertEquals(
                status,
                worker.json(
                                "PUT",
                                "/connector-plugins/" + path + "/config/validate",
                                "{\"connector.class\":\"" + connectorClass + "\"}")
                        .statusCode());
    }

    @Test
    void answersServerErrorWhenAConfigCannotBeValidatedAtAll() {
        worker.service.failure = Optional.of(new ServiceException.BadRequest("no class"));
        HttpResponse<String> answer = worker.json("PUT", "/connector-plugins/x/config/validate", "{}");
        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().contains("BadRequest: no class"), answer.body());
    }

    @Test
    void changesLevels() {
        assertEquals(
                "[\"a.b\"]",
                worker.json("PUT", "/admin/loggers/a.b", "{\"level\":\" info \"}")
                        .body());
        assertEquals(
                "{\"level\":\"INFO\",\"last_modified\":1700000000000}",
                worker.get("/admin/loggers/a.b").body());
        assertEquals(
                "{\"a.b\":{\"level\":\"INFO\",\"last_modified\":1700000000000},"
                        + "\"root\":{\"level\":\"DEBUG\",\"last_modified\":null}}",
                worker.get("/admin/loggers").body());
        assertEquals(404, worker.get("/admin/loggers/none").statusCode());
    }

    @Test
    void changesLevelsOfTheClusterThroughTheService() {
        HttpResponse<String> answer = worker.json("PUT", "/admin/loggers/a?scope=cluster", "{\"level\":\"debug\"}");
        assertEquals(204, answer.statusCode());
        assertEquals(List.of("logger a DEBUG"), worker.service.calls);
        assertEquals(
                200,
                worker.json("PUT", "/admin/loggers/a?scope=bogus", "{\"level\":\"info\"}")
                        .statusCode());
    }

    @Test
    void refusesLevelsThatThereAreNot() {
        List<String> bodies =
                Arrays.asList("{}", "{\"x\":1}", "{\"level\":\"nope\"}", "{\"level\":5}", "{\"level\":\"\"}", "null");
        List<Integer> statuses = bodies.stream()
                .map(body -> worker.json("PUT", "/admin/loggers/a", body).statusCode())
                .toList();
        assertEquals(List.of(400, 400, 404, 404, 500, 500), statuses);
    }
}
