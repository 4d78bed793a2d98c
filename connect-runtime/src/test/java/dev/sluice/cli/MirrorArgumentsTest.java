package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.cli.MirrorProcess.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MirrorArgumentsTest {
    @Test
    void aFileMayBeFollowedByClusters() {
        assertEquals(Optional.of(new Arguments(Path.of("f"), List.of())), parse("f"));
        assertEquals(Optional.of(new Arguments(Path.of("f"), List.of("A", "B"))), parse("f", "--clusters", "A", "B"));
    }

    @Test
    void anythingElseIsNotRight() {
        for (String line :
                List.of("", "f g", "f --clusters", "--help", "f --cluster A", "f --clusters A --clusters B")) {
            assertEquals(Optional.empty(), parse(line.isEmpty() ? new String[0] : line.split(" ")), line);
        }
    }

    private static Optional<Arguments> parse(String... words) {
        return Arguments.parse(words);
    }
}
