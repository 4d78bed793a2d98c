package dev.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A worker as users run it: the built distribution's script in a process of its own. */
public final class DistributionProcess implements ClusterWorker {
    private final Process process;
    private final Path log;
    private final URI url;
    private final Rest rest;

    private DistributionProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
        this.rest = new Rest(url);
    }

    /**
     * Runs {@code bin/connect-distributed.sh} with the properties in a file, on a free port unless they name listeners.
     *
     * @param home where the worker's files go
     */
    public static DistributionProcess start(Path home, Map<String, String> properties) throws IOException {
        return start(home, properties, "");
    }

    /** @param options further options of its JVM, for {@code KAFKA_OPTS} */
    public static DistributionProcess start(Path home, Map<String, String> properties, String options)
            throws IOException {
        Map<String, String> all = withPort(properties);
        Path file = store(home, all);
        return run("connect-distributed.sh", home, URI.create(all.get("listeners")), List.of(file.toString()), options);
    }

    /** Runs {@code bin/connect-standalone.sh} with the properties in a file, files of connectors, and options of its JVM. */
    public static DistributionProcess startStandalone(
            Path home, Map<String, String> properties, List<Path> connectors, List<String> more) throws IOException {
        Map<String, String> all = withPort(properties);
        List<String> arguments = new ArrayList<>(List.of(store(home, all).toString()));
        connectors.forEach(file -> arguments.add(file.toString()));
        // Options for Apache's logging backend, which scripts may still pass, change nothing.
        String options = "-Dlog4j2.configurationFile=/nowhere.yaml -Dlog4j.configuration=file:/nowhere.properties "
                + String.join(" ", more);
        return run("connect-standalone.sh", home, URI.create(all.get("listeners")), arguments, options);
    }

    /** Writes properties into a file below {@code home}. */
    static Path store(Path home, Map<String, String> properties) throws IOException {
        Files.createDirectories(home);
        Path file = home.resolve("worker.properties");
        Properties text = new Properties();
        text.putAll(properties);
        try (var out = Files.newOutputStream(file)) {
            text.store(out, null);
        }
        return file;
    }

    /** Runs the script with these arguments. */
    public static DistributionProcess run(Path home, URI url, List<String> arguments) throws IOException {
        return run("connect-distributed.sh", home, url, arguments, "");
    }

    /** Runs a script of {@code bin/} with these arguments, and options of its JVM. */
    public static DistributionProcess run(String script, Path home, URI url, List<String> arguments, String options)
            throws IOException {
        Files.createDirectories(home);
        Path log = home.resolve("worker.out");
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("it.distribution"), "bin", script).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LOG_DIR", home.resolve("logs").toString());
        builder.environment().put("KAFKA_HEAP_OPTS", "-Xms64m -Xmx512m");
        builder.environment().put("KAFKA_OPTS", options);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new DistributionProcess(builder.start(), log, url);
    }

    /** A port that is free, and that no outgoing connection takes before it is used. */
    public static int freePort() throws IOException {
        return FreePorts.next(1);
    }

    /** The properties, with a free port in place of one that is left open. */
    static Map<String, String> withPort(Map<String, String> properties) throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        int port = freePort();
        all.merge("listeners", "http://127.0.0.1:" + port, (given, free) -> given.endsWith(":0") ? free : given);
        return all;
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public Rest rest() {
        return rest;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Waits until the REST API answers. */
    public DistributionProcess awaitReady() {
        Await.until("the worker answers at " + url, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the worker ended with code " + process.exitValue() + ":\n" + output());
            }
            return Set.of(200, 401).contains(rest.get("/connectors").status());
        });
        return this;
    }

    @Override
    public String output() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Kills it without warning, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Waits for its end and gives its exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker does not end");
        }
        return process.exitValue();
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
