package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.dialogue.Dialogue;
import dev.sluice.it.dialogue.Difference;
import dev.sluice.it.dialogue.Differences;
import dev.sluice.it.dialogue.KnownDifferences;
import dev.sluice.it.dialogue.RawHttp;
import dev.sluice.it.dialogue.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle: the dialogue of {@code src/test/resources/dialogue} is held with Apache's worker and with ours, and their
 * answers are the same, but for the differences that are listed there with a reason.
 */
class SameAnswersAsApacheIT {
    private static final List<String> PLUGIN_SOURCES = List.of(
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

    private static EmbeddedKafka kafka;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> sources = new HashMap<>();
        for (String name : PLUGIN_SOURCES) {
            sources.put("example/" + name + ".java", resource("odd/example/" + name + ".java"));
        }
        PluginJar.of(directory.resolve("plugins/odd/odd.jar"), sources);
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Map.of("odd-topic", 1));
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        kafka.close();
    }

    @Test
    void theSameDialogueGetsTheSameAnswers() throws Exception {
        List<Dialogue> dialogues = List.of(
                Dialogue.of("connectors.txt"),
                Dialogue.of("internal.txt"),
                Dialogue.of("paths.txt"),
                Dialogue.of("loggers.txt"),
                Dialogue.of("plugins.txt"),
                Dialogue.of("validation.txt"));
        try (ApacheWorkerProcess apache =
                        ApacheWorkerProcess.launch(directory.resolve("apache"), properties("apache"));
                DistributionProcess ours = DistributionProcess.start(directory.resolve("ours"), properties("sluice"))) {
            ours.awaitReady();
            apache.awaitReady();
            CompletableFuture<Map<String, RawHttp.Answer>> theirs = hold(dialogues, apache.url(), "wapache");
            CompletableFuture<Map<String, RawHttp.Answer>> own = hold(dialogues, ours.url(), "wsluice");
            List<Difference> differences = Differences.between(theirs.get(), own.get());
            KnownDifferences known = KnownDifferences.read();
            assertEquals("", lines(known.unlisted(differences)), "differences that are not listed");
            assertEquals("", lines(known.stale(differences)), "listed differences that do not occur");
        }
    }

    private static Map<String, String> properties(String name) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "oracle-w" + name);
        properties.merge("plugin.path", directory.resolve("plugins").toString(), (a, b) -> a + "," + b);
        return properties;
    }

    private static CompletableFuture<Map<String, RawHttp.Answer>> hold(List<Dialogue> dialogues, URI url, String name) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Talk talk = new Talk(url, name, Map.of("root", "INFO"));
                    Map<String, RawHttp.Answer> answers = new LinkedHashMap<>();
                    try {
                        for (Dialogue dialogue : dialogues) {
                            answers.putAll(talk.answers(dialogue));
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return answers;
                },
                THREADS);
    }

    private static String lines(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SameAnswersAsApacheIT.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
