package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.tool.PluginPathTool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle for connect-plugin-path: Apache's tool and ours do the same to two copies of one plugin path. */
class PluginPathToolIT {
    private static final String SERVICES = "META-INF/services/";
    private static final String SINKS = SERVICES + "org.apache.kafka.connect.sink.SinkConnector";
    private static final String SOURCES = SERVICES + "org.apache.kafka.connect.source.SourceConnector";
    private static final String CONVERTERS = SERVICES + "org.apache.kafka.connect.storage.Converter";
    private static final List<String> ODD = List.of(
            "AbstractSource",
            "NoConfigSource",
            "OddConverter",
            "OddPredicate",
            "OddSink",
            "OddSource",
            "OddTask",
            "OddTransform",
            "ThrowingConfigSource");

    @TempDir
    private static Path directory;

    /** What Apache's tool needs of Apache's worker; it reads all of its class path at each run. */
    private static final Pattern NEEDED =
            Pattern.compile("(connect-(api|runtime|transforms|json)|kafka-clients|slf4j-api|classgraph|maven-artifact|"
                    + "plexus-utils|jackson-.*|jakarta.ws.rs-api)-[0-9].*");

    private static URLClassLoader apache;
    private static int copies;

    private Path theirs;
    private Path ours;

    /** What a tool did: its exit code, and what it wrote to standard output, line by line in any order. */
    private record Outcome(int code, List<String> lines, String errors) {}

    @BeforeAll
    static void makePlugins() throws IOException {
        List<URL> jars = new ArrayList<>();
        for (String folder : List.of("it.apache.worker", "it.apache.tools")) {
            for (Path jar : children(Path.of(System.getProperty(folder)))) {
                if (folder.equals("it.apache.tools")
                        || NEEDED.matcher(jar.getFileName().toString()).matches()) {
                    jars.add(jar.toUri().toURL());
                }
            }
        }
        apache = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());

