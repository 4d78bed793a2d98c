package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same calls to Apache's worker and to ours, with the same properties and the same plugins, give the same answers:
 * status, and body key by key in the same order. Only the text of messages is each worker's own.
 */
class SameAnswersAsApacheIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void theSameDialogueGetsTheSameAnswers() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            List<String> theirs;
            try (ApacheWorkerProcess apache = ApacheWorkerProcess.start(
                    directory.resolve("apache"), WorkerProperties.of(kafka.bootstrapServers(), "oracle-apache"))) {
                theirs = dialogue(apache.rest(), apache.workerId(), directory.resolve("apache"));
            }
            List<String> ours;
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "oracle-ours");
            // Apache's worker does not say when its tasks last got on.
            properties.put("status.progress.enable", "false");
            try (SluiceWorker worker = SluiceWorker.start(properties)) {
                ours = dialogue(new Rest(worker.url()), worker.url().getAuthority(), directory.resolve("apache"));
            }
            assertEquals(String.join("\n", theirs), String.join("\n", ours));
        }
    }

    /** Talks to one worker and writes down what it answers, without what has to differ. */
    private static List<String> dialogue(Rest rest, String workerId, Path files) {
        List<String> answers = new ArrayList<>();
        String in = files.resolve("in.txt").toString();
        String out = files.resolve("out.txt").toString();
        Map<String, String> source =
                Map.of("connector.class", "FileStreamSource", "tasks.max", "2", "file", in, "topic", "oracle-lines");
        Map<String, String> sink = Map.of(
                "connector.class", "org.apache.kafka.connect.file.FileStreamSinkConnector",
                "file", out,
                "topics", "oracle-lines");

        note(answers, "root", rest.get("/"), workerId);
        note(answers, "no connectors", rest.get("/connectors"), workerId);
        note(answers, "trailing slash", rest.get("/connectors/"), workerId);
        note(answers, "unknown connector", rest.get("/connectors/nobody"), workerId);
        note(answers, "unknown status", rest.get("/connectors/nobody/status"), workerId);
        note(answers, "unknown config", rest.get("/connectors/nobody/config"), workerId);
        note(answers, "unknown tasks", rest.get("/connectors/nobody/tasks"), workerId);
        note(answers, "unknown path", rest.get("/nothing"), workerId);
        note(answers, "delete unknown", rest.delete("/connectors/nobody"), workerId);
        note(answers, "create", rest.post("/connectors", Map.of("name", "src", "config", source)), workerId);
        rest.awaitRunning("src", 1);
        note(answers, "create again", rest.post("/connectors", Map.of("name", "src", "config", source)), workerId);
        note(answers, "put new", rest.put("/connectors/snk/config", sink), workerId);
        rest.awaitRunning("snk", 1);
        note(answers, "put same", rest.put("/connectors/snk/config", sink), workerId);
        rest.awaitRunning("snk", 1);
        note(answers, "connector", rest.get("/connectors/src"), workerId);
        note(answers, "config", rest.get("/connectors/src/config"), workerId);
        note(answers, "status", rest.get("/connectors/src/status"), workerId);
        note(answers, "tasks", rest.get("/connectors/snk/tasks"), workerId);
        note(answers, "task status", rest.get("/connectors/snk/tasks/0/status"), workerId);
        note(answers, "no such task", rest.get("/connectors/snk/tasks/7/status"), workerId);
        note(answers, "expanded", rest.get("/connectors?expand=status&expand=info"), workerId);
        note(answers, "plugins", rest.get("/connector-plugins"), workerId);
        note(answers, "health", rest.get("/health"), workerId);
        note(answers, "no class", rest.put("/connectors/x/config", Map.of("tasks.max", "1")), workerId);
        note(
                answers,
                "unknown class",
                rest.put("/connectors/x/config", Map.of("connector.class", "no.such.Connector")),
                workerId);
        note(
                answers,
                "bad number",
                rest.put(
                        "/connectors/x/config",
                        Map.of("connector.class", "FileStreamSource", "topic", "t", "tasks.max", "many")),
                workerId);
        note(
                answers,
                "other name",
                rest.put("/connectors/x/config", Map.of("name", "y", "connector.class", "FileStreamSource")),
                workerId);
        note(answers, "unknown field", rest.post("/connectors", Map.of("name", "z", "konfig", Map.of())), workerId);
        note(answers, "delete", rest.delete("/connectors/snk"), workerId);
        Await.until("the sink is gone", () -> rest.get("/connectors/snk/status").status() == 404);
        note(answers, "after delete", rest.get("/connectors"), workerId);
        note(answers, "deleted", rest.get("/connectors/snk"), workerId);
        return answers;
    }

    private static void note(List<String> answers, String what, Rest.Answer answer, String workerId) {
        String body = answer.body();
        if (!body.isEmpty()) {
            JsonNode json = answer.json();
            if (json instanceof ObjectNode object) {
                if (object.has("message")) {
                    object.put("message", "...");
                }
            }
            body = ordered(json).toString().replace(workerId, "worker");
        }
        answers.add(what + ": " + answer.status() + " " + body);
    }

    /** Config maps and lists of names have no order of their own; everything else keeps the order that it came in. */
    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(ordered(element)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = JSON.createObjectNode();
        boolean isConfig = object.has("connector.class") || object.has("task.class");
        boolean isByConnector = object.has("src") || object.has("snk");
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        if (isConfig || isByConnector) {
            keys.sort(null);
        }
        keys.forEach(key -> copy.set(key, ordered(object.get(key))));
        return copy;
    }
}
