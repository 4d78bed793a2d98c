package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.mirror.Flow;
import dev.sluice.mirror.MirrorConfig;
import dev.sluice.mirror.MirrorConnector;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mirror's file means is what Apache's published class makes of it, key by key. */
class MirrorConfigIT {
    private static URLClassLoader apache;

    @BeforeAll
    static void openApachesJars() throws IOException {
        apache = apache();
    }

    @AfterAll
    static void closeApachesJars() throws IOException {
        apache.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "heartbeats", "levels", "conflicts", "security"})
    void aFileMeansWhatItMeansToApache(String name) throws Exception {
        Map<String, String> file = file(name);
        assertFalse(file.isEmpty());
        assertEquals(apaches(file), ours(file));
    }

    private static Map<String, Map<String, String>> ours(Map<String, String> file) {
        MirrorConfig config = new MirrorConfig(file);
        Map<String, Map<String, String>> parts = new TreeMap<>();
        for (Flow flow : config.flows()) {
            parts.put(flow + " worker", new TreeMap<>(config.worker(flow)));
            for (MirrorConnector connector : MirrorConnector.values()) {
                parts.put(flow + " " + connector.connectorName(), new TreeMap<>(config.connector(flow, connector)));
            }
        }
        return parts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, String>> apaches(Map<String, String> file) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(apache);
        try {
            Class<?> type = apache.loadClass("org.apache.kafka.connect.mirror.MirrorMakerConfig");
            Class<?> pairType = apache.loadClass("org.apache.kafka.connect.mirror.SourceAndTarget");
            Object config = type.getConstructor(Map.class).newInstance(file);
            Map<String, Map<String, String>> parts = new TreeMap<>();
            for (Object pair : (List<Object>) type.getMethod("clusterPairs").invoke(config)) {
                Object worker = type.getMethod("workerConfig", pairType).invoke(config, pair);
                parts.put(pair + " worker", new TreeMap<>((Map<String, String>) worker));
                for (MirrorConnector connector : MirrorConnector.values()) {
                    Object made = type.getMethod("connectorBaseConfig", pairType, Class.class)
                            .invoke(config, pair, apache.loadClass(connector.className()));
                    parts.put(pair + " " + connector.connectorName(), new TreeMap<>((Map<String, String>) made));
                }
            }
            return parts;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URLClassLoader apache() throws IOException {
        List<URL> urls = new ArrayList<>();
        List<Path> folders = List.of(
                Path.of(System.getProperty("it.apache.worker")),
                Path.of(System.getProperty("it.distribution"), "libs", "mirror"));
        for (Path folder : folders) {
            try (Stream<Path> jars = Files.list(folder)) {
                for (Path jar : jars.toList()) {
                    urls.add(jar.toUri().toURL());
                }
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Map<String, String> file(String name) throws IOException {
        Properties properties = new Properties();
        try (var in = MirrorConfigIT.class.getResourceAsStream("/mirror/" + name + ".properties")) {
            properties.load(new StringReader(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
        }
        Map<String, String> file = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> file.put(key, properties.getProperty(key)));
        return file;
    }
}
