package dev.sluice.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginScannerTest {

    @TempDir
    Path plugins;

    private LogLines log;

    @BeforeEach
    void collectLog() {
        log = new LogLines();
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private PluginCatalog scan(PluginDiscoveryMode mode) {
        return new PluginScanner(null, "1", "", getClass().getClassLoader()).scan(List.of(plugins), mode);
    }

    private static List<String> names(List<PluginDescriptor> plugins) {
        return plugins.stream()
                .map(plugin -> plugin.className() + " " + plugin.version())
                .toList();
    }

    @Test
    void findsAllScannableTypesWithoutServiceFiles() throws IOException {
        String configurable = "public void configure(java.util.Map<String, ?> c) {} public void close() {}"
                + " public org.apache.kafka.common.config.ConfigDef config() { return null; }";
        String record = "<R extends org.apache.kafka.connect.connector.ConnectRecord<R>>";
        new PluginSources()
                .sink("t.ASink", "1")
                .source("t.ASource", "2")
                .converter("t.AConverter", "3")
                .add(
                        "t.AHeaderConverter",
                        "public class AHeaderConverter implements org.apache.kafka.connect.storage.HeaderConverter {"
                                + "public org.apache.kafka.connect.data.SchemaAndValue toConnectHeader(String t, String h,"
                                + " byte[] v) { return null; } public byte[] fromConnectHeader(String t, String h,"
                                + " org.apache.kafka.connect.data.Schema s, Object v) { return null; }" + configurable
                                + "}")
                .add(
                        "t.ATransformation",
                        "public class ATransformation" + record
                                + " implements org.apache.kafka.connect.transforms.Transformation<R> {"
                                + "public R apply(R r) { return r; }" + configurable + "}")
                .add(
                        "t.APredicate",
                        "public class APredicate" + record
                                + " implements org.apache.kafka.connect.transforms.predicates.Predicate<R> {"
                                + "public boolean test(R r) { return true; }" + configurable + "}")
                .jar(plugins.resolve("all.jar"));

        try (PluginCatalog catalog = scan(PluginDiscoveryMode.ONLY_SCAN)) {
            assertEquals(List.of("t.ASink 1"), names(catalog.plugins(PluginType.SINK)));
            assertEquals(List.of("t.ASource 2"), names(catalog.plugins(PluginType.SOURCE)));
            assertEquals(List.of("t.AConverter 3"), names(catalog.plugins(PluginType.CONVERTER)));
            assertEquals(List.of("t.AHeaderConverter undefined"), names(catalog.plugins(PluginType.HEADER_CONVERTER)));
            assertEquals(List.of("t.ATransformation undefined"), names(catalog.plugins(PluginType.TRANSFORMATION)));
            assertEquals(List.of("t.APredicate undefined"), names(catalog.plugins(PluginType.PREDICATE)));
            assertEquals(
                    List.of("t.ASink", "t.ASource"),
                    catalog.connectors().stream()
                            .map(PluginDescriptor::className)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(PluginDiscoveryMode.class)
    void findsTypesThatAreNeverScannedByServiceFileInEveryMode(PluginDiscoveryMode mode) throws IOException {
        serviceOnlyPlugins().jar(plugins.resolve("services.jar"));

        try (PluginCatalog catalog = scan(mode)) {
            assertEquals(List.of("t.Vault undefined"), names(catalog.plugins(PluginType.CONFIG_PROVIDER)));
            assertEquals(List.of("t.Extension 7"), names(catalog.plugins(PluginType.REST_EXTENSION)));
            assertEquals(
                    List.of("t.Policy undefined"), names(catalog.plugins(PluginType.CLIENT_CONFIG_OVERRIDE_POLICY)));
        }
    }

    private static PluginSources serviceOnlyPlugins() {
        String configurable = "public void configure(java.util.Map<String, ?> c) {} public void close() {}";
        return new PluginSources()
                .add(
                        "t.Vault",
                        "import org.apache.kafka.common.config.*; public class Vault implements"
                                + " org.apache.kafka.common.config.provider.ConfigProvider { public ConfigData get(String"
                                + " p) { return null; } public ConfigData get(String p, java.util.Set<String> k) {"
                                + " return null; }" + configurable + "}")
                .add(
                        "t.Extension",
                        "public class Extension implements org.apache.kafka.connect.rest.ConnectRestExtension { public"
                                + " void register(org.apache.kafka.connect.rest.ConnectRestExtensionContext c) {} public"
                                + " String version() { return \"7\"; }" + configurable + "}")
                .add(
                        "t.Policy",
                        "import java.util.List; import org.apache.kafka.common.config.ConfigValue; public class Policy"
                                + " implements org.apache.kafka.connect.connector.policy"
                                + ".ConnectorClientConfigOverridePolicy { public List<ConfigValue>"
                                + " validate(org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest r) {"
                                + " return List.of(); }" + configurable + "}")
                .service(PluginType.CONFIG_PROVIDER, "t.Vault")
                .service(PluginType.REST_EXTENSION, "t.Extension")
                .service(PluginType.CLIENT_CONFIG_OVERRIDE_POLICY, "t.Policy");
    }

    @Test
    void eachModeSeesWhatItShould() throws IOException {
        new PluginSources()
                .sink("t.DeclaredSink", "1")
                .sink("t.BareSink", "1")
                .service(PluginType.SINK, "t.DeclaredSink")
                .jar(plugins.resolve("sinks.jar"));

        assertEquals(List.of("t.BareSink 1", "t.DeclaredSink 1"), sinks(PluginDiscoveryMode.ONLY_SCAN));
        assertEquals(List.of("t.BareSink 1", "t.DeclaredSink 1"), sinks(PluginDiscoveryMode.HYBRID_WARN));
        assertEquals(List.of("t.DeclaredSink 1"), sinks(PluginDiscoveryMode.SERVICE_LOAD));
        String warning = log.only(Level.WARN, "t.BareSink");
        assertFalse(warning.contains("t.DeclaredSink"), warning);
        ConnectException refused = assertThrows(ConnectException.class, () -> scan(PluginDiscoveryMode.HYBRID_FAIL)
                .close());
        assertTrue(refused.getMessage().contains("t.BareSink (sink"), refused.getMessage());
        assertTrue(refused.getMessage().contains("hybrid_fail"), refused.getMessage());
    }

    private List<String> sinks(PluginDiscoveryMode mode) {
        try (PluginCatalog catalog = scan(mode)) {
            return names(catalog.plugins(PluginType.SINK));
        }
    }

    @Test
    void suggestsServiceLoadWhenEveryPluginHasAServiceFile() throws IOException {
        new PluginSources()
                .sink("t.DeclaredSink", "1")
                .service(PluginType.SINK, "t.DeclaredSink")
                .jar(plugins.resolve("sinks.jar"));

        scan(PluginDiscoveryMode.HYBRID_FAIL).close();

        log.only(Level.WARN, "plugin.discovery=service_load");
    }

    @Test
    void findsPluginsThatExtendPluginsOfAnotherJarOrOfTheClassPath() throws IOException {
        Map<String, byte[]> all = new PluginSources()
                .add(
                        "t.base.Base",
                        "public abstract class Base extends org.apache.kafka.connect.sink.SinkConnector {"
                                + PluginSources.connectorBody("return \"5\";") + "}")
                .add("t.mid.Mid", "public abstract class Mid extends t.base.Base {}")
                .add("t.end.EndSink", "public class EndSink extends t.mid.Mid {}")
                .compile();
        Path base = PluginSources.jar(plugins.resolve("libs/base.jar"), only(all, "t/base"));
        PluginSources.jar(plugins.resolve("path/end/mid.jar"), only(all, "t/mid"));
        PluginSources.jar(plugins.resolve("path/end/z/end.jar"), only(all, "t/end"));

        URL[] urls = {base.toUri().toURL()};
        try (URLClassLoader worker = new URLClassLoader(urls, getClass().getClassLoader());
                PluginCatalog catalog = new PluginScanner(null, "1", base.toString(), worker)
                        .scan(plugins.resolve("path").toString(), PluginDiscoveryMode.ONLY_SCAN)) {
            assertEquals(List.of("t.end.EndSink 5"), names(catalog.plugins(PluginType.SINK)));
        }
    }

    private static Map<String, byte[]> only(Map<String, byte[]> files, String prefix) {
        Map<String, byte[]> some = new TreeMap<>(files);
        some.keySet().removeIf(name -> !name.startsWith(prefix));
        return some;
    }

    @Test
    void findsPluginsOfTheClassPathAndCallsTheirLocationClasspath() throws IOException {
        Path directory = new PluginSources().sink("t.DirSink", "1").directory(plugins.resolve("classes"));
        Path jar = new PluginSources().source("t.JarSource", "2").jar(plugins.resolve("libs/s.jar"));

        URL[] urls = {directory.toUri().toURL(), jar.toUri().toURL()};
        String classPath = directory + File.pathSeparator + jar + File.pathSeparator + plugins.resolve("missing.jar");
        try (URLClassLoader worker = new URLClassLoader(urls, getClass().getClassLoader());
                PluginCatalog catalog = new PluginScanner(null, "1", classPath, worker)
                        .scan((String) null, PluginDiscoveryMode.HYBRID_WARN)) {
            assertEquals(
                    List.of(
                            new PluginDescriptor("t.DirSink", PluginType.SINK, "1", "classpath"),
                            new PluginDescriptor("t.JarSource", PluginType.SOURCE, "2", "classpath")),
                    catalog.connectors());
            assertEquals(
                    catalog.delegatingLoader(),
                    catalog.loaderOf(catalog.connectors().get(0)));
        }
    }

    @Test
    void skipsPluginsThatCannotBeUsedAndSaysWhy() throws IOException {
        String body = PluginSources.connectorBody("return \"1\";");
        String sink = " extends org.apache.kafka.connect.sink.SinkConnector {" + body;
        Map<String, byte[]> files = new PluginSources()
                .add(
                        "t.Throwing",
                        "public class Throwing" + sink
                                + "public Throwing() { throw new IllegalStateException(\"boom\"); } }")
                .add("t.BadStatic", "public class BadStatic" + sink + "static final int I = Integer.parseInt(\"x\"); }")
                .add("t.NoDefault", "public class NoDefault" + sink + "public NoDefault(int i) {} }")
                .add("t.Hidden", "class Hidden" + sink + "}")
                .add("t.PrivateOne", "public class PrivateOne" + sink + "private PrivateOne() {} }")
                .add("t.Unlinked", "public class Unlinked" + sink + "private final t.Gone gone = new t.Gone(); }")
                .add("t.Orphan", "public class Orphan extends t.GoneBase {}")
                .add("t.Gone", "public class Gone {}")
                .add("t.GoneBase", "public abstract class GoneBase" + sink + "}")
                .add("t.Outer", "public class Outer { public class InnerSink" + sink + "} }")
                .add("t.Some", "public abstract class Some" + sink + "}")
                .add(
                        "t.SomeSinkType",
                        "public interface SomeSinkType extends org.apache.kafka.connect.storage.Converter {}")
                .sink("t.Good", "1")
                .service(PluginType.SOURCE, "t.Missing", "t.Good", "t.Orphan")
                .compile();
        files.remove("t/Gone.class");
        files.remove("t/GoneBase.class");
        Path jar = PluginSources.jar(plugins.resolve("mixed.jar"), files);

        assertEquals(List.of("t.Good 1"), sinks(PluginDiscoveryMode.HYBRID_WARN));
        log.only(Level.ERROR, "t.Throwing", jar.toString(), "IllegalStateException: boom");
        log.only(Level.ERROR, "t.BadStatic", jar.toString(), "NumberFormatException");
        log.only(Level.ERROR, "t.NoDefault", jar.toString(), "no constructor without arguments");
        log.only(Level.ERROR, "t.Hidden", jar.toString(), "must be public");
        log.only(Level.ERROR, "t.PrivateOne", jar.toString(), "must be public");
        log.only(Level.ERROR, "t.Unlinked", jar.toString(), "t/Gone");
        log.only(Level.ERROR, "t.Orphan", jar.toString(), "t/GoneBase");
        log.only(Level.ERROR, "t.Outer$InnerSink", jar.toString(), "inner class");
        log.only(Level.ERROR, "t.Missing", jar.toString(), "no such class");
        log.only(Level.ERROR, "t.Good", "not of its type", "source");
        assertTrue(log.at(Level.ERROR).stream().noneMatch(line -> line.contains("t.Some")));
    }

    @Test
    void versionThatFailsIsUndefinedAndVersionThatIsNullIsTheTextNull() throws IOException {
        new PluginSources()
                .connector("t.FailingSink", "sink.Sink", "throw new IllegalStateException(\"no version\");")
                .connector("t.NullSink", "sink.Sink", "return null;")
                .jar(plugins.resolve("versions.jar"));

        assertEquals(List.of("t.FailingSink undefined", "t.NullSink null"), sinks(PluginDiscoveryMode.ONLY_SCAN));
        log.only(Level.ERROR, "version() failed", "t.FailingSink");
    }

    @Test
    void plugInCodeSeesItsOwnLoaderAsContextLoaderDuringTheScan() throws IOException {
        new PluginSources().sink("t.ContextSink", "1").jar(plugins.resolve("context.jar"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        try (PluginCatalog catalog = scan(PluginDiscoveryMode.ONLY_SCAN)) {
            ClassLoader loader = catalog.connectorLoader("t.ContextSink", null);
            assertEquals(loader, Witness.lastContextLoader("new t.ContextSink"));
            assertEquals(loader, Witness.lastContextLoader("version"));
            assertEquals(before, Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void brokenArchivesAndClassFilesDoNotHideOthers() throws IOException {
        Files.write(plugins.resolve("broken.jar"), "this is no archive".getBytes(UTF_8));
        new PluginSources().sink("t.WholeSink", "1").file("t/Cut.class", "cut").jar(plugins.resolve("whole.zip"));

        assertEquals(List.of("t.WholeSink 1"), sinks(PluginDiscoveryMode.HYBRID_WARN));
        log.only(Level.ERROR, "broken.jar");
        log.only(Level.WARN, "t/Cut.class");
    }

    @Test
    void classesThatTheWorkerHasAreNotPluginsOfALocation() throws IOException {
        String name = "org.apache.kafka.connect.storage.StringConverter";
        String file = name.replace('.', '/') + ".class";
        String api = "org/apache/kafka/connect/sink/SinkConnector.class";
        PluginSources.jar(
                plugins.resolve("fat/fat.jar"),
                Map.of(
                        file,
                        resource(file),
                        api,
                        resource(api),
                        "META-INF/services/"
                                + PluginType.HEADER_CONVERTER.pluginClass().getName(),
                        "org.apache.kafka.connect.converters.NoSuchConverter".getBytes(UTF_8)));

        try (PluginCatalog catalog = scan(PluginDiscoveryMode.ONLY_SCAN)) {
            assertEquals(
                    List.of(name),
                    catalog.plugins(PluginType.CONVERTER).stream()
                            .map(PluginDescriptor::className)
                            .toList());
            assertEquals(List.of(), catalog.plugins(PluginType.SINK));
        }
    }

    private byte[] resource(String name) throws IOException {
        try (var in = getClass().getClassLoader().getResourceAsStream(name)) {
            assertNotNull(in, name);
            return in.readAllBytes();
        }
    }

    @Test
    void serviceFilesOfTheWorkerDeclareCopiesOfItsPluginsElsewhere() throws IOException {
        PluginSources copies = new PluginSources().converter("t.SharedConverter", "1");
        Path own = copies.service(PluginType.CONVERTER, "t.SharedConverter").jar(plugins.resolve("libs/own.jar"));
        new PluginSources().converter("t.SharedConverter", "2").jar(plugins.resolve("path/copy.jar"));

        URL[] urls = {own.toUri().toURL()};
        try (URLClassLoader worker = new URLClassLoader(urls, getClass().getClassLoader());
                PluginCatalog catalog = new PluginScanner(null, "1", own.toString(), worker)
                        .scan(plugins.resolve("path").toString(), PluginDiscoveryMode.SERVICE_LOAD)) {
            assertEquals(List.of("1", "2"), catalog.versionsOf("t.SharedConverter"));
        }
    }

    @Test
    void logsTheLinesThatScriptsWaitFor() throws IOException {
        new PluginSources().sink("t.LoggedSinkConnector", "1").jar(plugins.resolve("logged.jar"));

        scan(PluginDiscoveryMode.ONLY_SCAN).close();

        assertEquals(
                "Scanning for plugin classes. This might take a moment ...",
                log.at(Level.INFO).get(0));
        assertTrue(log.at(Level.INFO).contains("Added plugin 't.LoggedSinkConnector'"));
        assertTrue(log.at(Level.INFO).contains("Added alias 'LoggedSink' to plugin 't.LoggedSinkConnector'"));
        log.only(Level.INFO, "Plugins scanned", "plugins=1");
    }

    @Test
    void driversOfALocationAreRegisteredBeforeItsPluginsRun() throws IOException {
        new PluginSources()
                .add(
                        "t.ADriver",
                        "import java.sql.*; public class ADriver implements Driver { public ADriver() {"
                                + " dev.sluice.plugin.Witness.saw(\"driver\"); } public Connection connect(String u,"
                                + " java.util.Properties p) { return null; } public boolean acceptsURL(String u) { return"
                                + " false; } public DriverPropertyInfo[] getPropertyInfo(String u, java.util.Properties p)"
                                + " { return null; } public int getMajorVersion() { return 1; } public int"
                                + " getMinorVersion() { return 0; } public boolean jdbcCompliant() { return false; }"
                                + " public java.util.logging.Logger getParentLogger() { return null; } }")
                .sink("t.JdbcSink", "1")
                .file("META-INF/services/java.sql.Driver", "t.NoDriver\nt.ADriver\n")
                .jar(plugins.resolve("jdbc.jar"));
        Path index = plugins.resolve("index");
        PluginScanner scanner = new PluginScanner(index, "1", "", getClass().getClassLoader());

        scanner.scan(List.of(plugins), PluginDiscoveryMode.ONLY_SCAN).close();
        assertEquals(1, Witness.count("driver"));
        try (PluginCatalog catalog = scanner.scan(List.of(plugins), PluginDiscoveryMode.ONLY_SCAN)) {
            assertEquals(1, Witness.count("driver"));
            ClassLoader loader = catalog.connectorLoader("t.JdbcSink", null);
            catalog.newConnector("t.JdbcSink", null).close();
            assertEquals(2, Witness.count("driver"));
            assertEquals(loader, Witness.lastContextLoader("driver"));
        }
    }
}
