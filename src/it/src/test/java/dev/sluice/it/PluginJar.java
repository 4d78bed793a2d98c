package dev.sluice.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the jar of a plugin from its sources, compiled against Apache's published connect-api. */
public final class PluginJar {
    private static final List<String> SCRIPTED = List.of(
            "Script",
            "ScriptedSource",
            "ScriptedSink",
            "TransactionalSink",
            "LoggingSource",
            "Picky",
            "Vault",
            "Measured",
            "MeasuredConverter",
            "MeasuredExtension",
            "MeasuredPolicy",
            "MeasuredPredicate",
            "MeasuredSource",
            "MeasuredTransform");

    private PluginJar() {}

    /**
     * The plugin whose tasks count upwards and write into a file what they do, see {@link SequenceJournal}.
     *
     * @param plugins a directory for {@code plugin.path}, in which the plugin gets one of its own
     */
    public static void sequence(Path plugins) throws IOException {
        Map<String, String> sources = Map.of(
                "example/Journal.java", resource("sequence/example/Journal.java"),
                "example/SequenceSource.java", resource("sequence/example/SequenceSource.java"),
                "example/SequenceSink.java", resource("sequence/example/SequenceSink.java"));
        of(plugins.resolve("sequence").resolve("sequence.jar"), sources);
    }

    /**
     * The plugin whose tasks count upwards in transactions, see its source.
     *
     * @param plugins a directory for {@code plugin.path}, in which the plugin gets one of its own
     */
    public static void transactions(Path plugins) throws IOException {
        of(
                plugins.resolve("transactions").resolve("transactions.jar"),
                Map.of("example/TransactionSource.java", resource("transactions/example/TransactionSource.java")));
    }

    /**
     * The plugin whose connectors, transformation and config provider do what configs and records say, and whose other
     * parts measure something, see their sources.
     *
     * @param plugins a directory for {@code plugin.path}, in which the plugin gets one of its own
     */
    public static void scripted(Path plugins) throws IOException {
        Map<String, String> sources = new java.util.HashMap<>();
        for (String name : SCRIPTED) {
            sources.put("example/" + name + ".java", resource("scripted/example/" + name + ".java"));
        }
        sources.put("META-INF/services/org.apache.kafka.common.config.provider.ConfigProvider", "example.Vault\n");
        sources.put(
                "META-INF/services/org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy",
                "example.MeasuredPolicy\n");
        sources.put(
                "META-INF/services/org.apache.kafka.connect.rest.ConnectRestExtension", "example.MeasuredExtension\n");
        of(plugins.resolve("scripted").resolve("scripted.jar"), sources);
    }

    /**
     * The source that fails where its config says so, see there.
     *
     * @param plugins a directory for {@code plugin.path}, in which the plugin gets one of its own
     */
    public static void odd(Path plugins) throws IOException {
        of(
                plugins.resolve("odd").resolve("odd.jar"),
                Map.of(
                        "example/OddSource.java", resource("odd/example/OddSource.java"),
                        "example/OddTask.java", resource("odd/example/OddTask.java")));
    }

    /**
     * The plugin whose connectors write down what they are asked about offsets, see its sources.
     *
     * @param plugins a directory for {@code plugin.path}, in which the plugin gets one of its own
     */
    public static void offsets(Path plugins) throws IOException {
        Map<String, String> sources = Map.of(
                "example/OffsetJournal.java", resource("offsets/example/OffsetJournal.java"),
                "example/OffsetSource.java", resource("offsets/example/OffsetSource.java"),
                "example/OffsetSink.java", resource("offsets/example/OffsetSink.java"));
        of(plugins.resolve("offsets").resolve("offsets.jar"), sources);
    }

    /**
     * Compiles sources into a jar.
     *
     * @param sources text by path, such as {@code example/MySource.java}; other files go into the jar as they are
     * @throws AssertionError with the compiler's messages if it does not take them
     */
    public static void of(Path jar, Map<String, String> sources) throws IOException {
        Path work = Files.createTempDirectory("plugin");
        Path classes = Files.createDirectory(work.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            boolean code = source.getKey().endsWith(".java");
            Path file = (code ? work.resolve("src") : classes).resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            if (code) {
                files.add(file);
            }
        }
        if (!files.isEmpty()) {
            compile(files, classes);
        }
        Files.createDirectories(jar.getParent());
        pack(classes, jar);
        delete(work);
    }

    private static void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            String path = String.join(
                    File.pathSeparator,
                    api().toString(),
                    jarOf(org.apache.kafka.clients.producer.Producer.class),
                    jarOf(org.slf4j.Logger.class));
            List<String> options = List.of("-d", classes.toString(), "-cp", path, "-proc:none");
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new AssertionError(messages.toString());
            }
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Apache's published plugin API. */
    static Path api() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("it.apache.api")))) {
            return jars.findFirst().orElseThrow();
        }
    }

    private static String jarOf(Class<?> part) {
        try {
            return Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PluginJar.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
