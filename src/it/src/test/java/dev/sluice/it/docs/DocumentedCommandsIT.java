package dev.sluice.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.it.DistributionProcess;
import dev.sluice.it.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever types what the documentation says, from the top of a page to its end, gets what it promises. */
class DocumentedCommandsIT {
    private static final Path ROOT = Path.of(System.getProperty("it.quickstart"))
            .toAbsolutePath()
            .getParent()
            .normalize();
    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("it.distribution")).toAbsolutePath().normalize();

    private static EmbeddedKafka kafka;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsDoWhatThePagePromises(String name) throws Exception {
        DocumentedPage page = DocumentedPage.read(ROOT.resolve("docs").resolve(name));
        if (page.blocks().isEmpty()) {
            return;
        }
        prepare();
        try (DocumentedShell shell = new DocumentedShell(directory.resolve("home"), environment(), replacements())) {
            for (DocumentedBlock block : page.blocks()) {
                if (block instanceof DocumentedBlock.Commands commands) {
                    shell.run(name, commands);
                } else if (block instanceof DocumentedBlock.File file) {
                    shell.write(file);
                }
            }
        } finally {
            Files.delete(archive());
        }
    }

    @Test
    void whateverIsNotRunHasAReasonAndIsRare() throws IOException {
        long notRun = 0;
        for (String name : pages()) {
            for (DocumentedBlock block :
                    DocumentedPage.read(ROOT.resolve("docs").resolve(name)).blocks()) {
                if (block instanceof DocumentedBlock.NotRun remarked) {
                    assertFalse(remarked.reason().isBlank(), name + ":" + remarked.line());
                    notRun++;
                }
            }
        }
        assertEquals(NOT_RUN, notRun, "blocks that no test runs");
    }

    /** How many blocks need what a test does not have: a registry, a cluster of Kubernetes, packages to publish. */
    private static final long NOT_RUN = 4;

    /** What a user has: the archive, Kafka's own worker, Maven. */
    private void prepare() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.createSymbolicLink(archive(), Path.of(DISTRIBUTION + ".tar.gz"));
        script(
                home.resolve("kafka/bin/connect-distributed.sh"),
                "exec \"$JAVA_HOME/bin/java\" -Xmx512m -cp '" + System.getProperty("it.apache.worker")
                        + "/*' org.apache.kafka.connect.cli.ConnectDistributed \"$@\"");
        Path repository = LocalRepository.create(directory.resolve("repository"), ROOT);
        script(
                directory.resolve("tools/mvn"),
                "exec '" + ROOT.resolve("mvnw") + "' -o -B -Dmaven.repo.local='" + repository
                        + "' -Dmaven.repo.local.tail=\"$HOME/.m2/repository\" \"$@\"");
    }

    private Path archive() {
        return directory.resolve("home").resolve(DISTRIBUTION.getFileName() + ".tar.gz");
    }

    private static void script(Path file, String command) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH",
                directory.resolve("tools") + ":" + System.getProperty("java.home") + "/bin:" + System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "KAFKA_HEAP_OPTS",
                "-Xms64m -Xmx512m",
                "SLUICE_CDS",
                "off");
    }

    private Map<String, String> replacements() throws IOException {
        Map<String, String> replacements = new HashMap<>();
        replacements.put("localhost:9092", kafka.bootstrapServers());
        replacements.put("/etc/sluice", directory.resolve("home/etc").toString());
        for (int port : List.of(8083, 8084)) {
            replacements.put(":" + port, ":" + DistributionProcess.freePort());
        }
        return replacements;
    }
}
