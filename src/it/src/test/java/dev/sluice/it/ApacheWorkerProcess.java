package dev.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Apache's own worker, from its published jars, in a process of its own. */
public final class ApacheWorkerProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final URI url;

    private ApacheWorkerProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /** Starts it on a free port and waits until its REST API answers. */
    public static ApacheWorkerProcess start(Path home, Map<String, String> properties) throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        URI url = URI.create("http://127.0.0.1:" + DistributionProcess.freePort());
        all.put("listeners", url.toString());
        Files.createDirectories(home);
        Path file = home.resolve("worker.properties");
        Properties text = new Properties();
        text.putAll(all);
        try (var out = Files.newOutputStream(file)) {
            text.store(out, null);
        }
        Path log = home.resolve("worker.out");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dlog4j2.level=WARN",
                        "-cp",
                        System.getProperty("it.apache.worker") + "/*",
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ApacheWorkerProcess worker = new ApacheWorkerProcess(process, log, url);
        Rest rest = worker.rest();
        Await.until("Apache's worker answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            return rest.get("/connectors").status() == 200;
        });
        return worker;
    }

    public Rest rest() {
        return new Rest(url);
    }

    /** {@code host:port}, as statuses name it. */
    public String workerId() {
        return url.getAuthority();
    }

    /** Everything that the process has printed. */
    public String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
