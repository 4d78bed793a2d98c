package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.it.dialogue.Chance;
import dev.sluice.it.dialogue.Dialogue;
import dev.sluice.it.dialogue.Difference;
import dev.sluice.it.dialogue.Differences;
import dev.sluice.it.dialogue.KnownDifferences;
import dev.sluice.it.dialogue.RawHttp;
import dev.sluice.it.dialogue.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            "FragileConverter",
            "FragileTransform",
            "NoConfigSource",
            "OddConverter",
            "OddPredicate",
            "OddSink",
            "OddSource",
            "OddTask",
            "OddTransform",
            "ThrowingConfigSource");

    private static final String EXTENSION =
            "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";

    /** How many requests by chance, and which. */
    private static final int CHANCE = 1_500;

    private static final long SEED = 1;

    /** A frame, in JSON or in a page. */
    private static final Pattern STACK_TRACE = Pattern.compile("(\\\\t|\t)at [a-z]");

    /** Words of one length that stand for the workers. */
    private static final String APACHE = "wapache";

    private static final String OURS = "wsluice";

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
        Files.writeString(directory.resolve("lines.txt"), "first\nlast.\n");
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
        List<String> dialogue = List.of(
                "connectors.txt",
                "internal.txt",
                "offsets.txt",
                "clients.txt",
                "paths.txt",
                "loggers.txt",
                "plugins.txt",
                "validation.txt");
        compare("plain", Map.of(), List.of(), dialogue, CHANCE);
    }

    @Test
    void aWorkerThatIsGuardedAnswersTheSame() throws Exception {
        Path jaas = Files.writeString(
                directory.resolve("jaas.conf"),
                "KafkaConnect { org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required"
                        + " file=\"" + Files.writeString(directory.resolve("passwords"), "me=sesame\n") + "\"; };");
        Files.writeString(directory.resolve("secret.txt"), "hush");
        Files.writeString(directory.resolve("class.txt"), "OddSource");
        Map<String, String> settings = new HashMap<>();
        settings.put("rest.extension.classes", EXTENSION);
        settings.put("access.control.allow.origin", "http://good.example.com,http://fine.example.com");
        settings.put("access.control.allow.methods", "GET,PUT");
        settings.put("response.http.headers.config", "add X-Oracle: yes, set Cache-Control: no-store");
        settings.put("connector.client.config.override.policy", "Allowlist");
        settings.put("connector.client.config.override.allowlist", "linger.ms");
        settings.put("exactly.once.source.support", "enabled");
        settings.put("topic.tracking.enable", "false");
        settings.put("admin.listeners", "");
        settings.put("config.providers", "dir");
        settings.put("config.providers.dir.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        compare("guarded", settings, List.of("-Djava.security.auth.login.config=" + jaas), List.of("guarded.txt"), 0);
    }

    /**
     * Compares the answers of both makes with further settings and options of the JVM. What differs and is not listed must
     * differ in a second dialogue too: how far a cluster has come when it is asked is a matter of moments.
     */
    private static void compare(
            String group, Map<String, String> settings, List<String> options, List<String> dialogues, int chance)
            throws Exception {
        Outcome outcome = converse(group, settings, options, dialogues, chance);
        KnownDifferences known = KnownDifferences.read();
        List<Difference> unlisted = known.unlisted(outcome.differences());
        if (!unlisted.isEmpty()) {
            Outcome again = converse(group + "-again", settings, options, dialogues, chance);
            Set<String> places = known.unlisted(again.differences()).stream()
                    .map(Difference::place)
                    .collect(Collectors.toSet());
            unlisted = unlisted.stream()
                    .filter(difference -> places.contains(difference.place()))
                    .toList();
        }
        assertEquals("", lines(unlisted), "differences that are not listed");
        assertEquals(
                "",
                lines(known.stale(outcome.differences(), outcome.labels())),
                "listed differences that do not occur");
    }

    /** The requests of dialogues, and how the answers to them differ. */
    private record Outcome(Set<String> labels, List<Difference> differences) {}

    /** Holds dialogues with a worker of either make, and then one of so many requests by chance. */
    private static Outcome converse(
            String group, Map<String, String> settings, List<String> options, List<String> dialogues, int chance)
            throws Exception {
        Path extension;
        // Apache's worker finds the extension's login module on its class path only.
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("it.plugins"), "basic-auth"))) {
            extension = jars.findFirst().orElseThrow();
        }
        try (ApacheWorkerProcess apache = ApacheWorkerProcess.launch(
                        directory.resolve(group + "-apache"),
                        properties(group + "-" + APACHE, settings),
                        options,
                        List.of(extension));
                DistributionProcess ours = DistributionProcess.start(
                        directory.resolve(group + "-ours"),
                        properties(group + "-" + OURS, settings),
                        String.join(" ", options))) {
            CompletableFuture<Map<String, RawHttp.Answer>> own = CompletableFuture.supplyAsync(
                    () -> hold(dialogues, chance, ours.awaitReady().url(), OURS), THREADS);
            CompletableFuture<Map<String, RawHttp.Answer>> theirs = CompletableFuture.supplyAsync(
                    () -> hold(dialogues, chance, apache.awaitReady().url(), APACHE), THREADS);
            return new Outcome(theirs.get().keySet(), Differences.between(theirs.get(), own.get()));
        }
    }

    private static Map<String, String> properties(String name, Map<String, String> settings) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "oracle-" + name);
        properties.merge("plugin.path", directory.resolve("plugins").toString(), (a, b) -> a + "," + b);
        properties.putAll(settings);
        return properties;
    }

    private static Map<String, RawHttp.Answer> hold(List<String> dialogues, int chance, URI url, String name) {
        Talk talk = new Talk(url, name, Map.of("root", "INFO", "dir", directory.toString()));
        Map<String, RawHttp.Answer> answers = new LinkedHashMap<>();
        try {
            for (String dialogue : dialogues) {
                answers.putAll(talk.answers(Dialogue.of(dialogue)));
            }
            Map<String, RawHttp.Answer> byChance = talk.answers(Chance.requests("chance", SEED, chance));
            byChance.forEach((label, answer) -> {
                boolean refused = answer.status() >= 400 && name.equals(OURS);
                assertFalse(refused && STACK_TRACE.matcher(answer.body()).find(), label);
            });
            answers.putAll(byChance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
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