        Map<String, String> odd = new HashMap<>();
        for (String name : ODD) {
            odd.put("example/" + name + ".java", resource("odd/example/" + name + ".java"));
        }
        Path original = directory.resolve("original");
        PluginJar.of(original.resolve("nothing-declared/odd.jar"), odd);
        Map<String, String> stale = new HashMap<>(odd);
        stale.put(SINKS, "example.Gone\nexample.OddSink\n");
        stale.put(SOURCES, "# old\nexample.AlsoGone # since 2\n\nexample.OddSource\n");
        PluginJar.of(original.resolve("stale.jar"), stale);
        PluginJar.of(original.resolve("several/code.jar"), odd);
        PluginJar.of(original.resolve("several/only-declares.jar"), Map.of(SINKS, "example.Gone\n"));
        PluginJar.of(original.resolve("several/converters.jar"), Map.of(CONVERTERS, "example.OddConverter\n"));
        unpack(original.resolve("stale.jar"), original.resolve("classes"));
        Files.createDirectories(original.resolve("empty"));
        for (String published : List.of("file", "basic-auth")) {
            Path folder = Files.createDirectories(original.resolve(published));
            for (Path jar : children(Path.of(System.getProperty("it.plugins"), published))) {
                Files.copy(jar, folder.resolve(jar.getFileName()));
            }
        }
        Files.writeString(original.resolve("worker.properties"), "plugin.path=PATH/file, PATH/stale.jar\n");
        Files.writeString(original.resolve("no-path.properties"), "group.id=x\n");
    }

    @AfterAll
    static void closeApachesJars() throws IOException {
        apache.close();
    }

    @BeforeEach
    void copyPlugins() throws IOException {
        copies++;
        theirs = directory.resolve("a" + copies);
        ours = directory.resolve("b" + copies);
        for (Path copy : List.of(theirs, ours)) {
            copy(directory.resolve("original"), copy);
            Path worker = copy.resolve("worker.properties");
            Files.writeString(worker, Files.readString(worker).replace("PATH", copy.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list --plugin-path PATH",
                "list --plugin-location PATH/stale.jar --plugin-location=PATH/several --plugin-path PATH/file,PATH/stale.jar",
                "list --worker-config PATH/worker.properties",
                "list --worker-config PATH/no-path.properties --plugin-location PATH/empty",
            })
    void theTableIsTheSame(String command) throws Exception {
        Outcome expected = apaches(command);
        assertEquals(0, expected.code(), expected::errors);
        assertEquals(
                String.join("\n", expected.lines()),
                String.join("\n", ours(command).lines()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "list",
                "list --help",
                "purge --plugin-path PATH",
                "list --plugin-path",
                "list --dry-run --plugin-path PATH",
                "list --plugin-location PATH/nowhere",
                "list --plugin-path PATH/nowhere",
                "list --plugin-path ,",
                "list --worker-config PATH/nowhere.properties",
                "list --plugin-path PATH --unknown",
                "sync-manifests",
                "sync-manifests --plugin-path PATH/nowhere",
            })
    void whatCannotBeDoneEndsWithTheSameCode(String command) throws Exception {
        Outcome expected = apaches(command);
        assertFalse(expected.code() == 0, command);
        Outcome own = ours(command);
        assertEquals(expected.code(), own.code(), () -> "Apache's: " + expected.errors() + "\nours: " + own.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --keep-not-found", " --dry-run"})
    void theSameServiceFilesAreWritten(String options) throws Exception {
        String command = "sync-manifests --plugin-path PATH" + options;
        Outcome expected = apaches(command);
        Outcome own = ours(command);
        assertEquals(0, expected.code(), expected::errors);
        assertEquals(String.join("\n", expected.lines()), String.join("\n", own.lines()));
        assertEquals(serviceFiles(theirs), serviceFiles(ours));
        assertEquals(files(theirs), files(ours));
    }

    @Test
    void aSecondRunFindsNothingToDo() throws Exception {
        String command = "sync-manifests --plugin-path PATH";
        apaches(command);
        ours(command);
        // Each looks at what the other has written.
        Path swap = theirs;
        theirs = ours;
        ours = swap;
        assertEquals(apaches(command).lines(), ours(command).lines());
        assertEquals(0, ours(command).code());
    }

    private Outcome apaches(String command) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(apache);
        try {
            var main = apache.loadClass("org.apache.kafka.tools.ConnectPluginPath")
                    .getMethod("mainNoExit", String[].class, PrintStream.class, PrintStream.class);
            return outcome(theirs, (out, errors) -> (int) main.invoke(null, arguments(command, theirs), out, errors));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Outcome ours(String command) throws Exception {
        return outcome(ours, (out, errors) -> new PluginPathTool(out, errors, AppInfoParser.getVersion())
                .run(arguments(command, ours)));
    }

    private interface Run {
        int with(PrintStream out, PrintStream errors) throws Exception;
    }

    private static Outcome outcome(Path path, Run run) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        // Both read this too. Of what tests bring along they should see no more than the plugin API.
        String classPath = System.setProperty("java.class.path", PluginJar.api().toString());
        int code;
        try {
            code = run.with(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(errors, true, StandardCharsets.UTF_8));
        } finally {
            System.setProperty("java.class.path", classPath);
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace(path.toString(), "PATH"))
                .sorted()
                .toList();
        return new Outcome(code, lines, errors.toString(StandardCharsets.UTF_8));
    }

    private static String[] arguments(String command, Path path) {
        return Arrays.stream(command.replace("PATH", path.toString()).split(" "))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    /**
     * The entries of all service files by archive or folder and name. Not their comments: Apache's tool also puts its name
     * into files that it leaves as they were.
     */
    private static Map<String, String> serviceFiles(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path file : files(root).stream().map(root::resolve).toList()) {
            String name = root.relativize(file).toString();
            if (name.contains(SERVICES)) {
                found.put(name, entries(Files.readString(file)));
            } else if (name.endsWith(".jar")) {
                try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
                    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                        if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
                            String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                            found.put(name + "!" + entry.getName(), entries(text));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String entries(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }

    private static void unpack(Path jar, Path to) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = to.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PluginPathToolIT.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
