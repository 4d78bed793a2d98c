package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCatalogTest {

    private static final Set<PluginType> CONVERTER = Set.of(PluginType.CONVERTER);

    @TempDir
    Path path;

    private PluginCatalog catalog;

    private PluginCatalog scan() {
        catalog = new PluginScanner(null, "1", "", getClass().getClassLoader())
                .scan(List.of(path), PluginDiscoveryMode.ONLY_SCAN);
        return catalog;
    }

    @AfterEach
    void close() {
        if (catalog != null) {
            catalog.close();
        }
    }

    private void threeConverters() throws IOException {
        new PluginSources().converter("t.AConverter", "1.9").jar(path.resolve("a.jar"));
        new PluginSources().converter("t.AConverter", "1.10").jar(path.resolve("b.jar"));
        new PluginSources().converter("t.AConverter", "1.10-SNAPSHOT").jar(path.resolve("c.jar"));
    }

    @Test
    void pluginAnswersToClassNameSimpleNameAndNameWithoutTypeWord() throws Exception {
        new PluginSources().sink("t.OrdersSinkConnector", "1").jar(path.resolve("a.jar"));
        scan();

        assertEquals(Set.of("OrdersSinkConnector", "OrdersSink"), catalog.aliases("t.OrdersSinkConnector"));
        for (String name : List.of("t.OrdersSinkConnector", "OrdersSinkConnector", "OrdersSink")) {
            assertEquals(
                    "t.OrdersSinkConnector", catalog.newConnector(name, null).className());
            assertEquals(
                    "t.OrdersSinkConnector",
                    catalog.loadClass(name, PluginType.SINK).getName());
            assertEquals(
                    "t.OrdersSinkConnector",
                    catalog.delegatingLoader().loadClass(name).getName());
        }
    }

    @Test
    void aliasesWorkInConfigurationOfClassType() throws IOException {
        new PluginSources().converter("t.FancyConverter", "1").jar(path.resolve("a.jar"));
        scan();
        ClassLoader previous = Isolated.enter(catalog.delegatingLoader());
        try {
            Class<?> parsed = (Class<?>) ConfigDef.parseType("key.converter", "Fancy", ConfigDef.Type.CLASS);
            assertEquals("t.FancyConverter", parsed.getName());
        } finally {
            Isolated.exit(previous);
        }
    }

    @Test
    void aliasThatWouldMeanTwoClassesIsNone() throws IOException {
        new PluginSources()
                .converter("t.one.TwinConverter", "1")
                .converter("t.two.TwinConverter", "1")
                .jar(path.resolve("a.jar"));
        scan();

        assertEquals(Set.of(), catalog.aliases("t.one.TwinConverter"));
        PluginNotFoundException ambiguous =
                assertThrows(PluginNotFoundException.class, () -> catalog.resolve("Twin", null, CONVERTER));
        assertTrue(ambiguous.getMessage().contains("t.one.TwinConverter"), ambiguous.getMessage());
        assertTrue(ambiguous.getMessage().contains("t.two.TwinConverter"), ambiguous.getMessage());
    }

    @Test
    void connectorWhoseAliasIsTakenByAnotherTypeIsFoundByItsSimpleName() throws IOException {
        new PluginSources()
                .sink("t.ThingConnector", "1")
                .converter("t.ThingConverter", "1")
                .jar(path.resolve("a.jar"));
        scan();

        assertEquals(Set.of("ThingConnector"), catalog.aliases("t.ThingConnector"));
        assertEquals("t.ThingConnector", catalog.newConnector("Thing", null).className());
    }

    @Test
    void connectorsOfOneSimpleNameAreListedWhenOneIsAskedFor() throws IOException {
        new PluginSources()
                .sink("t.one.TwinConnector", "1")
                .source("t.two.TwinConnector", "1")
                .jar(path.resolve("a.jar"));
        scan();

        for (String name : List.of("Twin", "TwinConnector")) {
            PluginNotFoundException ambiguous =
                    assertThrows(PluginNotFoundException.class, () -> catalog.newConnector(name, null));
            assertTrue(
                    ambiguous.getMessage().contains("[t.one.TwinConnector, t.two.TwinConnector]"),
                    ambiguous.getMessage());
        }
    }

    @Test
    void newestVersionWinsByMavensOrder() throws IOException {
        threeConverters();
        scan();

        assertEquals(List.of("1.9", "1.10-SNAPSHOT", "1.10"), catalog.versionsOf("A"));
        for (String any : new String[] {null, "latest", " latest "}) {
            assertEquals("1.10", catalog.resolve("t.AConverter", any, CONVERTER).version());
        }
        assertEquals(
                "1.10",
                catalog.<Converter>newInstance("A", null, PluginType.CONVERTER, null)
                        .version());
        assertSame(
                catalog.loaderOf(catalog.resolve("A", "1.10", CONVERTER)),
                catalog.loadClass("A").getClassLoader());
    }

    @Test
    void versionAndRangeChoose() throws IOException {
        threeConverters();
        scan();

        assertEquals("1.9", catalog.resolve("A", "1.9", CONVERTER).version());
        assertEquals("1.9", catalog.resolve("A", "[1.0,1.10-alpha)", CONVERTER).version());
        assertEquals("1.10", catalog.resolve("A", "(1.9,)", CONVERTER).version());
        assertEquals("1.9", catalog.resolve("A", " [1.9] ", CONVERTER).version());
        assertEquals(
                "1.9",
                catalog.resolve("A", "(,1.0],[1.8,1.9],[2.0,)", CONVERTER).version());
    }

    @Test
    void versionThatIsNotInstalledIsAnErrorThatNamesTheInstalledOnes() throws IOException {
        threeConverters();
        scan();

        PluginVersionNotFoundException missing =
                assertThrows(PluginVersionNotFoundException.class, () -> catalog.resolve("A", "[2,)", CONVERTER));
        assertEquals(List.of("1.9", "1.10-SNAPSHOT", "1.10"), missing.availableVersions());
        assertTrue(missing.getMessage().contains("[2,)"), missing.getMessage());
        assertTrue(missing.getMessage().contains("[1.9, 1.10-SNAPSHOT, 1.10]"), missing.getMessage());
        assertThrows(InvalidVersionRangeException.class, () -> catalog.resolve("A", "[1", CONVERTER));
    }

    @Test
    void copyThatTheConnectorBringsIsPreferredToNewerOnes() throws IOException {
        new PluginSources().sink("t.ASink", "1").converter("t.AConverter", "1").jar(path.resolve("bundle.jar"));
        new PluginSources().converter("t.AConverter", "2").jar(path.resolve("newer.jar"));
        new PluginSources().converter("t.AConverter", "3").jar(path.resolve("newest.jar"));
        scan();
        ClassLoader connector = catalog.connectorLoader("t.ASink", null);

        assertEquals("1", converter(null, connector).version());
        assertSame(connector, converter(null, connector).loader());
        assertEquals("1", converter("[1,3)", connector).version());
        assertEquals("2", converter("[2,3)", connector).version());
        assertEquals("3", converter(null, null).version());
        assertEquals("3", converter(null, catalog.delegatingLoader()).version());
    }

    private Isolated<Converter> converter(String range, ClassLoader preferred) {
        return catalog.newInstance("t.AConverter", range, PluginType.CONVERTER, preferred);
    }

    @Test
    void unknownNameIsAnErrorThatNamesWhatIsInstalled() throws IOException {
        new PluginSources().sink("t.ASink", "1").converter("t.AConverter", "1").jar(path.resolve("a.jar"));
        scan();

        PluginNotFoundException unknown =
                assertThrows(PluginNotFoundException.class, () -> catalog.newConnector("t.Unknown", null));
        assertTrue(unknown.getMessage().contains("'t.Unknown'"), unknown.getMessage());
        assertTrue(unknown.getMessage().contains("[t.ASink]"), unknown.getMessage());
        assertTrue(unknown.getMessage().contains("plugin.path"), unknown.getMessage());
    }

    @Test
    void classOfAnotherTypeIsRefused() throws IOException {
        new PluginSources().converter("t.AConverter", "1").jar(path.resolve("a.jar"));
        scan();

        assertThrows(PluginNotFoundException.class, () -> catalog.newConnector("t.AConverter", null));
        assertThrows(PluginNotFoundException.class, () -> catalog.newConnector("java.lang.String", null));
        assertThrows(PluginNotFoundException.class, () -> catalog.loadClass("t.AConverter", PluginType.SINK));
        assertEquals("java.lang.String", catalog.loadClass("java.lang.String").getName());
    }

    @Test
    void unlistedClassOfTheClassPathWillDoUnlessAVersionIsAskedFor() {
        scan();
        String name = Unlisted.class.getName();

        Isolated<Connector> connector = catalog.newConnector(name, null);
        assertEquals("unlisted", connector.version());
        assertSame(catalog.delegatingLoader(), connector.loader());
        assertEquals(PluginType.SINK, connector.descriptor().type());
        assertThrows(PluginVersionNotFoundException.class, () -> catalog.newConnector(name, "1.0"));
        assertThrows(PluginNotFoundException.class, () -> catalog.resolve(name, null, PluginType.CONNECTORS));
    }

    /** A connector on the class path that no scan has listed. */
    public static final class Unlisted extends org.apache.kafka.connect.sink.SinkConnector {
        @Override
        public void start(java.util.Map<String, String> props) {}

        @Override
        public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() {
            return org.apache.kafka.connect.sink.SinkTask.class;
        }

        @Override
        public List<java.util.Map<String, String>> taskConfigs(int maxTasks) {
            return List.of();
        }

        @Override
        public void stop() {}

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public String version() {
            return "unlisted";
        }
    }

    @Test
    void pluginIsInstantiatedWithItsLoaderAsContextLoader() throws IOException {
        new PluginSources().sink("t.ContextualSink", "1").jar(path.resolve("a.jar"));
        scan();
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        Isolated<Connector> connector = catalog.newConnector("t.ContextualSink", null);

        assertSame(connector.loader(), Witness.lastContextLoader("new t.ContextualSink"));
        assertSame(before, Thread.currentThread().getContextClassLoader());
        assertSame(connector.loader(), connector.call(plugin -> Thread.currentThread()
                .getContextClassLoader()));
        connector.run(Connector::stop);
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void constructorThatFailsLaterSaysWhichPluginAndWhy() throws IOException {
        new PluginSources()
                .add(
                        "t.MoodySink",
                        "public class MoodySink extends org.apache.kafka.connect.sink.SinkConnector { public MoodySink() {"
                                + " if (Boolean.getBoolean(\"t.moody\")) throw new IllegalStateException(\"moody\"); }"
                                + PluginSources.connectorBody("return \"1\";") + "}")
                .jar(path.resolve("a.jar"));
        scan();
        System.setProperty("t.moody", "true");
        try {
            ConnectException failure =
                    assertThrows(ConnectException.class, () -> catalog.newConnector("t.MoodySink", null));
            assertTrue(failure.getMessage().contains("t.MoodySink"), failure.getMessage());
            assertTrue(failure.getMessage().contains("a.jar"), failure.getMessage());
            assertTrue(failure.getMessage().contains("moody"), failure.getMessage());
            assertEquals(IllegalStateException.class, failure.getCause().getClass());
        } finally {
            System.clearProperty("t.moody");
        }
    }

    @Test
    void oneClassInTwoLocationsOfOneVersionIsListedForEach() throws IOException {
        new PluginSources().sink("t.ASink", "1").jar(path.resolve("a.jar"));
        new PluginSources().sink("t.ASink", "1").jar(path.resolve("b.jar"));
        scan();

        assertEquals(2, catalog.plugins(PluginType.SINK).size());
        assertEquals(List.of("1"), catalog.versionsOf("t.ASink"));
        assertTrue(catalog.resolve("t.ASink", null, PluginType.CONNECTORS)
                .location()
                .endsWith("b.jar"));
    }
}
