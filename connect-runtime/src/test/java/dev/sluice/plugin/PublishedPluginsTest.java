package dev.sluice.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.health.ConnectClusterStateImpl;
import org.apache.kafka.connect.runtime.isolation.PluginDesc;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published plugins, as they are, on this worker. */
class PublishedPluginsTest {

    private static final Path REFERENCE = Path.of(System.getProperty("reference.jars"));
    private static final Path PUBLISHED = REFERENCE.resolveSibling("published");

    private static PluginCatalog scan(String... directories) {
        List<Path> path = new ArrayList<>();
        for (String directory : directories) {
            path.addAll(jars(PUBLISHED.resolve(directory)));
        }
        return new PluginScanner(null, "1", "", PublishedPluginsTest.class.getClassLoader())
                .scan(path, PluginDiscoveryMode.HYBRID_FAIL);
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(PluginPath::isArchive).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void apachesPluginsAreFound() {
        try (PluginCatalog catalog = scan("file", "basic-auth")) {
            assertEquals(
                    List.of(
                            "org.apache.kafka.connect.file.FileStreamSinkConnector",
                            "org.apache.kafka.connect.file.FileStreamSourceConnector"),
                    catalog.connectors().stream()
                            .map(PluginDescriptor::className)
                            .toList());
            assertEquals(1, catalog.plugins(PluginType.REST_EXTENSION).size());
            assertEquals(
                    "org.apache.kafka.connect.file.FileStreamSourceConnector",
                    catalog.newConnector("FileStreamSource", null).className());
        }
    }

    @Test
    void mirrorConnectorsAreFoundAndDefineTheirKeysOnTheWorkers() {
        PluginScanner scanner = new PluginScanner(null, "1", "", getClass().getClassLoader());
        try (PluginCatalog catalog = scanner.scan(List.of(PUBLISHED), PluginDiscoveryMode.HYBRID_WARN)) {
            for (String name : List.of("MirrorSource", "MirrorCheckpoint", "MirrorHeartbeat")) {
                Isolated<Connector> connector = catalog.newConnector(name, null);
                assertTrue(connector.loader() instanceof PluginClassLoader);
                ConfigDef keys = connector.call(Connector::config);
                assertTrue(keys.names().containsAll(Set.of("name", "tasks.max", "source.cluster.alias")), name);
            }
        }
    }

    @Test
    void restExtensionsReachTheInstalledPluginsThroughTheFieldCalledHerder() throws Exception {
        try (PluginCatalog catalog = scan("file")) {
            Plugins plugins = new Plugins(catalog);
            ConnectClusterStateImpl state = new ConnectClusterStateImpl(null, () -> plugins);
            var field = ConnectClusterStateImpl.class.getDeclaredField("herder");
            field.setAccessible(true);

            Plugins reached = ((Herder) field.get(state)).plugins();

            PluginDesc<?> sink = reached.sinkConnectors().iterator().next();
            assertEquals("FileStreamSinkConnector", sink.pluginClass().getSimpleName());
            assertTrue(sink.pluginClass().getClassLoader() instanceof PluginClassLoader);
            assertEquals(1, reached.sourceConnectors().size());
            assertEquals(Set.of(), reached.transformations());
            assertEquals(Set.of(), reached.predicates());
        }
    }

    /**
     * Whatever the classes of a connector or task refer to in Connect's packages, and would find in Apache's worker, they
     * find here. The classes looked at are those whose members can be reached from the one named, so that MirrorMaker's
     * stand-alone program, which is a worker itself, stays out.
     */
    @ParameterizedTest
    @CsvSource({
        "mirror, org.apache.kafka.connect.mirror.MirrorSourceConnector",
        "mirror, org.apache.kafka.connect.mirror.MirrorSourceTask",
        "mirror, org.apache.kafka.connect.mirror.MirrorCheckpointConnector",
        "mirror, org.apache.kafka.connect.mirror.MirrorCheckpointTask",
        "mirror, org.apache.kafka.connect.mirror.MirrorHeartbeatConnector",
        "mirror, org.apache.kafka.connect.mirror.MirrorHeartbeatTask",
        "file, org.apache.kafka.connect.file.FileStreamSinkConnector",
        "file, org.apache.kafka.connect.file.FileStreamSinkTask",
        "file, org.apache.kafka.connect.file.FileStreamSourceConnector",
        "file, org.apache.kafka.connect.file.FileStreamSourceTask",
        "basic-auth, org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension",
        "debezium-jdbc, io.debezium.connector.jdbc.JdbcSinkConnector",
        "debezium-jdbc, io.debezium.connector.jdbc.JdbcSinkConnectorTask",
        "debezium-rest, io.debezium.kcrestextension.DebeziumConnectRestExtension"
    })
    void everyReferenceThatApachesWorkerResolvesIsResolved(String directory, String plugin) throws Exception {
        List<URL> apacheJars = new ArrayList<>();
        List<URL> pluginJars = new ArrayList<>();
        for (Path jar : jars(REFERENCE)) {
            apacheJars.add(jar.toUri().toURL());
        }
        for (Path jar : jars(PUBLISHED.resolve(directory))) {
            pluginJars.add(jar.toUri().toURL());
        }
        apacheJars.addAll(pluginJars);
        ClassLoader ownApi = getClass().getClassLoader();
        Set<String> missing = new TreeSet<>();
        int resolved = 0;
        try (URLClassLoader apache = new ChildFirst(
                        apacheJars.toArray(URL[]::new), getClass().getClassLoader());
                URLClassLoader ours = new URLClassLoader(pluginJars.toArray(URL[]::new), ownApi)) {
            for (MemberReferences.Member member : references(directory, plugin)) {
                boolean inApaches = resolves(member, apache);
                if (inApaches && !resolves(member, ours)) {
                    missing.add(member.toString());
                }
                resolved += inApaches ? 1 : 0;
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(resolved > 0, "no references found");
    }

    /** Apache's classes before the worker's of the same name. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(URL[] urls, ClassLoader parent) {
            super(urls, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.apache.kafka.connect.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    private static Set<MemberReferences.Member> references(String directory, String plugin) throws IOException {
        Set<String> seen = new TreeSet<>();
        Set<MemberReferences.Member> members = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(plugin.replace('.', '/')));
        for (Path jar : jars(PUBLISHED.resolve(directory))) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                while (!open.isEmpty()) {
                    String name = open.remove();
                    ZipEntry entry = zip.getEntry(name + ".class");
                    if (entry == null || !seen.add(name)) {
                        continue;
                    }
                    try (InputStream in = zip.getInputStream(entry)) {
                        MemberReferences references = MemberReferences.read(in);
                        references.members().forEach(member -> open.add(member.owner()));
                        references.members().stream()
                                .filter(member -> member.owner().startsWith("org/apache/kafka/connect/"))
                                .forEach(members::add);
                    }
                }
            }
            break; // The first jar is the plugin's, the others are its libraries.
        }
        assertTrue(seen.contains(plugin.replace('.', '/')), plugin);
        return members;
    }

    private static boolean resolves(MemberReferences.Member member, ClassLoader loader) {
        try {
            Class<?> owner = Class.forName(member.owner().replace('/', '.'), false, loader);
            return declares(owner, member);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean declares(Class<?> type, MemberReferences.Member member) {
        if (type == null) {
            return false;
        }
        boolean here = member.isMethod()
                ? Stream.concat(
                                Arrays.stream(type.getDeclaredMethods())
                                        .map(method -> method.getName()
                                                + MethodType.methodType(
                                                                method.getReturnType(), method.getParameterTypes())
                                                        .toMethodDescriptorString()),
                                Arrays.stream(type.getDeclaredConstructors())
                                        .map(constructor -> "<init>"
                                                + MethodType.methodType(void.class, constructor.getParameterTypes())
                                                        .toMethodDescriptorString()))
                        .anyMatch((member.name() + member.descriptor())::equals)
                : Arrays.stream(type.getDeclaredFields())
                        .anyMatch(field -> field.getName().equals(member.name())
                                && field.getType().descriptorString().equals(member.descriptor()));
        return here
                || declares(type.getSuperclass(), member)
                || Arrays.stream(type.getInterfaces()).anyMatch(parent -> declares(parent, member))
                || (type.isInterface() && declares(Object.class, member));
    }
}
