package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPathTest {

    @TempDir
    Path root;

    private LogLines log;

    @BeforeEach
    void collectLog() {
        log = new LogLines();
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private PluginLocation only(Path element) {
        List<PluginLocation> locations = PluginPath.locations(List.of(element));
        assertEquals(1, locations.size(), locations::toString);
        return locations.get(0);
    }

    private static String url(Path path) throws IOException {
        return path.toUri().toURL().toString();
    }

    @Test
    void valueIsSplitAtCommasWithSpaces() {
        assertEquals(List.of(Path.of("/a b"), Path.of("/c").toAbsolutePath()), PluginPath.parse(" /a b , /c "));
        assertEquals(List.of(), PluginPath.parse(null));
        assertEquals(List.of(Path.of("/a"), Path.of("").toAbsolutePath(), Path.of("/b")), PluginPath.parse("/a,,/b"));
        log.only(Level.WARN, "Empty element of plugin.path");
    }

    @Test
    void archiveInAnyLetterCaseIsALocation() throws IOException {
        Path jar = file("One.JAR");
        Path zip = file("two.Zip");

        assertEquals(new PluginLocation(url(jar), PluginLocation.Kind.SINGLE_JAR, List.of(jar)), only(jar));
        assertEquals(PluginLocation.Kind.SINGLE_JAR, only(zip).kind());
    }

    @Test
    void directoryHoldsALocationForEachArchiveAndDirectory() throws IOException {
        Path jar = file("path/b.jar");
        Path later = file("path/a/z/1.jar");
        Path earlier = file("path/a/m.zip");
        file("path/a/readme.txt");
        file("path/notes.txt");
        Path classFile = file("path/Loose.class");

        List<PluginLocation> locations = PluginPath.locations(List.of(root.resolve("path")));

        assertEquals(
                List.of(
                        new PluginLocation(
                                url(root.resolve("path/a")), PluginLocation.Kind.MULTI_JAR, List.of(earlier, later)),
                        new PluginLocation(url(jar), PluginLocation.Kind.SINGLE_JAR, List.of(jar))),
                locations);
        log.only(Level.WARN, classFile.toString());
    }

    @Test
    void directoryOfClassFilesIsAClassHierarchyUnlessThereAreArchives() throws IOException {
        file("path/h/com/x/A.class");
        assertEquals(
                new PluginLocation(
                        url(root.resolve("path/h")),
                        PluginLocation.Kind.CLASS_HIERARCHY,
                        List.of(root.resolve("path/h"))),
                only(root.resolve("path")));

        Path jar = file("path/h/lib/a.jar");
        PluginLocation both = only(root.resolve("path"));
        assertEquals(PluginLocation.Kind.MULTI_JAR, both.kind());
        assertEquals(List.of(jar), both.files());
        log.only(Level.WARN, "class files are ignored");
    }

    @Test
    void symbolicLinksAreFollowedCyclesAndDeadOnesAreNot() throws IOException {
        Path target = file("elsewhere/lib.jar").toRealPath();
        Path more = file("elsewhere/more/deep.jar").toRealPath();
        Path plugin = Files.createDirectories(root.resolve("path/p"));
        Files.createSymbolicLink(plugin.resolve("link.jar"), target);
        Files.createSymbolicLink(plugin.resolve("more"), root.resolve("elsewhere/more"));
        Files.createSymbolicLink(plugin.resolve("loop"), plugin);
        Files.createSymbolicLink(plugin.resolve("dead.jar"), root.resolve("nowhere.jar"));

        assertEquals(List.of(target, more), only(root.resolve("path")).files());
        log.only(Level.WARN, "dead.jar");
    }

    @Test
    void missingElementsAreLoggedAndTheOthersUsed() throws IOException {
        Path jar = file("path/a.jar");

        List<PluginLocation> locations =
                PluginPath.locations(List.of(root.resolve("missing"), root.resolve("path"), root.resolve("path")));

        assertEquals(
                List.of(List.of(jar)),
                locations.stream().map(PluginLocation::files).toList());
        log.only(Level.ERROR, root.resolve("missing").toString());
    }

    @Test
    void directoryNamedLikeAnArchiveIsADirectory() throws IOException {
        Path jar = PluginSources.jar(root.resolve("path/odd.jar/inner.jar"), Map.of());

        assertEquals(List.of(jar), only(root.resolve("path")).files());
    }
}
