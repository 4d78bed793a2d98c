package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.SluiceWorker;
import dev.sluice.it.dialogue.Dialogue;
import dev.sluice.it.dialogue.Difference;
import dev.sluice.it.dialogue.Differences;
import dev.sluice.it.dialogue.KnownDifferences;
import dev.sluice.it.dialogue.RawHttp;
import dev.sluice.it.dialogue.Talk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker without a group: its connectors come from files, its offsets go to one, and either make reads the other's. */
class StandaloneIT {
    private static EmbeddedKafka kafka;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    /** Topics end with the words that stand for either worker, so that answers about them are the same. */
    @Test
    void offsetsAndAnswersAreThoseOfApachesStandaloneWorker() throws Exception {
        append(directory.resolve("lines.txt"), 0, 2);
        PluginJar.odd(directory.resolve("plugins"));
        Path in = directory.resolve("in.txt");
        append(in, 0, 100);
        Path offsets = directory.resolve("apache.offsets");
        carryOn(offsets, in, "carried-wapache");
        Files.copy(offsets, directory.resolve("ours.offsets"));
        append(in, 100, 200);

        // What only a group has is not looked at.
        Map<String, String> settings = Map.of("group.id", "only-a-label", "session.timeout.ms", "none");
        Map<String, RawHttp.Answer> theirs;
        Map<String, RawHttp.Answer> own;
        int theirBeans = DistributionProcess.freePort();
        int ownBeans = DistributionProcess.freePort();
        try (ApacheWorkerProcess apache = ApacheWorkerProcess.launchStandalone(
                        directory.resolve("apache"),
                        with(settings, "apache"),
                        List.of(source(in, "carried-wapache")),
                        MetricBeans.open(theirBeans));
                DistributionProcess ours = DistributionProcess.startStandalone(
                        directory.resolve("ours"),
                        with(settings, "ours"),
                        List.of(source(in, "carried-wsluice")),
                        MetricBeans.open(ownBeans))) {
            await(ours.awaitReady(), in);
            await(apache.awaitReady(), in);
            assertEquals(beans(theirBeans, apache), beans(ownBeans, ours));
            ExecutorService beside = Executors.newSingleThreadExecutor();
            try {
                Future<Map<String, RawHttp.Answer>> answers = beside.submit(() -> talk(ours, "wsluice"));
                theirs = talk(apache, "wapache");
                own = answers.get();
            } finally {
                beside.shutdownNow();
            }
            assertTrue(ours.output().contains("Created connector carried"), ours.output());
            assertEquals(143, ours.terminate());
            // Apache's worker does not always end when it is told to; what it has committed is in its file by now.
            awaitPosition(apache.rest(), in, "carried");
        }
        append(in, 200, 300);
        carryOn(offsets, in, "carried-wapache");

        assertEquals(lines(0, 300), content("carried-wapache"));
        assertEquals(lines(100, 200), content("carried-wsluice"));
        List<Difference> differences = Differences.between(theirs, own);
        KnownDifferences known = KnownDifferences.read();
        assertEquals("", text(known.unlisted(differences)), "differences that are not listed");
        assertEquals("", text(known.stale(differences, theirs.keySet())), "listed differences that do not occur");
    }

    /** Runs a worker of ours until it has read all of a file. */
    private void carryOn(Path offsets, Path in, String topic) throws Exception {
        Map<String, String> config =
                Map.of("name", "carried", "connector.class", "FileStreamSource", "file", in.toString(), "topic", topic);
        try (SluiceWorker worker =
                SluiceWorker.standalone(WorkerProperties.standalone(kafka.bootstrapServers(), offsets))) {
            worker.connectors()
                    .createConnector("carried", config, Optional.empty())
                    .get();
            awaitPosition(new Rest(worker.url()), in, "carried");
        }
    }

    private static List<String> content(String topic) {
        return TopicContent.written(kafka.bootstrapServers(), topic)
                .values()
                .iterator()
                .next();
    }

