package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.app.SluiceWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: lines travel from a file through Kafka into a file, moved by Apache's published file connectors. */
class FileToFileIT {
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

    @Test
    void linesTravelFromFileToFileAndGoOnAfterARestart() throws Exception {
        Path in = directory.resolve("in.txt");
        Path out = directory.resolve("out.txt");
        append(in, 0, 500);
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "file-to-file");
        try (SluiceWorker worker = SluiceWorker.start(properties)) {
            Rest rest = new Rest(worker.url());
            assertEquals(201, rest.put("/connectors/source/config", source(in)).status());
            assertEquals(201, rest.put("/connectors/sink/config", sink(out)).status());
            rest.awaitRunning("source", 1);
            rest.awaitRunning("sink", 1);
            awaitLines(out, 500);
            append(in, 500, 600);
            awaitLines(out, 600);
        }
        append(in, 600, 700);
        try (SluiceWorker worker = SluiceWorker.start(properties)) {
            new Rest(worker.url()).awaitRunning("sink", 1);
            awaitLines(out, 700);
        }
        assertEquals(lines(0, 700), Files.readAllLines(out));
    }

    @Test
    void internalTopicsAreCompacted() throws Exception {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "topics");
        SluiceWorker.start(properties).stop();
        for (String topic : List.of("topics-configs", "topics-offsets", "topics-status")) {
            assertEquals("compact", kafka.topicSetting(topic, "cleanup.policy"), topic);
        }
    }

    private static Map<String, String> source(Path in) {
        return Map.of(
                "connector.class", "FileStreamSource", "tasks.max", "1", "file", in.toString(), "topic", "file-lines");
    }

    private static Map<String, String> sink(Path out) {
        return Map.of(
                "connector.class", "FileStreamSink", "tasks.max", "1", "file", out.toString(), "topics", "file-lines");
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
