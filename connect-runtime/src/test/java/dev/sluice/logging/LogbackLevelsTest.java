package dev.sluice.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogbackLevelsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private final LoggerContext context = new LoggerContext();
    private final LoggerLevels levels = new LogbackLevels(context, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void showsTheRootLoggerWithoutAChange() {
        assertEquals(Optional.of(new LoggerLevels.LoggerLevel("DEBUG", Optional.empty())), levels.level("ROOT"));
        assertEquals(List.of("root"), List.copyOf(levels.all().keySet()));
    }

    @Test
    void createsALoggerThatWasNeverSeen() {
        assertEquals(List.of("a.b"), levels.set("a.b", "info"));
        assertEquals(
                Optional.of(new LoggerLevels.LoggerLevel("INFO", Optional.of(NOW.toEpochMilli()))),
                levels.level("a.b"));
        assertTrue(levels.all().containsKey("a.b"));
    }

    @Test
    void listsALoggerThatWasSetToTheLevelItHad() {
        assertEquals(List.of(), levels.set("a.b", "DEBUG"));
        assertEquals(
                new LoggerLevels.LoggerLevel("DEBUG", Optional.empty()),
                levels.all().get("a.b"));
    }

    @Test
    void looksWithoutCreating() {
        assertEquals(Optional.empty(), levels.level("never.seen"));
        assertEquals(null, context.exists("never.seen"));
    }

    @Test
    void setsAllLoggersWhoseNamesBeginWithTheName() {
        context.getLogger("a.b.c");
        context.getLogger("a.bc");
        context.getLogger("a.d");
        assertEquals(List.of("a.b", "a.b.c", "a.bc"), levels.set("a.b", "TRACE"));
        assertEquals(Level.TRACE, context.getLogger("a.bc").getEffectiveLevel());
        assertEquals(Level.DEBUG, context.getLogger("a.d").getEffectiveLevel());
    }

    @Test
    void leavesOutLoggersThatAreOff() {
        levels.set("a.b", "OFF");
        assertFalse(levels.all().containsKey("a.b"));
    }

    @Test
    void remembersFatalAsFatal() {
        assertEquals(List.of("a.b"), levels.set("a.b", "FATAL"));
        assertEquals("FATAL", levels.level("a.b").orElseThrow().level());
        assertFalse(context.getLogger("a.b").isErrorEnabled());
    }

    @Test
    void knowsLevelsInAnyCaseAndNoOthers() {
        assertTrue(levels.isLevel("wArN"));
        assertFalse(levels.isLevel("5"));
        assertThrows(IllegalArgumentException.class, () -> levels.set("a", "loud"));
    }
}