    @Test
    void anEmbeddedWorkerKeepsOffsetsAndForgetsConnectors() throws Exception {
        Path in = directory.resolve("in.txt");
        Path out = directory.resolve("out.txt");
        append(in, 0, 50);
        Map<String, String> properties =
                WorkerProperties.standalone(kafka.bootstrapServers(), directory.resolve("offsets"));
        Map<String, String> source = Map.of(
                "connector.class", "FileStreamSource", "tasks.max", "1", "file", in.toString(), "topic", "embedded");
        Map<String, String> sink = Map.of(
                "connector.class", "FileStreamSink", "tasks.max", "1", "file", out.toString(), "topics", "embedded");
        try (SluiceWorker worker = SluiceWorker.standalone(properties)) {
            Rest rest = new Rest(worker.url());
            Rest.Answer created = rest.put("/connectors/source/config", source);
            assertEquals(201, created.status(), created.body());
            assertEquals(1, created.json().get("tasks").size(), created.body());
            assertEquals(201, rest.put("/connectors/sink/config", sink).status());
            awaitLines(out, 50);
            assertEquals(204, rest.put("/connectors/source/stop", Map.of()).status());
            Await.until(
                    "no task is left",
                    () -> rest.get("/connectors/source/tasks").json().isEmpty());
            append(in, 50, 60);
            assertEquals(202, rest.put("/connectors/source/resume", Map.of()).status());
            awaitLines(out, 60);
            awaitPosition(rest, in, "source");
        }
        append(in, 60, 70);
        try (SluiceWorker worker = SluiceWorker.standalone(properties)) {
            Rest rest = new Rest(worker.url());
            assertEquals("[]", rest.get("/connectors").body());
            assertEquals(201, rest.put("/connectors/source/config", source).status());
            assertEquals(201, rest.put("/connectors/sink/config", sink).status());
            awaitLines(out, 70);
        }
        assertEquals(lines(0, 70), Files.readAllLines(out));
    }

    @Test
    void aConnectorThatCannotBeCreatedEndsTheProcess() throws Exception {
        Map<String, String> properties =
                WorkerProperties.standalone(kafka.bootstrapServers(), directory.resolve("offsets"));
        Path bad = Files.writeString(
                directory.resolve("bad.json"),
                "{\"name\": \"odd\", \"config\": {\"connector.class\": \"FileStreamSource\", \"file\": \"x\"}}");
        Path good = source(directory.resolve("in.txt"), "first-of-two");
        try (DistributionProcess ours = DistributionProcess.startStandalone(
                directory.resolve("ours"), properties, List.of(good, bad), List.of())) {
            assertEquals(3, ours.awaitExit(), ours.output());
            assertTrue(ours.output().contains("Created connector carried"), ours.output());
            assertTrue(ours.output().contains("\"topic\""), ours.output());
        }
    }

    private Map<String, String> with(Map<String, String> settings, String name) {
        Map<String, String> properties =
                WorkerProperties.standalone(kafka.bootstrapServers(), directory.resolve(name + ".offsets"));
        properties.merge("plugin.path", directory.resolve("plugins").toString(), (a, b) -> a + "," + b);
        properties.putAll(settings);
        return properties;
    }

    private static void await(ClusterWorker worker, Path in) throws Exception {
        worker.rest().awaitRunning("carried", 1);
        awaitPosition(worker.rest(), in, "carried");
    }

    /** The names of all that the worker shows over JMX. */
    private static String beans(int port, ClusterWorker worker) throws Exception {
        try (JMXConnector connector = MetricBeans.connect(port)) {
            return MetricBeans.text(
                    new MetricBeans(connector.getMBeanServerConnection(), worker.workerId(), Set.of()).attributes());
        }
    }

    private Map<String, RawHttp.Answer> talk(ClusterWorker worker, String name) throws Exception {
        return new Talk(worker.url(), name, Map.of("dir", directory.toString())).answers(Dialogue.of("standalone.txt"));
    }

    private static String text(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private Path source(Path in, String topic) throws Exception {
        return Files.writeString(
                directory.resolve(topic + ".properties"),
                "name=carried\nconnector.class=FileStreamSource\ntasks.max=1\nfile=" + in + "\ntopic=" + topic + "\n");
    }

    private static void awaitPosition(Rest rest, Path in, String connector) throws Exception {
        long length = Files.size(in);
        Await.until(
                "the offset of everything is stored",
                () -> rest.get("/connectors/" + connector + "/offsets")
                                .json()
                                .at("/offsets/0/offset/position")
                                .asLong(-1)
                        == length);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "line " + number).toList();
    }

    private static void append(Path file, int from, int to) throws Exception {
        Files.write(file, lines(from, to), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void awaitLines(Path file, int count) {
        Await.until(
                count + " lines in " + file,
                () -> Files.exists(file) && Files.readAllLines(file).size() >= count);
    }
}
