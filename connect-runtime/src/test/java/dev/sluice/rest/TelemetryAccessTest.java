package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryAccessTest {
    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everybodyMayReadWhereNobodyIsNamed() {
        assertTrue(new TelemetryAccess("", "").allows(null));
        assertTrue(new TelemetryAccess("", "").allows("Bearer x"));
    }

    @Test
    void eachKeyGoesWithItsOwnSecret() {
        TelemetryAccess access = new TelemetryAccess("OLD:a:b, NEW:ü", "");
        assertTrue(access.allows(basic("OLD:a:b")));
        assertTrue(access.allows(basic("NEW:ü").replace("Basic", "basic")));
        for (String wrong :
                new String[] {basic("OLD:ü"), basic("NEW:"), basic(""), "Basic", "Basic ?", "", "Bearer OLD:a:b"}) {
            assertFalse(access.allows(wrong), wrong);
        }
        assertFalse(access.allows(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", ":secret", "key:", "a:b,", "a:b,hunter2"})
    void refusesWhatIsNoPairWithoutShowingIt(String credentials) {
        ConfigException refusal = assertThrows(ConfigException.class, () -> new TelemetryAccess(credentials, ""));
        assertFalse(refusal.getMessage().contains("hunter2"));
        assertTrue(refusal.getMessage().contains("metrics.api.credentials"));
    }

    @Test
    void aTokenIsAsGoodAsAKey() {
        TelemetryAccess access = new TelemetryAccess("KEY:secret", "ey.old, ey.new");
        assertTrue(access.allows("Bearer ey.old"));
        assertTrue(access.allows("bearer  ey.new"));
        assertTrue(access.allows(basic("KEY:secret")));
        for (String wrong : new String[] {"Bearer ", "Bearer ey", "Bearer ey.old,", basic("ey.old"), "ey.old"}) {
            assertFalse(access.allows(wrong), wrong);
        }
        assertEquals(List.of("Basic", "Bearer"), access.schemes());
        assertFalse(new TelemetryAccess("", "ey.old").allows(null));
        assertEquals(List.of("Bearer"), new TelemetryAccess("", "ey.old").schemes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one,", "two words", ",hunter2"})
    void refusesWhatIsNoTokenWithoutShowingIt(String tokens) {
        ConfigException refusal = assertThrows(ConfigException.class, () -> new TelemetryAccess("", tokens));
        assertFalse(refusal.getMessage().contains("hunter2"));
        assertTrue(refusal.getMessage().contains("metrics.api.tokens"));
    }

    @Test
    void whateverIsWrongIsToldAsTheApiTellsIt() {
        try (TestWorker worker = TestWorker.serving(Map.of("rest.request.max.bytes", "10"))) {
            String base = "/v2/metrics/cloud/";
            Map<Integer, HttpResponse<String>> refused = Map.of(
                    404, worker.get(base + "nothing", "Accept", "text/plain"),
                    405, worker.send("DELETE", base + "query", null),
                    413, worker.json("POST", base + "query", "{\"much\": \"more\"}"),
                    503, worker.get(base + "export", "Accept", "text/plain"));
            refused.forEach((status, answer) -> {
                assertEquals(status, answer.statusCode());
                String start = "{\"errors\":[{\"status\":\"" + status + "\",\"detail\":\"";
                assertTrue(answer.body().startsWith(start), answer.body());
                assertEquals(
                        "application/json",
                        answer.headers().firstValue("Content-Type").orElse(""));
            });
        }
    }

    @Test
    void whoIsRefusedIsToldHowToSayWhoItIs() {
        try (TestWorker worker =
                TestWorker.serving(Map.of("metrics.api.credentials", "KEY:secret", "metrics.api.tokens", "ey.old"))) {
            HttpResponse<String> refused = worker.get("/v2/metrics/cloud/descriptors/metrics");
            assertEquals(401, refused.statusCode());
            assertEquals(
                    List.of("Basic realm=\"metrics\"", "Bearer realm=\"metrics\""),
                    refused.headers().allValues("WWW-Authenticate"));
            assertEquals(
                    503,
                    worker.get("/v2/metrics/cloud/descriptors/metrics", "Authorization", "Bearer ey.old")
                            .statusCode(),
                    "nothing is behind it");
        }
    }

    @Test
    void theApiIsThereUnlessItIsSwitchedOff() {
        try (TestWorker starting = TestWorker.serving(Map.of())) {
            assertEquals(
                    503, starting.get("/v2/metrics/cloud/descriptors/metrics").statusCode(), "nothing is behind it");
        }
        for (String key : new String[] {"metrics.api.enable", "rest.additions.enable"}) {
            try (TestWorker without = TestWorker.serving(Map.of(key, "false"))) {
                assertEquals(
                        404,
                        without.get("/v2/metrics/cloud/descriptors/metrics").statusCode());
                assertTrue(without.get("/v2/metrics/cloud/export").body().contains("error_code"), "as any other path");
            }
        }
    }
}
