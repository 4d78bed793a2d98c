package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
    private static final String ORIGIN = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @CsvSource({
        "http://:8083, http, '', 8083",
        "HTTPS://h.example:1, https, h.example, 1",
        "http://[::1]:0, http, ::1, 0",
        "http://0.0.0.0:-1, http, 0.0.0.0, 0"
    })
    void readsListeners(String text, String scheme, String host, int port) {
        assertEquals(new Listener(scheme, host, port), Listener.parse("listeners", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8083", "ftp://h:1", "http://h", "http://h:99999", "http://h:99999999999"})
    void refusesListenersThatAreNone(String text) {
        ConfigException error = assertThrows(ConfigException.class, () -> Listener.parse("admin.listeners", text));
        assertTrue(error.getMessage().contains("admin.listeners")
                && error.getMessage().contains(text));
    }

    @Test
    void saysWhichListenerCannotBeBound() {
        try (TestWorker first = TestWorker.bound(Map.of())) {
            String listener = "http://127.0.0.1:" + first.server.url().getPort();
            try (RestServer server = new RestServer(TestWorker.config(Map.of("listeners", listener)), "start")) {
                ConfigException error = assertThrows(ConfigException.class, server::bind);
                assertTrue(error.getMessage().contains(listener), error::getMessage);
                assertTrue(error.getMessage().contains("key listeners"), error::getMessage);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://h:8083, -, -, -, http://h:9/",
                "'https://s:1,http://h:2', -, -, -, http://h:9/",
                "'https://s:1,http://h:2', https, -, -, https://s:9/",
                "https://s:1, -, -, -, https://s:9/",
                "http://h:8083, -, a.example, 7, http://a.example:7/",
                "http://h:8083, HTTPS, a, -, https://a:9/",
                "http://[::1]:8083, -, -, -, http://[::1]:9/"
            })
    void advertisesWhatOthersCanReach(String listeners, String scheme, String host, String port, URI expected) {
        Map<String, String> config = new java.util.HashMap<>(Map.of("listeners", listeners));
        Optional.ofNullable(scheme).ifPresent(value -> config.put("rest.advertised.listener", value));
        Optional.ofNullable(host).ifPresent(value -> config.put("rest.advertised.host.name", value));
        Optional.ofNullable(port).ifPresent(value -> config.put("rest.advertised.port", value));
        List<AdvertisedUrl.Bound> bound = List.of(listeners.split(",")).stream()
                .map(text -> Listener.parse("listeners", text))
                .map(listener -> new AdvertisedUrl.Bound(listener, listener.host(), 9))
                .toList();
        assertEquals(expected, AdvertisedUrl.of(TestWorker.config(config), bound));
    }

    @Test
    void namesTheWorkerAfterItsAdvertisedUrl() {
        try (TestWorker worker = TestWorker.bound(Map.of("rest.advertised.host.name", "w1"))) {
            assertEquals("w1:" + worker.server.url().getPort(), worker.server.workerId());
        }
    }

    @Test
    void servesAdminResourcesOnTheirOwnListenersOnly() {
        try (TestWorker worker = TestWorker.serving(Map.of("admin.listeners", "http://127.0.0.1:0"))) {
            URI admin = worker.server.adminUrl().orElseThrow();
            assertEquals(200, worker.send(admin, "GET", "/admin/loggers", null).statusCode());
            assertEquals(404, worker.send(admin, "GET", "/connectors", null).statusCode());
            assertEquals(404, worker.get("/admin/loggers").statusCode());
            assertEquals(200, worker.get("/connectors").statusCode());
        }
    }

    @Test
    void servesNoAdminResourcesWhereTheirListenersAreEmpty() {
        try (TestWorker worker = TestWorker.serving(Map.of("admin.listeners", ""))) {
            assertEquals(404, worker.get("/admin/loggers").statusCode());
        }
    }

    @Test
    void addsConfiguredHeadersToEveryAnswer() {
        String rules = "set X-A: 1, \"add Cache-Control: no-store, max-age=0\", add X-B: 1, add X-B: 2, setDate X-D: 5";
        try (TestWorker worker = TestWorker.serving(Map.of("response.http.headers.config", rules))) {
            for (String path : List.of("/connectors", "/nope")) {
                HttpResponse<String> answer = worker.get(path);
                assertEquals(List.of("1"), answer.headers().allValues("X-A"));
                assertEquals(List.of("no-store, max-age=0"), answer.headers().allValues("Cache-Control"));
                assertEquals(List.of("1", "2"), answer.headers().allValues("X-B"));
                assertTrue(answer.headers().firstValue("X-D").orElse("").endsWith("GMT"));
            }
        }
    }

    @Test
    void letsConfiguredOriginsIn() {
        Map<String, String> config = Map.of(
                "access.control.allow.origin", "http://a.example, http://b.example",
                "access.control.allow.methods", "GET,PUT");
        try (TestWorker worker = TestWorker.serving(config)) {
            HttpResponse<String> allowed = worker.get("/connectors", "Origin", "http://b.example");
            assertEquals(Optional.of("http://b.example"), allowed.headers().firstValue(ORIGIN));
            assertEquals(Optional.of("Origin"), allowed.headers().firstValue("Vary"));
            HttpResponse<String> other = worker.get("/connectors", "Origin", "http://c.example");
            assertEquals(200, other.statusCode());
            assertEquals(Optional.empty(), other.headers().firstValue(ORIGIN));
            assertEquals(Optional.of("Origin"), other.headers().firstValue("Vary"));
            HttpResponse<String> preflight = worker.send(
                    "OPTIONS",
                    "/nope",
                    null,
                    "Origin",
                    "http://a.example",
                    "Access-Control-Request-Method",
                    "NONSENSE");
            assertEquals(404, preflight.statusCode());
            assertEquals(Optional.of("60"), preflight.headers().firstValue("Access-Control-Max-Age"));
            assertEquals(Optional.of("Content-Type"), preflight.headers().firstValue("Access-Control-Allow-Headers"));
            assertTrue(preflight
                    .headers()
                    .firstValue("Access-Control-Allow-Methods")
                    .orElse("")
                    .contains("PUT"));
        }
    }
}
