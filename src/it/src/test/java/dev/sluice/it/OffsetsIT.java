package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users list, alter and reset the offsets of connectors (KIP-875), and connectors go on from there. */
class OffsetsIT {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private static EmbeddedKafka kafka;

    @TempDir
    private static Path plugins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startKafka() throws Exception {
        PluginJar.offsets(plugins);
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        THREADS.shutdownNow();
        kafka.close();
    }

    private static Map<String, String> worker(String group) {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), group);
        properties.put("plugin.path", plugins.toString());
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        return properties;
    }

    @Test
    void theSameRequestsGetTheSameAnswersFromApachesWorker() throws Exception {
        // Both spend most of their time waiting, so they are asked side by side.
        CompletableFuture<List<String>> asked = CompletableFuture.supplyAsync(this::askApache, THREADS);
        List<String> ours;
        Path journal = directory.resolve("journal-ours");
        try (SluiceWorker worker = SluiceWorker.start(worker("offsets-ours"))) {
            ours = dialogue(new Rest(worker.url()), "our-numbers", journal);
        }
        ours.addAll(Files.readAllLines(journal));
        List<String> theirs = asked.get();
        assertEquals(
                String.join("\n", theirs).replace("apache-numbers", "numbers"),
                String.join("\n", ours).replace("our-numbers", "numbers"));
    }

    private List<String> askApache() {
        Path journal = directory.resolve("journal-apache");
        try (ApacheWorkerProcess apache =
                ApacheWorkerProcess.start(directory.resolve("apache"), worker("offsets-apache"))) {
            List<String> answers = dialogue(apache.rest(), "apache-numbers", journal);
            answers.addAll(Files.readAllLines(journal));
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> dialogue(Rest rest, String topic, Path journal) {
        List<String> answers = new ArrayList<>();
        note(answers, "list unknown", rest.get("/connectors/nobody/offsets"));
        note(answers, "alter unknown", rest.patch("/connectors/nobody/offsets", source("left", 1)));
        note(answers, "reset unknown", rest.delete("/connectors/nobody/offsets"));
        sourceDialogue(answers, rest, topic, journal);
        sinkDialogue(answers, rest, topic, journal);
        return answers;
    }

    private static void sourceDialogue(List<String> answers, Rest rest, String topic, Path journal) {
        Map<String, String> config = config("OffsetSource", journal, "topic", topic);
        String offsets = "/connectors/src/offsets";
        rest.put("/connectors/src/config", config);
        rest.awaitRunning("src", 1);
        awaitOffsets(rest, "src", 2);
        note(answers, "running", listed(rest, offsets));
        note(answers, "alter while it runs", rest.patch(offsets, source("left", 1)));
        note(answers, "reset while it runs", rest.delete(offsets));
        note(answers, "empty while it runs", rest.patch(offsets, "{\"offsets\":[]}"));
        stop(rest, "src");
        note(answers, "stopped", listed(rest, offsets));
        for (String body : List.of(
                "{}",
                "{\"offsets\":null}",
                "{\"offsets\":[]}",
                "{\"offsets\":{}}",
                "null",
                "{",
                "{\"offsets\":[null]}",
                "{\"offsets\":[{\"partition\":{\"side\":\"left\"},\"offset\":{\"n\":1},\"more\":1}]}",
                "{\"offsets\":[{\"partition\":{\"side\":[1]},\"offset\":{\"n\":1}}]}",
                "{\"offsets\":[{\"partition\":{\"side\":\"left\"},\"offset\":{\"n\":{\"a\":1}}}]}",
                "{\"offsets\":[{\"partition\":{\"side\":\"left\"},\"offset\":{\"n\":99999999999999999999}}]}",
                "{\"offsets\":[{\"partition\":\"left\",\"offset\":{\"n\":1}}]}")) {
            note(answers, body, rest.patch(offsets, body));
        }
        note(answers, "unchanged", listed(rest, offsets));
        note(answers, "alter", rest.patch(offsets, source("left", 1)));
        note(answers, "altered", listed(rest, offsets));
        note(answers, "numbers", rest.patch(offsets, """
                {"offsets":[{"partition":{"side":"other","i":1,"d":1.5,"b":true,"z":null},
                             "offset":{"i":2,"d":2.5,"b":false,"z":null,"s":"x"}}]}"""));
        note(answers, "with numbers", listed(rest, offsets));
        note(answers, "forget one", rest.patch(offsets, """
                {"offsets":[{"partition":{"side":"other","i":1,"d":1.5,"b":true,"z":null},"offset":null}]}"""));
        note(answers, "forgot one", listed(rest, offsets));
        note(answers, "no partition", rest.patch(offsets, "{\"offsets\":[{\"offset\":{\"n\":1}}]}"));
        note(answers, "null partition", rest.patch(offsets, "{\"offsets\":[{\"partition\":null,\"offset\":null}]}"));
        for (String answer : List.of("refuse", "unsupported", "true")) {
            Map<String, String> other = new HashMap<>(config);
            other.put("answer", answer);
            Rest.settled(() -> rest.put("/connectors/src/config", other));
            note(answers, answer + " alter", Rest.settled(() -> rest.patch(offsets, source("right", 1))));
            note(answers, answer + " reset", Rest.settled(() -> rest.delete(offsets)));
            note(answers, answer + " list", listed(rest, offsets));
        }
        note(answers, "reset what is empty", rest.delete(offsets));
        rest.put("/connectors/src/resume", Map.of());
        awaitOffsets(rest, "src", 2);
        note(answers, "from the beginning", listed(rest, offsets));
    }

    private static void sinkDialogue(List<String> answers, Rest rest, String topic, Path journal) {
        Map<String, String> config = config("OffsetSink", journal, "topics.regex", topic + ".*");
        String offsets = "/connectors/snk/offsets";
        rest.put("/connectors/snk/config", config);
        rest.awaitRunning("snk", 1);
        awaitOffsets(rest, "snk", 1);
        note(answers, "sink runs", listed(rest, offsets));
        note(answers, "alter while it runs", rest.patch(offsets, sink(topic, "0", "1")));
        stop(rest, "snk");
        for (String body : List.of(
                sink("t", "null", "1"),
                sink("t", "\"x\"", "1"),
                sink("t", "0", "\"x\""),
                sink("t", "0", "null"),
                sink("t", "0", "1.5"),
                sink("no-such-topic-" + topic, "0", "1"),
                sink(topic, "77", "1"),
                sink(topic, "0", "-1"),
                "{\"offsets\":[{\"partition\":{\"kafka_partition\":0},\"offset\":{\"kafka_offset\":1}}]}",
                "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"t\"},\"offset\":{\"kafka_offset\":1}}]}",
                "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"t\",\"kafka_partition\":0},\"offset\":{}}]}",
                "{\"offsets\":[{\"partition\":null,\"offset\":null}]}",
                "{\"offsets\":[{\"offset\":null}]}")) {
            note(answers, body, Rest.settled(() -> rest.patch(offsets, body)));
        }
        note(answers, "sink stopped", listed(rest, offsets));
        note(answers, "sink altered", settledGroup(() -> rest.patch(offsets, sink(topic, "\"0\"", "\"2\""))));
        note(answers, "sink altered to", listed(rest, offsets));
        note(answers, "beyond the end", rest.patch(offsets, sink(topic, "0", "1000")));
        note(answers, "is beyond the end", listed(rest, offsets));
        String forget = "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"" + topic
                + "\",\"kafka_partition\":0},\"offset\":null}]}";
        note(answers, "forget", rest.patch(offsets, forget));
        note(answers, "forgotten", listed(rest, offsets));
        note(answers, "alter again", rest.patch(offsets, sink(topic, "0", "3")));
        for (String answer : List.of("refuse", "unsupported", "true")) {
            Map<String, String> other = new HashMap<>(config);
            other.put("answer", answer);
            Rest.settled(() -> rest.put("/connectors/snk/config", other));
            note(answers, answer + " alter sink", Rest.settled(() -> rest.patch(offsets, sink(topic, "0", "1"))));
            note(answers, answer + " reset sink", Rest.settled(() -> rest.delete(offsets)));
            note(answers, answer + " list sink", listed(rest, offsets));
        }
        note(answers, "reset sink again", rest.delete(offsets));
        note(answers, "forget of no group", rest.patch(offsets, forget));
    }

    @Test
    void exactlyOnceSourcesGoOnFromAlteredOffsets() throws Exception {
        Path journal = directory.resolve("journal");
        Map<String, String> properties = worker("offsets-eos");
        properties.put("exactly.once.source.support", "enabled");
        try (SluiceWorker worker = SluiceWorker.start(properties)) {
            Rest rest = new Rest(worker.url());
            Map<String, String> shared = config("OffsetSource", journal, "topic", "eos-shared-numbers");
            Map<String, String> own = config(
                    "OffsetSource", journal, "topic", "eos-own-numbers", "offsets.storage.topic", "eos-own-offsets");
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> alterAndReset(rest, "eos-shared", shared), THREADS);
            alterAndReset(rest, "eos-own", own);
            first.get();
        }
    }

    private static void alterAndReset(Rest rest, String name, Map<String, String> config) {
        String path = "/connectors/" + name;
        String topic = config.get("topic");
        rest.put(path + "/config", config);
        rest.awaitRunning(name, 1);
        awaitOffsets(rest, name, 2);
        assertEquals(6, committed(topic).size());
        stop(rest, name);

        Rest.Answer altered = Rest.settled(() -> rest.patch(path + "/offsets", source("left", 2)));
        assertEquals(200, altered.status(), altered.body());
        assertEquals(List.of("left=2", "right=3"), offsets(rest, name));
        rest.put(path + "/resume", Map.of());
        rest.awaitRunning(name, 1);
        Await.until("one number came again", () -> committed(topic).size() == 7);
        Await.until("its offset too", () -> offsets(rest, name).equals(List.of("left=3", "right=3")));

        stop(rest, name);
        Rest.Answer reset = Rest.settled(() -> rest.delete(path + "/offsets"));
        assertEquals(200, reset.status(), reset.body());
        assertEquals(List.of(), offsets(rest, name));
        rest.put(path + "/resume", Map.of());
        rest.awaitRunning(name, 1);
        Await.until("all numbers came again", () -> committed(topic).size() == 13);
    }

    private static List<String> committed(String topic) {
        List<String> values = new ArrayList<>();
        TopicContent.committed(kafka.bootstrapServers(), topic).values().forEach(values::addAll);
        return values;
    }

    private static List<String> offsets(Rest rest, String connector) {
        TreeSet<String> offsets = new TreeSet<>();
        rest.get("/connectors/" + connector + "/offsets")
                .json()
                .path("offsets")
                .forEach(offset -> offsets.add(offset.at("/partition/side").asText() + "="
                        + offset.at("/offset/n").asText()));
        return List.copyOf(offsets);
    }

    private static Map<String, String> config(String connector, Path journal, String... more) {
        Map<String, String> config =
                new HashMap<>(Map.of("connector.class", connector, "tasks.max", "1", "journal", journal.toString()));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private static String source(String side, int n) {
        return "{\"offsets\":[{\"partition\":{\"side\":\"" + side + "\"},\"offset\":{\"n\":" + n + "}}]}";
    }

    private static String sink(String topic, String partition, String offset) {
        return "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"" + topic + "\",\"kafka_partition\":" + partition
                + "},\"offset\":{\"kafka_offset\":" + offset + "}}]}";
    }

    private static void stop(Rest rest, String connector) {
        assertEquals(
                204,
                Rest.settled(() -> rest.put("/connectors/" + connector + "/stop", Map.of()))
                        .status());
        Await.until(connector + " is stopped and its tasks are gone", () -> {
            JsonNode status = rest.get("/connectors/" + connector + "/status").json();
            return status.at("/connector/state").asText().equals("STOPPED")
                    && status.path("tasks").isEmpty();
        });
    }

    /** A group may have its members for a moment longer than the worker its tasks. */
    private static Rest.Answer settledGroup(java.util.function.Supplier<Rest.Answer> call) {
        Rest.Answer[] last = new Rest.Answer[1];
        Await.until("the consumer group is empty", () -> {
            last[0] = Rest.settled(call);
            return last[0].status() != 500;
        });
        return last[0];
    }

    /** Apache's worker lists the partitions that it knew before it has read to the end: only its second answer is new. */
    private static Rest.Answer listed(Rest rest, String path) {
        rest.get(path);
        return rest.get(path);
    }

    private static void awaitOffsets(Rest rest, String connector, int count) {
        Await.until(count + " offsets of " + connector, () -> {
            JsonNode offsets =
                    rest.get("/connectors/" + connector + "/offsets").json().path("offsets");
            int complete = 0;
            for (JsonNode offset : offsets) {
                complete += offset.at("/offset/n").asInt() == 3
                                || offset.at("/offset/kafka_offset").asInt() > 0
                        ? 1
                        : 0;
            }
            return complete == count;
        });
    }

    /** What an answer says, but for the text of errors and the order of partitions. */
    private static void note(List<String> answers, String what, Rest.Answer answer) {
        JsonNode json = answer.json();
        String said = json.toString();
        if (json.has("error_code")) {
            said = json.get("error_code").asText();
        } else if (json.has("offsets")) {
            TreeSet<String> lines = new TreeSet<>();
            json.get("offsets")
                    .forEach(offset -> lines.add(sorted(offset.get("partition")) + "=" + sorted(offset.get("offset"))));
            said = lines.toString();
        }
        answers.add(what + ": " + answer.status() + " " + said);
    }

    private static String sorted(JsonNode object) {
        TreeSet<String> fields = new TreeSet<>();
        object.properties().forEach(field -> fields.add(field.getKey() + ":" + field.getValue()));
        return fields.toString();
    }

    @Test
    void aConnectorThatHangsHoldsUpNobodyElse() throws IOException {
        Path journal = directory.resolve("journal");
        try (SluiceWorker worker = SluiceWorker.start(worker("offsets-hang"))) {
            Rest rest = new Rest(worker.url());
            rest.put("/connectors/idle/config", config("OffsetSource", journal, "topic", "hang-numbers"));
            rest.awaitRunning("idle", 1);
            awaitOffsets(rest, "idle", 2);
            stop(rest, "idle");
            Rest.settled(() -> rest.put(
                    "/connectors/idle/config",
                    config("OffsetSource", journal, "topic", "hang-numbers", "answer", "hang")));
            Thread waiting = new Thread(() -> rest.delete("/connectors/idle/offsets"));
            waiting.setDaemon(true);
            waiting.start();
            Await.until("the connector is asked", () -> Files.exists(journal));
            assertEquals(200, rest.get("/health").status());
            assertEquals(List.of("left=3", "right=3"), offsets(rest, "idle"));
            rest.put("/connectors/busy/config", config("OffsetSource", journal, "topic", "busy-numbers"));
            rest.awaitRunning("busy", 1);
            awaitOffsets(rest, "busy", 2);
            assertTrue(waiting.isAlive());
            // A worker that is closed gives requests under way a minute.
            Files.createFile(directory.resolve("journal.enough"));
        }
    }
}
