package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/** A file with every key that Apache's worker knows, each with its default there, is a file for ours. */
class DocumentedKeysTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "bootstrap.servers", "localhost:9092",
            "group.id", "connect",
            "key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "value.converter", "org.apache.kafka.connect.storage.StringConverter",
            "config.storage.topic", "configs",
            "offset.storage.topic", "offsets",
            "status.storage.topic", "statuses",
            "offset.storage.file.filename", "/tmp/offsets");

    private static final Map<String, String> BESIDE = Map.of(
            "producer.linger.ms", "5",
            "consumer.max.poll.records", "10",
            "admin.retries", "2",
            "config.storage.min.insync.replicas", "1",
            "key.converter.schemas.enable", "false",
            "metrics.context.team", "blue",
            "listeners.https.ssl.keystore.location", "/k",
            "connector.client.config.override.allowlist", "linger.ms",
            "internal.key.converter", "org.apache.kafka.connect.json.JsonConverter",
            "no.such.key", "x");

    @Test
    void aDistributedWorkerTakesThemAll() throws Exception {
        Map<String, String> all = documented("distributed.DistributedConfig");
        assertTrue(all.size() > 60, all::toString);
        WorkerConfig config = WorkerConfig.distributed(all);

        assertEquals("connect", config.groupId());
        assertEquals(Optional.of("connect"), config.groupLabel());
        assertFalse(config.isStandalone());
        assertTrue(config.properties().keySet().containsAll(all.keySet()));
    }

    @Test
    void aStandaloneWorkerTakesThemAll() throws Exception {
        Map<String, String> all = documented("standalone.StandaloneConfig");
        WorkerConfig config = WorkerConfig.standalone(all);

        assertTrue(config.isStandalone());
        assertEquals(Path.of("/tmp/offsets"), config.offsetFile());
        assertFalse(config.exactlyOnceSourceEnabled());
        assertFalse(config.transactionalLeader());
    }

    @Test
    void defaultsAreApaches() throws Exception {
        Map<String, ?> theirs = apaches("distributed.DistributedConfig", REQUIRED);
        Map<String, ?> ours = WorkerDefinitions.distributed().parse(REQUIRED);
        TreeSet<String> other = new TreeSet<>();
        theirs.forEach((key, value) -> {
            if (!ours.containsKey(key) || !text(value).equals(text(ours.get(key)))) {
                other.add(key + ": " + text(value) + " -> " + text(ours.get(key)));
            }
        });
        assertEquals(new TreeSet<>(), other);
    }

    @Test
    void aStandaloneWorkerDoesNotLookAtWhatOnlyAGroupHas() {
        Map<String, String> file = new HashMap<>(REQUIRED);
        file.keySet().removeIf(key -> key.endsWith(".topic") || key.equals("group.id"));
        file.put("session.timeout.ms", "soon");
        file.put("exactly.once.source.support", "enabled");
        WorkerConfig config = WorkerConfig.standalone(file);

        assertEquals(10_000, config.sessionTimeoutMs());
        assertFalse(config.exactlyOnceSourceEnabled());
        assertEquals(Optional.empty(), config.groupLabel());
        assertEquals("connect-", new ClientProperties(config, "c").internalClientIdBase());
        file.put("group.id", "label");
        assertEquals(Optional.of("label"), WorkerConfig.standalone(file).groupLabel());
    }

    @Test
    void aStandaloneWorkerNeedsItsFile() {
        Map<String, String> file = new HashMap<>(REQUIRED);
        file.remove("offset.storage.file.filename");
        ConfigException error = assertThrows(ConfigException.class, () -> WorkerConfig.standalone(file));
        assertTrue(error.getMessage().contains("offset.storage.file.filename"), error.getMessage());
    }

    /** What Apache's class knows, as a file would say it, and what it passes on without knowing it. */
    private static Map<String, String> documented(String className) throws Exception {
        Map<String, String> file = new HashMap<>(REQUIRED);
        apaches(className, REQUIRED).forEach((key, value) -> {
            if (value != null && !REQUIRED.containsKey(key)) {
                file.put(key, text(value));
            }
        });
        file.putAll(BESIDE);
        return file;
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        return value instanceof Password password ? password.value() : String.valueOf(value);
    }

    private static Map<String, ?> apaches(String className, Map<String, String> file) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (File jar : Objects.requireNonNull(new File(System.getProperty("reference.jars")).listFiles())) {
            jars.add(jar.toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), DocumentedKeysTest.class.getClassLoader())) {
            Object config = loader.loadClass("org.apache.kafka.connect.runtime." + className)
                    .getConstructor(Map.class)
                    .newInstance(file);
            return ((AbstractConfig) config).values();
        }
    }
}
