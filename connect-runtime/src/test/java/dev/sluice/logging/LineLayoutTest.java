package dev.sluice.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineLayoutTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void writesAnObjectALine() throws Exception {
        String line = layout("json").doLayout(event("[a|b|task-3|offsets] ", "said \"so\"", null));

        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals("2023-11-14T22:13:20Z", json.path("time").asText());
        assertEquals("WARN", json.path("level").asText());
        assertEquals("the.logger", json.path("logger").asText());
        assertEquals("said \"so\"", json.path("message").asText());
        assertEquals("a|b", json.path("connector").asText());
        assertEquals(3, json.path("task").asInt(-1));
        assertEquals("offsets", json.path("scope").asText());
        assertTrue(line.endsWith(System.lineSeparator()));
        assertEquals(1, line.lines().count());
    }

    @Test
    void keepsATraceInItsLine() throws Exception {
        String line = layout("json").doLayout(event("[c|worker] ", "m", new IllegalStateException("broken")));

        JsonNode json = new ObjectMapper().readTree(line);
        assertTrue(json.path("trace").asText().contains("IllegalStateException: broken"), line);
        assertEquals("worker", json.path("scope").asText());
        assertEquals(1, line.lines().count());
    }

    @Test
    void writesTextByThePattern() {
        assertEquals("WARN [c|task-0] m\n", layout("text").doLayout(event("[c|task-0] ", "m", null)));
    }

    @Test
    void fallsBackToTextForAnUnknownFormat() {
        assertEquals("WARN [c|task-0] m\n", layout("xml").doLayout(event("[c|task-0] ", "m", null)));
    }

    @Test
    void hidesSecretsInEveryFormat() {
        LoggedSecrets.of(context).hide(List.of("hunter22"));

        for (String format : List.of("text", "json")) {
            String line = layout(format).doLayout(event("[c|task-0] ", "m hunter22", new RuntimeException("hunter22")));
            assertFalse(line.contains("hunter22"), line);
            assertTrue(line.contains("[hidden]"), line);
        }
    }

    private LineLayout layout(String format) {
        LineLayout layout = new LineLayout();
        layout.setContext(context);
        layout.setFormat(format);
        layout.setPattern("%p %X{connector.context}%m%n%ex");
        layout.start();
        return layout;
    }

    private LoggingEvent event(String connectorContext, String message, Throwable error) {
        LoggingEvent event = new LoggingEvent("", context.getLogger("the.logger"), Level.WARN, message, error, null);
        event.setInstant(java.time.Instant.ofEpochMilli(1_700_000_000_000L));
        event.setMDCPropertyMap(Map.of("connector.context", connectorContext));
        return event;
    }
}
