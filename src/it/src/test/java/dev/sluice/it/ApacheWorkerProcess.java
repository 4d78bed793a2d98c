package dev.sluice.it;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Apache's own worker, from its published jars, in a process of its own. */
public final class ApacheWorkerProcess implements ClusterWorker {
    private final Process process;
    private final Path log;
    private final URI url;
    private final Rest rest;

    private ApacheWorkerProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
        this.rest = new Rest(url);
    }

    /** Starts it and waits until its REST API answers. */
    public static ApacheWorkerProcess start(Path home, Map<String, String> properties) throws IOException {
        return launch(home, properties).awaitReady();
    }

    /** Starts it on a free port unless the properties name one. */
    public static ApacheWorkerProcess launch(Path home, Map<String, String> properties) throws IOException {
        return launch(home, properties, List.of(), List.of());
    }

    /**
     * Starts it with more on its command line.
     *
     * @param options options of its JVM
     * @param jars    more for its class path
     */
    public static ApacheWorkerProcess launch(
            Path home, Map<String, String> properties, List<String> options, List<Path> jars) throws IOException {
        return launch("ConnectDistributed", home, properties, options, jars, List.of());
    }

    /** Starts a standalone worker with files of connectors, and with options of its JVM. */
    public static ApacheWorkerProcess launchStandalone(
            Path home, Map<String, String> properties, List<Path> connectors, List<String> options) throws IOException {
        return launch("ConnectStandalone", home, properties, options, List.of(), connectors);
    }

    private static ApacheWorkerProcess launch(
            String main,
            Path home,
            Map<String, String> properties,
            List<String> options,
            List<Path> jars,
            List<Path> connectors)
            throws IOException {
        Map<String, String> all = DistributionProcess.withPort(properties);
        URI url = URI.create(all.get("listeners"));
        Path file = DistributionProcess.store(home, all);
        Path log = home.resolve("worker.out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-Dlogback.configurationFile=" + logging(home));
        command.add("-Dlog4j2.configurationFile=" + adminLogging(home));
        command.addAll(options);
        List<String> classPath = classPath();
        jars.forEach(jar -> classPath.add(jar.toString()));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        command.add("org.apache.kafka.connect.cli." + main);
        command.add(file.toString());
        connectors.forEach(connector -> command.add(connector.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ApacheWorkerProcess(process, log, url);
    }

    /** Apache's jars, and something that writes their log. */
    private static List<String> classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        entries.add(System.getProperty("it.apache.worker") + "/*");
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("it.distribution"), "libs"))) {
            jars.filter(jar -> jar.getFileName().toString().startsWith("logback-"))
                    .forEach(jar -> entries.add(jar.toString()));
        }
        return entries;
    }

    private static Path logging(Path home) throws IOException {
        return Files.writeString(home.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %p [%t] %m \\(%c\\)%n</pattern></encoder>
                  </appender>
                  <logger name="org.apache.kafka.connect.runtime" level="INFO"/>
                  <logger name="org.apache.kafka.connect.runtime.isolation" level="WARN"/>
                  <root level="WARN"><appender-ref ref="console"/></root>
                </configuration>
                """);
    }

    /** What its admin endpoints see: they ask Log4j, whoever writes the log. */
    private static Path adminLogging(Path home) throws IOException {
        return Files.writeString(home.resolve("log4j2.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.none.ref = none
                appender.none.type = Null
                appender.none.name = none
                """);
    }

    /** Waits until the REST API answers. */
    public ApacheWorkerProcess awaitReady() {
        Await.until("Apache's worker answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(output());
            }
            return Set.of(200, 401).contains(rest.get("/connectors").status());
        });
        return this;
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

    @Override
    public String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("Apache's worker does not end");
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
