package dev.sluice.it.docs;

import dev.sluice.it.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A user's terminal: runs one block after the other, each in the folder and with the variables that the one before has
 * left. What the blocks have started and noted in files {@code *.pid} ends with it.
 */
final class DocumentedShell implements AutoCloseable {
    private static final long LIMIT_S = 240;

    private final Path home;
    private final Map<String, String> environment;
    private final Map<String, String> replacements;
    private final Path state;
    private final Path log;

    /**
     * @param home the folder that the user begins in
     * @param environment variables beside those of this process
     * @param replacements what stands in pages, and what it is here: addresses and ports
     */
    DocumentedShell(Path home, Map<String, String> environment, Map<String, String> replacements) throws IOException {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.replacements = Map.copyOf(replacements);
        this.state = Files.createTempFile("shell", ".state");
        this.log = Files.createTempFile("shell", ".log");
        Files.writeString(state, "cd '" + home + "'\n");
    }

    /** Runs commands until they keep their promise, and fails if they end with an error or do not keep it. */
    void run(String page, DocumentedBlock.Commands written) throws Exception {
        String where = page + ":" + written.line();
        DocumentedBlock.Commands block = new DocumentedBlock.Commands(
                written.line(),
                here(written.text()),
                written.again(),
                written.promised().stream().map(this::here).toList());
        if (!block.again()) {
            Outcome outcome = run(block.text());
            if (outcome.code() != 0 || !block.isKept(outcome.output())) {
                throw failure(where, block, outcome);
            }
            return;
        }
        Map<String, Outcome> last = new HashMap<>();
        try {
            Await.until(where + " keeps its promise", () -> {
                Outcome outcome = run(block.text());
                last.put(where, outcome);
                return outcome.code() == 0 && block.isKept(outcome.output());
            });
        } catch (AssertionError e) {
            throw new AssertionError(failure(where, block, last.get(where)).getMessage(), e);
        }
    }

    /** Writes a file into the folder that the user is in. */
    void write(DocumentedBlock.File file) throws Exception {
        Path path = Path.of(run("pwd").output().strip()).resolve(file.path());
        Files.createDirectories(path.getParent());
        Files.writeString(path, here(file.text()));
    }

    private record Outcome(int code, String output) {}

    private Outcome run(String commands) throws IOException, InterruptedException {
        // Variables and folder of the last command count for the next block, also if a command in between has failed.
        String script = "source '" + state + "'\nset -euo pipefail\n"
                + "trap '{ export -p; echo \"cd \\\"$PWD\\\"\"; } > \"" + state + "\"' EXIT\n" + commands;
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end in " + LIMIT_S + " s:\n" + commands + Files.readString(log));
        }
        return new Outcome(process.exitValue(), Files.readString(log));
    }

    private String here(String text) {
        String result = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            result = result.replace(replacement.getKey(), replacement.getValue());
        }
        return result;
    }

    private AssertionError failure(String where, DocumentedBlock.Commands block, Outcome outcome) throws IOException {
        StringBuilder text = new StringBuilder(where);
        text.append(
                outcome.code() == 0
                        ? " does not say: " + block.missing(outcome.output()).orElse("")
                        : " ends with " + outcome.code());
        text.append("\n--- commands\n")
                .append(block.text())
                .append("--- output\n")
                .append(outcome.output());
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(file -> file.getFileName().toString().endsWith("worker.log"))
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                text.append("--- ").append(file).append('\n');
                text.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size())));
            }
        }
        return new AssertionError(text.toString());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".pid")).toList()) {
                end(Long.parseLong(Files.readString(file).strip()));
            }
        }
        Files.delete(state);
        Files.delete(log);
    }

    private static void end(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            process.destroy();
            process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        });
    }
}
