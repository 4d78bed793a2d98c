package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A config topic that compaction has left with only some of a connector's task configs is made whole (KAFKA-17719). */
class IncompleteTaskConfigsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void aConnectorWithAnIncompleteSetGetsItsTasksBack() throws Exception {
        PluginJar.sequence(directory.resolve("plugins"));
        SequenceJournal journal = new SequenceJournal(directory.resolve("journal"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            createCompacted(kafka, "partial-configs");
            TopicRecords configs = new TopicRecords(kafka.bootstrapServers(), "partial-configs");
            Map<String, String> connector = new HashMap<>(journal.source("partial-numbers", 3));
            connector.put("name", "counter");
            configs.write("connector-counter", properties(connector));
            // What a compaction amid a rewrite leaves: one task's config is gone, and the commit that follows counts
            // it.
            configs.write("task-counter-0", properties(task(connector, 0)));
            configs.write("task-counter-2", properties(task(connector, 2)));
            configs.write("commit-counter", "{\"tasks\":3}");

            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "partial");
            properties.put("plugin.path", directory.resolve("plugins").toString());
            try (SluiceWorker worker = SluiceWorker.start(properties)) {
                Rest rest = new Rest(worker.url());
                rest.awaitRunning("counter", 3);
                List<String> tasks = new ArrayList<>();
                rest.get("/connectors/counter/tasks")
                        .json()
                        .forEach(task -> tasks.add(task.at("/config/task").asText()));
                assertEquals(List.of("counter-0", "counter-1", "counter-2"), tasks);
                JsonNode commit = last(configs.values("commit-counter"));
                assertEquals(3, commit.get("tasks").asInt());
                assertEquals(
                        "counter-1",
                        last(configs.values("task-counter-1"))
                                .at("/properties/task")
                                .asText());
            }
        }
        assertEquals(List.of(), journal.overlaps());
    }

    private static void createCompacted(EmbeddedKafka kafka, String topic) throws Exception {
        try (Admin admin = kafka.admin()) {
            NewTopic compacted = new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(compacted)).all().get();
        }
    }

    private static Map<String, String> task(Map<String, String> connector, int number) {
        Map<String, String> task = new HashMap<>(connector);
        task.put("task", "counter-" + number);
        task.put("task.class", "example.SequenceSource$SequenceTask");
        return task;
    }

    private static String properties(Map<String, String> properties) throws Exception {
        return JSON.writeValueAsString(Map.of("properties", properties));
    }

    private static JsonNode last(List<JsonNode> values) {
        return values.get(values.size() - 1);
    }
}
