package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rest.RequestRate.Standing;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How many requests to the Metrics API a client may send, and what it is told of that. */
class RequestRateTest {
    private long nowNanos = Long.MAX_VALUE - 5;
    private final RequestRate rate = new RequestRate(2, () -> nowNanos);

    private void pass(long ms) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void eachClientHasItsOwnMinute() {
        assertEquals(new Standing(true, 2, 1, 60), rate.count("a"));
        pass(20_500);
        assertEquals(new Standing(true, 2, 0, 40), rate.count("a"));
        assertEquals(new Standing(false, 2, 0, 40), rate.count("a"));
        assertEquals(new Standing(true, 2, 1, 60), rate.count("b"));
        pass(39_499);
        assertEquals(new Standing(false, 2, 0, 1), rate.count("a"));
        pass(1);
        assertEquals(new Standing(true, 2, 1, 60), rate.count("a"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void clientsAreToldAndRefusedBeyondIt() {
        try (TestWorker worker = TestWorker.serving(Map.of("metrics.api.requests.per.minute", "2"))) {
            HttpResponse<String> first = worker.get("/v2/metrics/cloud/export");
            assertEquals("2", header(first, "ratelimit-limit"));
            assertEquals("1", header(first, "ratelimit-remaining"));
            assertTrue(Integer.parseInt(header(first, "ratelimit-reset")) <= 60);
            assertEquals(
                    503, worker.json("POST", "/v2/metrics/cloud/query", "{}").statusCode());

            HttpResponse<String> refused = worker.get("/v2/metrics/cloud/export");

            assertEquals(429, refused.statusCode());
            assertTrue(
                    refused.body().startsWith("{\"errors\":[{\"status\":\"429\",\"detail\":\"Too many"),
                    refused.body());
            assertEquals(header(refused, "ratelimit-reset"), header(refused, "Retry-After"));
            assertEquals(200, worker.get("/connectors").statusCode(), "Connect's own API is another matter");
            assertEquals("", header(worker.get("/connectors"), "ratelimit-limit"));
        }
    }

    @Test
    void zeroIsNoLimit() {
        try (TestWorker worker = TestWorker.serving(Map.of("metrics.api.requests.per.minute", "0"))) {
            assertEquals("", header(worker.get("/v2/metrics/cloud/export"), "ratelimit-limit"));
        }
    }
}
