package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.SluiceWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector that was compiled against Apache's connect-api runs unchanged, and fails alone. */
class UnmodifiedPluginIT {
    private static final String SOURCE = """
            package example;

            import java.util.*;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.Task;
            import org.apache.kafka.connect.data.*;
            import org.apache.kafka.connect.source.*;

            public class CountingSource extends SourceConnector {
                private Map<String, String> props;
                @Override public void start(Map<String, String> props) { this.props = props; }
                @Override public Class<? extends Task> taskClass() { return CountingTask.class; }
                @Override public List<Map<String, String>> taskConfigs(int max) { return Collections.nCopies(1, props); }
                @Override public void stop() { }
                @Override public ConfigDef config() {
                    return new ConfigDef()
                            .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "where to")
                            .define("fail.at", ConfigDef.Type.INT, -1, ConfigDef.Importance.LOW, "when to throw");
                }
                @Override public String version() { return "7.1"; }

                public static class CountingTask extends SourceTask {
                    private static final Schema VALUE = SchemaBuilder.struct().name("example.Count").version(1)
                            .field("n", Schema.INT64_SCHEMA).field("at", Timestamp.SCHEMA).build();
                    private static final Map<String, String> PARTITION = Map.of("counter", "only");
                    private String topic; private long next; private int failAt;
                    @Override public String version() { return "7.1"; }
                    @Override public void start(Map<String, String> props) {
                        topic = props.get("topic");
                        failAt = Integer.parseInt(props.getOrDefault("fail.at", "-1"));
                        Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
                        next = offset == null ? 0 : (Long) offset.get("n") + 1;
                    }
                    @Override public List<SourceRecord> poll() {
                        if (next == failAt) throw new IllegalStateException("told to fail at " + failAt);
                        if (next >= 1000) return null;
                        Struct value = new Struct(VALUE).put("n", next).put("at", new java.util.Date(1_000_000L + next));
                        SourceRecord record = new SourceRecord(PARTITION, Map.of("n", next), topic, null, null, VALUE, value);
                        record.headers().addLong("n", next);
                        next++;
                        return List.of(record);
                    }
                    @Override public void stop() { }
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void aConnectorOfAnotherBuildRunsAndItsFailureIsItsOwn() throws Exception {
        Path plugins = directory.resolve("plugins");
        PluginJar.of(
                plugins.resolve("counting").resolve("counting.jar"), Map.of("example/CountingSource.java", SOURCE));
        Path out = directory.resolve("out.txt");
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "unmodified");
            properties.merge("plugin.path", plugins.toString(), (given, more) -> given + "," + more);
            properties.put("value.converter", "JsonConverter");
            try (SluiceWorker worker = SluiceWorker.start(properties)) {
                Rest rest = new Rest(worker.url());
                rest.put("/connectors/good/config", Map.of("connector.class", "CountingSource", "topic", "counts"));
                rest.put(
                        "/connectors/bad/config",
                        Map.of("connector.class", "example.CountingSource", "topic", "bad", "fail.at", "5"));
                rest.put(
                        "/connectors/sink/config",
                        Map.of("connector.class", "FileStreamSink", "topics", "counts", "file", out.toString()));
                Await.until(
                        "all records arrived",
                        () -> Files.exists(out) && Files.readAllLines(out).size() >= 1000);
                Await.until(
                        "the bad task has failed",
                        () -> rest.get("/connectors/bad/status").body().contains("FAILED"));

                List<String> lines = Files.readAllLines(out);
                assertTrue(lines.get(42).startsWith("Struct{n=42,at="), lines.get(42));
                JsonNode bad = rest.get("/connectors/bad/status").json();
                assertEquals("RUNNING", bad.at("/connector/state").asText());
                assertEquals("7.1", bad.at("/connector/version").asText());
                assertTrue(bad.at("/tasks/0/trace").asText().contains("told to fail at 5"), bad.toString());
                assertEquals(
                        "RUNNING",
                        rest.get("/connectors/good/status")
                                .json()
                                .at("/tasks/0/state")
                                .asText());
            }
        }
    }
}
