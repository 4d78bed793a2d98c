package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class PluginIndexTest {

    @TempDir
    Path root;

    private Path index;
    private Path jar;
    private String connector;

    @BeforeEach
    void installPlugin(TestInfo test) throws IOException {
        index = root.resolve("cache/plugins.index");
        // A name of its own for each test, so that the traces of one are not those of another.
        connector = "t." + test.getTestMethod().orElseThrow().getName();
        jar = new PluginSources().sink(connector, "1").jar(root.resolve("path/plugin.jar"));
    }

    private List<PluginDescriptor> scan(String workerVersion, PluginDiscoveryMode mode) {
        PluginScanner scanner =
                new PluginScanner(index, workerVersion, "", getClass().getClassLoader());
        try (PluginCatalog catalog = scanner.scan(List.of(root.resolve("path")), mode)) {
            return catalog.connectors();
        }
    }

    private List<PluginDescriptor> scan() {
        return scan("1", PluginDiscoveryMode.HYBRID_WARN);
    }

    private long instances() {
        return Witness.count("new " + connector);
    }

    @Test
    void unchangedPluginsAreNotInstantiatedAgain() throws IOException {
        List<PluginDescriptor> first = scan();
        byte[] written = Files.readAllBytes(index);
        FileTime writtenAt = Files.getLastModifiedTime(index);
        List<PluginDescriptor> second = scan();

        assertEquals(1, first.size());
        assertEquals(first, second);
        assertEquals(1, instances());
        assertArrayEquals(written, Files.readAllBytes(index));
        assertEquals(writtenAt, Files.getLastModifiedTime(index));
        try (Stream<Path> files = Files.list(index.getParent())) {
            assertEquals(List.of(index), files.toList());
        }
    }

    @Test
    void pluginsOfTheIndexWork() {
        scan();
        PluginScanner scanner = new PluginScanner(index, "1", "", getClass().getClassLoader());
        try (PluginCatalog catalog = scanner.scan(List.of(root.resolve("path")), PluginDiscoveryMode.HYBRID_WARN)) {
            assertEquals(
                    connector,
                    catalog.newConnector(connector, null).get().getClass().getName());
        }
    }

    @Test
    void touchedButEqualJarIsNotReadAgain() throws IOException {
        scan();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        scan();
        scan();

        assertEquals(1, instances());
    }

    @Test
    void changedJarIsReadAgainAndOthersAreNot() throws IOException {
        new PluginSources().sink(connector + "Other", "1").jar(root.resolve("path/other.jar"));
        scan();
        new PluginSources().sink(connector, "22").jar(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        List<PluginDescriptor> second = scan();

        assertEquals(
                List.of("22", "1"),
                second.stream().map(PluginDescriptor::version).toList());
        assertEquals(2, instances());
        assertEquals(1, Witness.count("new " + connector + "Other"));
    }

    @Test
    void changedJarOfTheSameSizeIsReadAgain() throws IOException {
        scan();
        long size = Files.size(jar);
        new PluginSources().sink(connector, "2").jar(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
        assertEquals(size, Files.size(jar));

        assertEquals("2", scan().get(0).version());
    }

    @Test
    void addedAndRemovedJarsAreSeen() throws IOException {
        Path directory = root.resolve("path/dir");
        new PluginSources().sink(connector + "A", "1").jar(directory.resolve("a.jar"));
        assertEquals(2, scan().size());
        Path added = new PluginSources().sink(connector + "B", "1").jar(directory.resolve("b.jar"));
        assertEquals(3, scan().size());
        Files.delete(added);
        assertEquals(2, scan().size());
    }

    @Test
    void otherWorkerVersionOrModeScansAgain() {
        scan("1", PluginDiscoveryMode.HYBRID_WARN);
        scan("2", PluginDiscoveryMode.HYBRID_WARN);
        assertEquals(2, instances());
        scan("2", PluginDiscoveryMode.ONLY_SCAN);
        assertEquals(3, instances());
    }

    @Test
    void changedClassPathScansAgain() throws IOException {
        Path library = PluginSources.jar(root.resolve("libs/a.jar"), Map.of("a", new byte[1]));
        PluginScanner scanner =
                new PluginScanner(index, "1", library.toString(), getClass().getClassLoader());
        List<Path> path = List.of(root.resolve("path"));
        scanner.scan(path, PluginDiscoveryMode.ONLY_SCAN).close();
        scanner.scan(path, PluginDiscoveryMode.ONLY_SCAN).close();
        assertEquals(1, instances());
        PluginSources.jar(library, Map.of("a", new byte[2], "b", new byte[1]));
        scanner.scan(path, PluginDiscoveryMode.ONLY_SCAN).close();
        assertEquals(2, instances());
    }

    @Test
    void damagedIndexIsIgnoredAndReplaced() throws IOException {
        scan();
        byte[] good = Files.readAllBytes(index);
        try (LogLines log = new LogLines()) {
            byte[] flipped = good.clone();
            flipped[flipped.length - 3] ^= 1;
            for (byte[] bad : List.of(flipped, Arrays.copyOf(good, good.length / 2), new byte[0])) {
                Files.write(index, bad);
                assertEquals(1, scan().size());
                assertArrayEquals(good, Files.readAllBytes(index));
            }
            assertEquals(
                    3,
                    log.at(Level.WARN).stream()
                            .filter(line -> line.contains("Plugin index ignored"))
                            .count());
        }
        assertEquals(4, instances());
    }

    @Test
    void indexThatCannotBeWrittenDoesNotStopTheStart() throws IOException {
        Files.createFile(root.resolve("cache"));
        try (LogLines log = new LogLines()) {
            assertEquals(1, scan().size());
            log.only(Level.WARN, "Plugin index not written");
        }
    }

    @Test
    void pluginThatFailedIsTriedAgainAtEachStart() throws IOException {
        String failing = connector + "Failing";
        String name = failing.substring(2);
        new PluginSources()
                .add(
                        failing,
                        "public class " + name + " extends org.apache.kafka.connect.sink.SinkConnector { public " + name
                                + "() { if (!Boolean.getBoolean(\"" + failing + "\")) throw new"
                                + " IllegalStateException(); }" + PluginSources.connectorBody("return \"1\";") + "}")
                .jar(root.resolve("path/failing.jar"));
        assertEquals(1, scan().size());
        System.setProperty(failing, "true");
        try {
            assertEquals(2, scan().size());
        } finally {
            System.clearProperty(failing);
        }
        assertEquals(2, scan().size());
        assertEquals(1, instances());
    }

    @Test
    void classDirectoriesAreComparedFileByFile() throws IOException {
        Path directory = new PluginSources().sink(connector + "Dir", "1").directory(root.resolve("path/classes"));
        scan();
        scan();
        assertEquals(1, Witness.count("new " + connector + "Dir"));
        new PluginSources().sink(connector + "Dir", "22").directory(directory);

        List<String> versions = scan().stream().map(PluginDescriptor::version).toList();
        assertTrue(versions.contains("22"), versions::toString);
        assertFalse(versions.isEmpty());
    }
}
