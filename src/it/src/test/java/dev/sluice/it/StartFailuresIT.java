package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that cannot start says why, what to do, and ends with Kafka Connect's exit codes. */
class StartFailuresIT {
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
    void missingKeysAreAllNamed() throws Exception {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "missing");
        properties.remove("group.id");
        properties.remove("config.storage.topic");
        failsWith(2, properties, "group.id", "config.storage.topic");
    }

    @Test
    void aTakenPortIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "taken");
            String listener = "http://127.0.0.1:" + taken.getLocalPort();
            properties.put("listeners", listener);
            failsWith(2, properties, "listeners", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamedWithItsKey() throws Exception {
        String nowhere = "127.0.0.1:" + DistributionProcess.freePort();
        Map<String, String> properties = WorkerProperties.of(nowhere, "nowhere");
        properties.put("default.api.timeout.ms", "3000");
        properties.put("request.timeout.ms", "2000");
        failsWith(2, properties, "bootstrap.servers", nowhere);
    }

    @Test
    void anUnknownConverterIsNamedWithItsKey() throws Exception {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "converter");
        properties.put("value.converter", "com.example.NoSuchConverter");
        failsWith(2, properties, "value.converter", "com.example.NoSuchConverter");
    }

    @Test
    void aMissingPluginDirectoryIsNamedAndTheWorkerGoesOn() throws Exception {
        Map<String, String> properties = WorkerProperties.of(kafka.bootstrapServers(), "path");
        String missing = directory.resolve("no-such-plugins").toString();
        properties.merge("plugin.path", missing, (given, more) -> given + "," + more);
        try (DistributionProcess worker = DistributionProcess.start(directory.resolve("path"), properties)) {
            worker.awaitReady();
            assertTrue(worker.output().contains(missing), worker.output());
            assertTrue(worker.output().contains("plugin.path"), worker.output());
        }
    }

    @Test
    void noArgumentPrintsTheUsage() throws Exception {
        try (DistributionProcess worker =
                DistributionProcess.run(directory.resolve("usage"), URI.create("http://127.0.0.1:1"), List.of())) {
            assertEquals(1, worker.awaitExit());
            assertTrue(worker.output().contains("USAGE"), worker.output());
        }
    }

    @Test
    void aMissingPropertiesFileIsNamed() throws Exception {
        Path missing = directory.resolve("no-such.properties");
        try (DistributionProcess worker = DistributionProcess.run(
                directory.resolve("missing-file"), URI.create("http://127.0.0.1:1"), List.of(missing.toString()))) {
            assertEquals(2, worker.awaitExit());
            assertTrue(worker.output().contains(missing.toString()), worker.output());
        }
    }

    private void failsWith(int code, Map<String, String> properties, String... words) throws Exception {
        try (DistributionProcess worker = DistributionProcess.start(directory.resolve("worker"), properties)) {
            assertEquals(code, worker.awaitExit(), worker.output());
            String last = "";
            // A message that names several keys has a line for each.
            for (String line : worker.output().split("\n")) {
                last = line.startsWith("[20") ? line : last;
            }
            assertTrue(last.contains("Stopping due to error"), () -> "not the last line of:\n" + read(worker));
            for (String word : words) {
                assertTrue(worker.output().contains(word), () -> word + " is not in:\n" + read(worker));
            }
        }
    }

    private static String read(DistributionProcess worker) {
        try {
            return worker.output();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
