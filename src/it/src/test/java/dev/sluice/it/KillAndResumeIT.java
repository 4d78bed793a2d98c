package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is killed while lines flow loses none of them. */
class KillAndResumeIT {
    private static final int LINES = 20_000;

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
    void noLineIsLostWhenTheWorkerIsKilled() throws Exception {
        Path in = directory.resolve("in.txt");
        Path out = directory.resolve("out.txt");
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "killed");
        properties.put("offset.flush.interval.ms", "200");
        // The broker forgets the killed consumer soon.
        properties.put("consumer.session.timeout.ms", "6000");
        int written = 0;
        try (DistributionProcess worker = DistributionProcess.start(directory.resolve("first"), properties)) {
            Rest rest = worker.awaitReady().rest();
            rest.put(
                    "/connectors/source/config",
                    Map.of("connector.class", "FileStreamSource", "file", in.toString(), "topic", "killed-lines"));
            rest.put(
                    "/connectors/sink/config",
                    Map.of("connector.class", "FileStreamSink", "file", out.toString(), "topics", "killed-lines"));
            while (written < LINES / 2 || !Files.exists(out) || Files.size(out) == 0) {
                written = append(in, written, written + 100);
            }
            worker.kill();
        }
        append(in, written, written + LINES / 2);
        written += LINES / 2;
        try (DistributionProcess worker = DistributionProcess.start(directory.resolve("second"), properties)) {
            worker.awaitReady();
            Set<String> expected = new TreeSet<>(Files.readAllLines(in));
            Await.until("every line has arrived", () -> new TreeSet<>(Files.readAllLines(out)).containsAll(expected));
            assertEquals(143, worker.terminate(), worker.output());
        }
        assertEquals(new TreeSet<>(Files.readAllLines(in)), new TreeSet<>(Files.readAllLines(out)));
    }

    private static int append(Path file, int from, int to) throws Exception {
        List<String> lines = new java.util.ArrayList<>();
        for (int number = from; number < to; number++) {
            lines.add("line " + number);
        }
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return to;
    }
}
