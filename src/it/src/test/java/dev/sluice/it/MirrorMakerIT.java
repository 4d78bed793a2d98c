package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.mirror.Flow;
import dev.sluice.mirror.Mirror;
import dev.sluice.model.RunState;
import dev.sluice.service.ConnectService;
import dev.sluice.service.ConnectorStatus;
import dev.sluice.service.ServiceException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters, and between them the distribution's mirror: records, heartbeats, and offsets of consumer groups. */
class MirrorMakerIT {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private static EmbeddedKafka source;
    private static EmbeddedKafka target;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startKafka() {
        source = EmbeddedKafka.start();
        target = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        source.close();
        target.close();
    }

    @Test
    void recordsHeartbeatsAndGroupsAreMirroredAndARestartGoesOn() throws Exception {
        source.createTopics(Map.of("orders", 1, "letters", 1));
        produce(0, 100);
        commit("readers", 60);
        Path file = file();

        try (DistributionProcess mirror = mirror("first", file)) {
            awaitRecords(mirror, 100);
            Await.until(
                    "a heartbeat arrives",
                    () -> topics().contains("heartbeats")
                            && !content("heartbeats").isEmpty());
            awaitTranslation();
            assertEquals(143, mirror.terminate());
        }
        produce(100, 150);
        try (DistributionProcess mirror = mirror("second", file)) {
            awaitRecords(mirror, 150);
        }

        assertEquals(
                IntStream.range(0, 150).mapToObj(number -> "order " + number).toList(), content("A.orders"));
        assertTrue(topics().stream().noneMatch("A.letters"::equals), "what is not to be mirrored");
        assertTrue(
                topics().containsAll(
                                Set.of("mm2-configs.A.internal", "mm2-offsets.A.internal", "mm2-status.A.internal")),
                topics()::toString);
    }

    @Test
    void nodesThatTalkToEachOtherShareAFlow() throws Exception {
        source.createTopics(Map.of("shared", 1));
        Map<String, String> file = new HashMap<>();
        properties("C", "shared").forEach((key, value) -> file.put(key.toString(), value.toString()));
        file.put("dedicated.mode.enable.internal.rest", "true");
        file.put("listeners", "http://127.0.0.1:0");
        file.put("B.scheduled.rebalance.max.delay.ms", "1000");
        file.put("B->C.emit.heartbeats.enabled", "false");
        System.setProperty(
                "sluice.mirror.plugins",
                Path.of(System.getProperty("it.distribution"), "libs", "mirror").toString());
        try (Mirror first = Mirror.start(file, List.of("B"));
                Mirror second = Mirror.start(file, List.of())) {
            Flow flow = new Flow("C", "B");
            ConnectService one = first.workers().get(flow).connectors();
            ConnectService other = second.workers().get(flow).connectors();
            Set<String> workers = new TreeSet<>();
            Await.until("all connectors and their tasks run, on both nodes", () -> {
                workers.clear();
                for (String name : List.of("MirrorSourceConnector", "MirrorHeartbeatConnector")) {
                    if (!runs(one, name, workers) || !runs(other, name, workers)) {
                        return false;
                    }
                }
                return workers.size() == 2;
            });
            assertTrue(
                    workers.stream().allMatch(id -> id.startsWith("127.0.0.1:") && id.endsWith("/C->B")),
                    workers::toString);
        } finally {
            System.clearProperty("sluice.mirror.plugins");
        }
    }

    /** Whether a connector and a task of it run as far as a worker knows; adds where. */
    private static boolean runs(ConnectService worker, String connector, Set<String> workers) {
        try {
            ConnectorStatus status = worker.connectorStatus(connector);
            workers.add(status.connector().workerId());
            return status.connector().state() == RunState.RUNNING
                    && !status.tasks().isEmpty()
                    && status.tasks().stream().allMatch(task -> task.status().state() == RunState.RUNNING);
        } catch (ServiceException.NotFound notYet) {
            return false;
        }
    }

