package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TargetState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFileTest {
    private static final Map<String, String> CONFIG = Map.of("name", "lines", "connector.class", "X", "tasks.max", "2");

    @TempDir
    private Path directory;

    @Test
    void propertiesAreAConfig() throws IOException {
        assertEquals(
                new ConnectorFile("lines", CONFIG, Optional.empty()),
                read("# mine\nname=lines\nconnector.class = X\ntasks.max=2\n"));
    }

    @Test
    void aFlatObjectIsAConfig() throws IOException {
        assertEquals(
                new ConnectorFile("lines", CONFIG, Optional.empty()),
                read("{\"name\": \"lines\", \"connector.class\": \"X\", \"tasks.max\": 2}"));
    }

    @Test
    void aRequestIsTakenAsTheRestApiTakesIt() throws IOException {
        assertEquals(
                new ConnectorFile("lines", CONFIG, Optional.of(TargetState.PAUSED)),
                read("{\"name\": \"lines\", \"initial_state\": \"PAUSED\", \"more\": [1],"
                        + " \"config\": {\"connector.class\": \"X\", \"tasks.max\": \"2\"}}"));
    }

    @Test
    void twoNamesAreRefused() {
        String message = refused("{\"name\": \"one\", \"config\": {\"name\": \"two\"}}");
        assertTrue(message.contains("one") && message.contains("two"), message);
    }

    @Test
    void aFileWithoutNameIsRefused() {
        for (String text : new String[] {"connector.class=X", "{\"config\": {\"connector.class\": \"X\"}}"}) {
            assertTrue(refused(text).contains("name"), text);
        }
    }

    @Test
    void anUnknownStateIsToldWithTheKnownOnes() {
        String message = refused("{\"name\": \"one\", \"initial_state\": \"ASLEEP\", \"config\": {}}");
        assertTrue(message.contains("ASLEEP") && message.contains("STOPPED"), message);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("none.json");
        String message = assertThrows(ConfigException.class, () -> ConnectorFile.read(missing))
                .getMessage();
        assertTrue(message.contains(missing.toString()), message);
    }

    private String refused(String text) {
        return assertThrows(ConfigException.class, () -> read(text)).getMessage();
    }

    private ConnectorFile read(String text) throws IOException {
        return ConnectorFile.read(Files.writeString(directory.resolve("connector"), text));
    }
}
