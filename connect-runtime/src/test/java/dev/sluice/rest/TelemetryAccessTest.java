package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
        assertTrue(new TelemetryAccess("").allows(null));
        assertTrue(new TelemetryAccess("").allows("Bearer x"));
    }

    @Test
    void eachKeyGoesWithItsOwnSecret() {
        TelemetryAccess access = new TelemetryAccess("OLD:a:b, NEW:ü");
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
        ConfigException refusal = assertThrows(ConfigException.class, () -> new TelemetryAccess(credentials));
        assertFalse(refusal.getMessage().contains("hunter2"));
        assertTrue(refusal.getMessage().contains("metrics.api.credentials"));
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
