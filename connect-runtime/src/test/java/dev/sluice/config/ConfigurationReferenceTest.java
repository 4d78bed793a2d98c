package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What users read about keys is what the worker does; {@code -Ddocs.update=true} writes the page anew. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void theCommittedPageIsWhatTheDefinitionsSay() throws IOException {
        String page = ConfigurationReference.page();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page,
                Files.readString(PAGE),
                "A key has changed. Write the page anew with ./mvnw -pl connect-runtime -am test"
                        + " -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true");
    }

    @Test
    void everyKeyOfAWorkerHasAChapterThatFitsIt() {
        assertTrue(!ConfigurationReference.page().contains("### Anything else"), ConfigurationReference.page());
    }
}