    @Test
    void wrongArgumentsEndWithTheUsage() throws Exception {
        try (DistributionProcess mirror =
                run("usage", List.of(directory.resolve("no-such-file").toString()))) {
            assertEquals(255, mirror.awaitExit());
            assertTrue(mirror.output().contains("no-such-file"), mirror.output());
        }
    }

    private DistributionProcess mirror(String name, Path file) throws Exception {
        return run(name, List.of(file.toString(), "--clusters", "B"));
    }

    private DistributionProcess run(String name, List<String> arguments) throws Exception {
        return DistributionProcess.run(
                "connect-mirror-maker.sh", directory.resolve(name), URI.create("http://127.0.0.1:1"), arguments, "");
    }

    private Path file() throws Exception {
        Path file = directory.resolve("mm2.properties");
        try (var out = Files.newOutputStream(file)) {
            properties("A", "orders").store(out, null);
        }
        return file;
    }

    private static Properties properties(String alias, String topics) {
        Properties properties = new Properties();
        properties.put("clusters", alias + ", B");
        properties.put(alias + ".bootstrap.servers", source.bootstrapServers());
        properties.put("B.bootstrap.servers", target.bootstrapServers());
        properties.put(alias + "->B.enabled", "true");
        properties.put(alias + "->B.topics", topics);
        properties.put(alias + "->B.groups", "readers");
        properties.put("B.offset.flush.interval.ms", "1000");
        properties.put("offset.lag.max", "0");
        for (String kind : List.of("", "checkpoints.topic.", "heartbeats.topic.", "offset-syncs.topic.")) {
            properties.put(kind + "replication.factor", "1");
        }
        for (String store : List.of("offset", "status", "config")) {
            properties.put(store + ".storage.replication.factor", "1");
        }
        for (String interval : List.of("emit.heartbeats", "emit.checkpoints", "refresh.topics", "refresh.groups")) {
            properties.put(interval + ".interval.seconds", "1");
        }
        return properties;
    }

    private static void produce(int from, int to) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", source.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int number = from; number < to; number++) {
                producer.send(new ProducerRecord<>("orders", "k", "order " + number));
                producer.send(new ProducerRecord<>("letters", "k", "letter " + number));
            }
        }
    }

    private static void commit(String group, long offset) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", source.bootstrapServers());
        settings.put("group.id", group);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(offset)));
        }
    }

    private static void awaitRecords(DistributionProcess mirror, int count) {
        Await.until(count + " records are mirrored", () -> {
            if (!ProcessHandle.of(mirror.pid()).map(ProcessHandle::isAlive).orElse(false)) {
                throw new AssertionError(mirror.output());
            }
            return topics().contains("A.orders") && content("A.orders").size() >= count;
        });
    }

    /** Asks Apache's published client where the group goes on in the other cluster. */
    private static void awaitTranslation() throws Exception {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("it.distribution"), "libs", "mirror"))) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), MirrorMakerIT.class.getClassLoader())) {
            var translate = loader.loadClass("org.apache.kafka.connect.mirror.RemoteClusterUtils")
                    .getMethod("translateOffsets", Map.class, String.class, String.class, Duration.class);
            Await.until("the group's offset is translated", () -> {
                if (!topics().contains("A.checkpoints.internal")) {
                    return false;
                }
                Map<?, ?> offsets = (Map<?, ?>) translate.invoke(
                        null,
                        Map.of("bootstrap.servers", target.bootstrapServers()),
                        "A",
                        "readers",
                        Duration.ofSeconds(5));
                OffsetAndMetadata there =
                        (OffsetAndMetadata) offsets.get(new TopicPartition("A.orders", ORDERS.partition()));
                return there != null && there.offset() > 0 && there.offset() <= 60;
            });
        }
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = target.admin()) {
            return admin.listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
        }
    }

    private static List<String> content(String topic) {
        return TopicContent.written(target.bootstrapServers(), topic).values().stream()
                .flatMap(List::stream)
                .toList();
    }
}
