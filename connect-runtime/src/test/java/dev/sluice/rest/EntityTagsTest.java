package dev.sluice.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.RunState;
import dev.sluice.model.Status;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ReadVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that poll say what they have, and are told so if it is the newest. */
class EntityTagsTest {
    private final TestWorker worker = TestWorker.serving(Map.of());

    @AfterEach
    void stop() {
        worker.close();
    }

    private String tag(String path) {
        return worker.get(path).headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<String> ifOtherThan(String tag, String path) {
        return worker.get(path, "If-None-Match", tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connectors",
                "/connectors?expand=status&expand=info&expand=topics",
                "/connectors/a/status",
            })
    void whatHasNotChangedIsNotSentAgain(String path) {
        worker.service.add("a", Map.of("name", "a"));
        HttpResponse<String> same = ifOtherThan(tag(path), path);
        assertEquals(304, same.statusCode());
        assertEquals("", same.body());
        assertEquals(tag(path), same.headers().firstValue("ETag").orElseThrow());
        assertEquals(200, ifOtherThan("\"something-else\"", path).statusCode());
        assertEquals(304, ifOtherThan("\"something-else\", " + tag(path), path).statusCode());
    }

    @Test
    void otherConditionsMeanNothing() {
        assertEquals(
                200, worker.get("/connectors", "If-Match", "\"something-else\"").statusCode());
    }

    @Test
    void aListOfNamesChangesWithTheConfigsOnly() {
        String before = tag("/connectors");
        worker.service.version = new ReadVersion(1, 2);
        assertEquals(304, ifOtherThan(before, "/connectors").statusCode());
        worker.service.version = new ReadVersion(2, 2);
        assertEquals(200, ifOtherThan(before, "/connectors").statusCode());
    }

    @Test
    void anExpandedListChangesWithTheStatusesToo() {
        worker.service.add("a", Map.of("name", "a"));
        String path = "/connectors?expand=status";
        String before = tag(path);
        worker.service.version = new ReadVersion(1, 2);
        assertEquals(200, ifOtherThan(before, path).statusCode());
    }

    @Test
    void aStatusChangesWithItsOwnConnectorOnly() {
        worker.service.add("a", Map.of("name", "a"));
        worker.service.add("b", Map.of("name", "b"));
        String a = tag("/connectors/a/status");
        String b = tag("/connectors/b/status");
        assertNotEquals(a, b);
        worker.service.statuses.put(
                "a",
                new ConnectorStatus(
                        "a", Status.of(RunState.PAUSED, "w:1", 2, Optional.empty()), List.of(), ConnectorType.SINK));
        HttpResponse<String> changed = ifOtherThan(a, "/connectors/a/status");
        assertEquals(200, changed.statusCode());
        assertTrue(changed.body().contains("PAUSED"));
        assertEquals(304, ifOtherThan(b, "/connectors/b/status").statusCode());
    }

    @Test
    void aDeletedConnectorIsNotFoundWhateverTheClientHas() {
        worker.service.add("a", Map.of("name", "a"));
        String before = tag("/connectors/a/status");
        worker.service.statuses.remove("a");
        assertEquals(404, ifOtherThan(before, "/connectors/a/status").statusCode());
    }

    @Test
    void topicsCanBeListedToo() {
        worker.service.add("a", Map.of("name", "a"));
        assertEquals(
                "{\"a\":{\"topics\":[\"a\",\"b\"]}}",
                worker.get("/connectors?expand=topics").body());
    }

    @Test
    void canBeSwitchedOff() {
        try (TestWorker plain = TestWorker.serving(Map.of("rest.additions.enable", "false"))) {
            plain.service.add("a", Map.of("name", "a"));
            for (String path : List.of("/connectors", "/connectors?expand=status", "/connectors/a/status")) {
                assertFalse(plain.get(path).headers().firstValue("ETag").isPresent());
            }
            assertEquals("{\"a\":{}}", plain.get("/connectors?expand=topics").body());
        }
    }
}
