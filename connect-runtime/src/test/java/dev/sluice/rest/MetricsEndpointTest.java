package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where and in which form {@code GET /metrics} answers. */
class MetricsEndpointTest {
    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    @Test
    void theFormatIsWhatTheScraperAccepts() {
        try (TestWorker worker = TestWorker.serving(Map.of())) {
            String text = "text/plain; version=0.0.4; charset=utf-8";
            String open = "application/openmetrics-text; version=1.0.0; charset=utf-8";

            assertEquals(text, type(worker.get("/metrics")));
            assertEquals(text, type(worker.get("/metrics", "Accept", "*/*")));
            assertEquals(text, type(worker.get("/metrics", "Accept", "text/html, application/xhtml+xml;q=0.9")));
            assertEquals(open, type(worker.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0")));
            assertEquals(text, type(worker.get("/metrics", "Accept", "application/openmetrics-text;q=0,text/plain")));
            assertEquals(
                    "Accept, Accept-Encoding",
                    worker.get("/metrics").headers().firstValue("Vary").orElseThrow());
        }
    }

    @Test
    void itAsksNobodyElseAndWaitsForNoGroup() {
        try (TestWorker worker = TestWorker.serving(Map.of())) {
            HttpResponse<String> answer = worker.get("/metrics?forward=true");

            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("kafka_connect_worker_leader 1.0\n"), answer.body());
            assertTrue(answer.body().contains("kafka_connect_worker_info{worker_id=\"here:1\"} 1\n"), answer.body());
            assertTrue(answer.body().contains("\njvm_memory_used_bytes{"), answer.body());
        }
    }

    @Test
    void itCanBeSwitchedOffAndGoesWithTheOtherAdditions() {
        try (TestWorker worker = TestWorker.serving(Map.of("metrics.prometheus.enable", "false"))) {
            assertEquals(404, worker.get("/metrics").statusCode());
        }
        try (TestWorker worker = TestWorker.serving(Map.of("rest.additions.enable", "false"))) {
            assertEquals(404, worker.get("/metrics").statusCode());
        }
        try (TestWorker worker =
                TestWorker.serving(Map.of("rest.additions.enable", "false", "metrics.prometheus.enable", "true"))) {
            assertEquals(200, worker.get("/metrics").statusCode());
        }
    }

    @Test
    void itStandsWhereTheAdminEndpointsStand() {
        try (TestWorker worker = TestWorker.serving(Map.of("admin.listeners", "http://127.0.0.1:0"))) {
            assertEquals(404, worker.get("/metrics").statusCode());
            assertEquals(
                    200,
                    worker.send(worker.server.adminUrl().orElseThrow(), "GET", "/metrics", null)
                            .statusCode());
        }
        try (TestWorker worker = TestWorker.serving(Map.of("admin.listeners", ""))) {
            assertEquals(404, worker.get("/metrics").statusCode());
        }
    }
}
