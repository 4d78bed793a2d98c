package dev.sluice.cli;

import dev.sluice.app.SluiceWorker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker as a process. Exit codes are those of Kafka Connect: 1 for wrong arguments and for a worker that cannot go
 * on, 2 for one that cannot start; a process that is told to end by a signal ends with the signal's code.
 */
public final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int EXIT_USAGE = 1;
    private static final int EXIT_FATAL = 1;
    private static final int EXIT_CANNOT_START = 2;

    private WorkerProcess() {}

    /** Starts a distributed worker and blocks until it ends; never returns normally on failure. */
    public static void run(String command, String[] args) {
        if (args.length < 1 || Arrays.asList(args).contains("--help")) {
            LOG.info("Usage: {} worker.properties", command);
            System.exit(EXIT_USAGE);
        }
        SluiceWorker worker = null;
        try {
            worker = SluiceWorker.start(args[0].isEmpty() ? Map.of() : properties(Path.of(args[0])));
        } catch (Exception | LinkageError e) {
            LOG.error("Stopping due to error: {}", explain(e));
            LOG.debug("Details", e);
            System.exit(EXIT_CANNOT_START);
        }
        SluiceWorker running = worker;
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LOG.info("Kafka Connect stopping");
                            running.stop();
                            LOG.info("Kafka Connect stopped");
                        },
                        "shutdown"));
        try {
            worker.termination().get();
        } catch (ExecutionException e) {
            LOG.error("Stopping due to error: {}", explain(e.getCause()), e.getCause());
            System.exit(EXIT_FATAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> properties(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new ConfigException("The worker's properties file " + file.toAbsolutePath()
                    + " does not exist or cannot be read; give the path of an existing one as first argument");
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("The worker's properties file " + file.toAbsolutePath() + " is malformed: "
                    + e.getMessage() + "; a backslash has to be doubled");
        }
        Map<String, String> result = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> result.put(key, properties.getProperty(key)));
        return result;
    }

    /** The messages of an error and its causes, the outermost first, each once. */
    private static String explain(Throwable error) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.length() == 0 ? "" : "; because: ").append(message);
            }
        }
        return text.toString();
    }
}
