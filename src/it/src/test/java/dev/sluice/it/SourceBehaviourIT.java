package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What source tasks may rely on, with a real broker; and what their connectors' configs do. */
@Timeout(600)
class SourceBehaviourIT {
    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static ScriptedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        worker = ScriptedWorker.start(
                kafka,
                directory,
                "sources",
                "config.providers",
                "vault,file",
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "config.providers.vault.class",
                "example.Vault",
                "connector.client.config.override.policy",
                "Allowlist",
                "connector.client.config.override.allowlist",
                "linger.ms,client.id");
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            kafka.close();
        }
    }

    private static TopicDescription topic(String name) throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.describeTopics(Set.of(name)).allTopicNames().get().get(name);
        }
    }

    @Test
    void aConnectorIsReconfiguredThoughItsFormerConfigDoesNotResolveAnyMore() throws Exception {
        Path secret = Files.writeString(directory.resolve("former.properties"), "pw=one\n");
        worker.source("former", "topic", "former-one", "send", "a", "extra", "${file:" + secret + ":pw}");
        worker.awaitLine("former", "done a in former-one");

        Files.delete(secret);
        worker.source("former", "topic", "former-two", "send", "a,b", "extra", "literal");

        worker.awaitLine("former", "done b in former-two");
    }

    @Test
    void topicsAreMadeAsTheFirstGroupThatTakesThemSays() throws Exception {
        String[] groups = {
            "send", "a",
            "topic.creation.default.partitions", "1",
            "topic.creation.default.replication.factor", "1",
            "topic.creation.groups", "wide",
            "topic.creation.wide.include", "wide-.*",
            "topic.creation.wide.exclude", "wide-not",
            "topic.creation.wide.partitions", "3",
            "topic.creation.wide.cleanup.policy", "compact",
            "topic"
        };
        for (String name : List.of("wide-a", "wide-not", "plain")) {
            String[] config = java.util.Arrays.copyOf(groups, groups.length + 1);
            config[groups.length] = name;
            worker.source("makes-" + name, config);
        }
        for (String name : List.of("wide-a", "wide-not", "plain")) {
            worker.awaitLine("makes-" + name, "done a in " + name);
        }

        assertEquals(3, topic("wide-a").partitions().size());
        assertEquals("compact", kafka.topicSetting("wide-a", "cleanup.policy"));
        assertEquals(1, topic("wide-not").partitions().size());
        assertEquals(1, topic("plain").partitions().size());
        Await.until("the topic counts as used", () -> worker.rest()
                .get("/connectors/makes-wide-a/topics")
                .body()
                .equals("{\"makes-wide-a\":{\"topics\":[\"wide-a\"]}}"));
    }

    @Test
    void recordsArriveAsTheTaskGaveThemAndWhatWasCommittedIsNotSentAgain() throws Exception {
        worker.source("exact", "topic", "exact", "send", "a,null,b");
        worker.awaitLine("exact", "done b in exact");
        Await.until(
                "a commit was made",
                () -> worker.status("exact").at("/tasks/0/last_commit_ms").asLong() > 0);

        worker.source("exact", "topic", "exact", "send", "a,null,b,c");
        worker.awaitLine("exact", "done c in exact");

        Map<String, List<String>> written = TopicContent.written(kafka.bootstrapServers(), "exact");
        assertEquals(List.of("a"), written.get("key-0"));
        assertEquals(1, written.get("key-1").size());
        assertNull(written.get("key-1").get(0), "a tombstone");
        assertEquals(List.of("b"), written.get("key-2"));
        assertEquals(List.of("c"), written.get("key-3"), "the first three are not sent again");
    }

    @Test
    void aChangedSecretRestartsConnectorAndTaskAndAnUnchangedOneNothing() throws Exception {
        Path vault = Files.createDirectory(directory.resolve("vault"));
        Files.writeString(vault.resolve("kept"), "kept");
        Files.writeString(vault.resolve("changing"), "old");
        worker.source("changing", "topic", "secrets", "send", "endless", "secret", "${vault:" + vault + ":changing}");
        worker.source("kept", "topic", "secrets", "send", "endless", "secret", "${vault:" + vault + ":kept}");
        worker.source(
                "deaf",
                "topic",
                "secrets",
                "send",
                "endless",
                "secret",
                "${vault:" + vault + ":changing}",
                "config.action.reload",
                "none");
        for (String connector : List.of("changing", "deaf")) {
            worker.awaitLine(connector, "task started with old");
        }
        worker.awaitLine("kept", "task started with kept");

        Path fresh = Files.writeString(vault.resolve("fresh"), "new");
        Files.move(fresh, vault.resolve("changing"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        worker.awaitLine("changing", "connector started with new");
        worker.awaitLine("changing", "task started with new");
        worker.rest().awaitRunning("changing", 1);
        assertEquals(
                List.of("connector started with kept", "task started with kept"),
                worker.journal("kept").stream()
                        .filter(line -> line.contains("started"))
                        .toList());
        assertTrue(worker.journal("deaf").stream().noneMatch(line -> line.contains("new")));
        assertTrue(worker.rest().get("/connectors/changing/tasks").body().contains("${vault:"), "no secret is stored");
    }

    @Test
    void aStatusSaysWhenItsTaskLastGotOn() throws Exception {
        worker.source("progress", "topic", "progress", "send", "endless");
        Await.until(
                "it has polled and committed",
                () -> worker.status("progress").at("/tasks/0/last_commit_ms").asLong() > 0);

        JsonNode whole = worker.status("progress").at("/tasks/0");
        JsonNode alone =
                worker.rest().get("/connectors/progress/tasks/0/status").json();

        for (JsonNode status : List.of(whole, alone)) {
            assertEquals("RUNNING", status.path("state").asText());
            assertTrue(status.path("last_poll_ms").asLong() > 0, status.toString());
            assertTrue(status.path("last_commit_ms").asLong() > 0, status.toString());
            assertTrue(status.path("last_put_ms").isMissingNode(), "a source takes nothing");
        }
        for (TopicRecords.Entry entry : new TopicRecords(kafka.bootstrapServers(), "sources-status").all()) {
            assertTrue(entry.value() == null || !entry.value().has("last_poll_ms"), "other workers read that topic");
        }
    }

    @Test
    void onlySettingsOnTheListMayBeOverridden() throws Exception {
        JsonNode refused = worker.rest()
                .put(
                        "/connector-plugins/ScriptedSource/config/validate",
                        Map.of(
                                "name", "refused",
                                "connector.class", "ScriptedSource",
                                "producer.override.linger.ms", "5",
                                "producer.override.acks", "1"))
                .json();
        assertEquals(1, refused.path("error_count").asInt(), refused.toString());

        worker.source("allowed", "topic", "allowed", "send", "a", "producer.override.linger.ms", "5");

        worker.awaitLine("allowed", "done a in allowed");
    }
}
