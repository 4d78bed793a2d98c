package dev.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts make of their arguments and environment: the command that they run, seen by a Java that prints it. */
class ScriptsIT {
    @TempDir
    private Path directory;

    private Path out;

    private record Outcome(int code, List<String> lines) {
        /** The Java command's words, one a line. */
        String command() {
            return String.join(" ", lines);
        }
    }

    @BeforeEach
    void makeJava() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("java/bin"));
        Path java = Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                for word; do
                  case $word in
                    -Xshare:dump) dumps=yes ;;
                    -XX:SharedArchiveFile=*) archive=${word#*=} ;;
                  esac
                done
                [ -z "$dumps" ] || echo classes > "$archive"
                printf '%s\\n' "$@"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        out = directory.resolve("out");
    }

    @ParameterizedTest
    @CsvSource({
        "connect-distributed.sh, org.apache.kafka.connect.cli.ConnectDistributed",
        "connect-standalone.sh, org.apache.kafka.connect.cli.ConnectStandalone",
        "connect-mirror-maker.sh, org.apache.kafka.connect.mirror.MirrorMaker"
    })
    void aWorkerIsStartedWithItsArguments(String script, String main) throws Exception {
        Outcome outcome = run(Map.of(), script, "worker.properties", "a b.json");

        assertEquals(0, outcome.code());
        List<String> lines = outcome.lines();
        assertEquals(List.of(main, "worker.properties", "a b.json"), lines.subList(lines.size() - 3, lines.size()));
        assertTrue(lines.containsAll(List.of("-Xms256M", "-Xmx2G", "-server")), lines::toString);
        assertTrue(lines.contains("-Dkafka.logs.dir=" + directory.resolve("logs")), lines::toString);
        assertTrue(lines.stream().anyMatch(word -> word.matches(".*logback.configurationFile=.*connect-logback.xml")));
    }

    @ParameterizedTest
    @CsvSource({"connect-distributed.sh", "connect-standalone.sh", "connect-mirror-maker.sh"})
    void noArgumentPrintsTheUsage(String script) throws Exception {
        Outcome outcome = run(Map.of(), script);
        assertEquals(1, outcome.code());
        assertTrue(outcome.lines().get(0).startsWith("USAGE: "), outcome::command);
    }

    @Test
    void theToolIsStartedWithoutAnything() throws Exception {
        Outcome outcome = run(Map.of(), "connect-plugin-path.sh");
        assertTrue(outcome.lines().contains("org.apache.kafka.tools.ConnectPluginPath"), outcome::command);
        assertTrue(outcome.command().contains("tools-logback.xml"), outcome::command);
        assertTrue(outcome.lines().contains("-Xmx2G"), outcome::command);
    }

    @Test
    void theEnvironmentIsHonoured() throws Exception {
        Outcome outcome = run(
                Map.of(
                        "CLASSPATH", "/first.jar",
                        "KAFKA_HEAP_OPTS", "-Xmx111m",
                        "KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -Dfast=yes",
                        "KAFKA_JMX_OPTS", "-Djmx=mine",
                        "JMX_PORT", "9999",
                        "KAFKA_OPTS", "-javaagent:/agent.jar -Dx=y",
                        "KAFKA_LOG4J_OPTS", "-Dlog4j2.configurationFile=/mine.yaml",
                        "EXTRA_ARGS", "-name mine -loggc"),
                "connect-standalone.sh",
                "w");

        List<String> lines = outcome.lines();
        assertTrue(lines.get(lines.indexOf("-cp") + 1).startsWith("/first.jar:"), outcome::command);
        assertTrue(
                lines.containsAll(List.of(
                        "-Xmx111m",
                        "-XX:+UseSerialGC",
                        "-Dfast=yes",
                        "-Djmx=mine",
                        "-Dcom.sun.management.jmxremote.port=9999",
                        "-Dcom.sun.management.jmxremote.rmi.port=9999",
                        "-Dlog4j2.configurationFile=/mine.yaml",
                        "-javaagent:/agent.jar",
                        "-Dx=y")),
                outcome::command);
        assertFalse(lines.contains("-XX:+UseG1GC"), outcome::command);
        assertTrue(outcome.command().contains("/mine-gc.log"), outcome::command);
        assertTrue(lines.indexOf("-Dx=y") > lines.indexOf("-cp"), "KAFKA_OPTS wins, as it comes last");
    }

    @ParameterizedTest
    @CsvSource({
        "2, -Xmx2G, '', Serial",
        "1, -Xms1g -Xmx512m, '', Serial",
        "2, -Xmx2147483648, '', Serial",
        "2, -Xmx2049m, '', G1",
        "2, -Xmx1g -Xmx4g, '', G1",
        "2, -Xmx1g, -Xmx4g, G1",
        "2, -XX:MaxRAMPercentage=6500, '', G1",
        "2, '-XX:+UseCompressedOops', '', G1",
        "2, -Xmx1g, -XX:+UseG1GC, G1",
        "1000, -Xmx100g, '', G1",
    })
    void theCollectorFitsTheWorkersSize(int processors, String heap, String options, String collector)
            throws Exception {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        Path nproc = Files.writeString(tools.resolve("nproc"), "#!/bin/sh\necho " + processors + "\n");
        assertTrue(nproc.toFile().setExecutable(true));

        Outcome outcome = run(
                Map.of(
                        "PATH", tools + ":" + System.getenv("PATH"),
                        "KAFKA_HEAP_OPTS", heap,
                        "KAFKA_OPTS", options),
                "connect-distributed.sh",
                "w");

        Set<String> chosen = outcome.lines().stream()
                .filter(word -> word.matches("-XX:[+]Use.*GC"))
                .collect(Collectors.toSet());
        assertEquals(Set.of("-XX:+Use" + collector + "GC"), chosen, outcome::command);
    }

    @Test
    void aMirrorsOwnMainClassComesBeforeThePublishedOne() throws Exception {
        List<String> lines =
                run(Map.of(), "connect-mirror-maker.sh", "mm2.properties").lines();
        String classPath = lines.get(lines.indexOf("-cp") + 1);
        int published = classPath.indexOf("/libs/mirror/connect-mirror-4");
        int own = classPath.indexOf("/libs/connect-runtime-");
        assertTrue(own >= 0 && own < published, classPath);
    }

    @Test
    void anEmptyNameStaysEmpty() throws Exception {
        Outcome outcome = run(Map.of("EXTRA_ARGS", "", "KAFKA_DEBUG", "y"), "connect-distributed.sh", "w");
        assertEquals(0, outcome.code());
        assertTrue(outcome.command().contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=5005"));
    }

    @Test
    void aDaemonWritesWhereItsNameSays() throws Exception {
        Outcome outcome = run(Map.of(), "connect-mirror-maker.sh", "-daemon", "mm2.properties");
        assertEquals(0, outcome.code());
        Path log = directory.resolve("logs/mirrorMaker.out");
        Await.until(
                "the daemon has printed",
                () -> Files.exists(log) && Files.readAllLines(log).contains("mm2.properties"));
        assertTrue(outcome.lines().isEmpty(), outcome::command);
    }

    @Test
    void anArchiveOfClassesIsUsedForTheJarsThatItWasMadeOf() throws Exception {
        Path home = smallDistribution();
        Path archive = home.resolve("cache");
        assertEquals(
                0,
                runIn(home, Map.of("SLUICE_CDS", "create"), "kafka-run-class.sh")
                        .code());
        List<String> made = names(archive);
        assertEquals(1, made.size(), made::toString);
        String option = "-XX:SharedArchiveFile=" + archive.resolve(made.get(0));

        for (String script : List.of("connect-distributed.sh", "connect-standalone.sh", "connect-mirror-maker.sh")) {
            Outcome outcome = runIn(home, Map.of("SLUICE_CDS", "auto"), script, "w");
            assertTrue(outcome.lines().contains(option), outcome::command);
        }
        Outcome without = runIn(home, Map.of("SLUICE_CDS", "off"), "connect-distributed.sh", "w");
        assertFalse(without.lines().contains(option), without::command);
        Files.writeString(home.resolve("libs/mirror/connect-mirror-4.jar"), "a newer one");
        assertEquals(
                0,
                runIn(home, Map.of("SLUICE_CDS", "create"), "kafka-run-class.sh")
                        .code());
        assertFalse(names(archive).equals(made), "the archive of other jars has another name");
    }

    @Test
    void anArchiveBesideTheScriptsComesFirst() throws Exception {
        Path home = smallDistribution();
        Files.writeString(home.resolve("classes.jsa"), "packed");
        Outcome outcome = runIn(home, Map.of("SLUICE_CDS", "auto"), "connect-distributed.sh", "w");
        assertTrue(outcome.lines().contains("-XX:SharedArchiveFile=" + home.resolve("classes.jsa")), outcome::command);
        for (String options : List.of(
                "-XX:SharedArchiveFile=/mine.jsa",
                "-Da=b -javaagent:/agent.jar=8080:x.yml",
                "-XX:StartFlightRecording=filename=/r.jfr")) {
            Outcome own =
                    runIn(home, Map.of("SLUICE_CDS", "auto", "KAFKA_OPTS", options), "connect-distributed.sh", "w");
            assertFalse(own.command().contains("classes.jsa"), own::command);
        }
    }

    /** The scripts beside jars of their own, which nobody loads. */
    private Path smallDistribution() throws Exception {
        Path home = directory.resolve("small");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("libs/mirror"));
        for (String name : List.of(
                "connect-distributed.sh", "connect-standalone.sh", "connect-mirror-maker.sh", "kafka-run-class.sh")) {
            Files.copy(Path.of(System.getProperty("it.distribution"), "bin", name), home.resolve("bin/" + name));
        }
        Files.writeString(home.resolve("libs/connect-runtime.jar"), "jar");
        Files.writeString(home.resolve("libs/mirror/connect-mirror-4.jar"), "jar");
        Files.writeString(home.resolve("libs/classes.lst"), "java/lang/Object");
        return home;
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsa"))
                    .toList();
        }
    }

    private Outcome run(Map<String, String> environment, String script, String... arguments) throws Exception {
        return runIn(Path.of(System.getProperty("it.distribution")), environment, script, arguments);
    }

    private Outcome runIn(Path home, Map<String, String> environment, String script, String... arguments)
            throws Exception {
        List<String> command = new java.util.ArrayList<>();
        command.add(home.resolve("bin").resolve(script).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        List.of("CLASSPATH", "EXTRA_ARGS", "KAFKA_OPTS", "KAFKA_HEAP_OPTS", "KAFKA_LOG4J_OPTS", "JMX_PORT")
                .forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", directory.resolve("java").toString());
        builder.environment().put("LOG_DIR", directory.resolve("logs").toString());
        builder.environment().put("SLUICE_CDS", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script does not end");
        return new Outcome(process.exitValue(), Files.readAllLines(out));
    }
}
