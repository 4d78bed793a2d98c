package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker has the mirror connectors without any plugin.path, once, wherever its jars are. */
class BundledPluginsTest {
    private static final Path MIRROR =
            Path.of(System.getProperty("reference.jars")).resolveSibling("published/mirror");
    private static final List<String> ALL = List.of(
            "org.apache.kafka.connect.mirror.MirrorCheckpointConnector",
            "org.apache.kafka.connect.mirror.MirrorHeartbeatConnector",
            "org.apache.kafka.connect.mirror.MirrorSourceConnector");

    @TempDir
    private Path directory;

    @BeforeEach
    void nameTheFolder() {
        System.setProperty("sluice.mirror.plugins", MIRROR.toString());
    }

    @AfterEach
    void forgetTheFolder() {
        System.clearProperty("sluice.mirror.plugins");
    }

    @Test
    void theyAreFoundWithoutAPluginPath() {
        assertEquals(ALL, found(null, "", getClass().getClassLoader()));
    }

    @Test
    void aPluginPathThatHasThemInTheSameFolderFindsThemOnce() throws IOException {
        Path named = Files.createDirectories(directory.resolve("plugins")).resolve("mirror");
        Files.createSymbolicLink(named, MIRROR.toAbsolutePath());
        System.setProperty("sluice.mirror.plugins", named.toString());
        assertEquals(ALL, found(named.getParent().toString(), "", getClass().getClassLoader()));
    }

    @Test
    void onTheClassPathTheyAreNotTakenFromTheFolder() throws IOException {
        List<URL> jars;
        String classPath;
        try (Stream<Path> files = Files.list(MIRROR)) {
            List<Path> all = files.sorted().toList();
            jars = all.stream().map(PluginLocation::url).toList();
            classPath = all.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
        }
        try (URLClassLoader worker =
                new URLClassLoader(jars.toArray(URL[]::new), getClass().getClassLoader())) {
            assertEquals(ALL, found(null, classPath, worker));
        }
    }

    @Test
    void aFolderThatIsNotThereIsNoObstacle() {
        System.setProperty("sluice.mirror.plugins", directory.resolve("nowhere").toString());
        assertEquals(List.of(), found(null, "", getClass().getClassLoader()));
    }

    private static List<String> found(String pluginPath, String classPath, ClassLoader worker) {
        try (PluginCatalog catalog =
                new PluginScanner(null, "1", classPath, worker).scan(pluginPath, PluginDiscoveryMode.HYBRID_FAIL)) {
            return catalog.connectors().stream()
                    .map(PluginDescriptor::className)
                    .toList();
        }
    }
}
