package dev.sluice.cli;

import dev.sluice.app.SluiceWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker as a process. Exit codes are those of Kafka Connect: 1 for wrong arguments and for a worker that cannot go
 * on, 2 for one that cannot start, 3 where a connector of the command line cannot be created; a process that is told to
 * end by a signal ends with the signal's code.
 */
public final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int EXIT_USAGE = 1;
    private static final int EXIT_FATAL = 1;
    private static final int EXIT_CANNOT_START = 2;
    private static final int EXIT_CONNECTOR = 3;

    private WorkerProcess() {}

    /** How a worker is started from its properties. */
    private interface Starter {
        SluiceWorker start(Map<String, String> properties);
    }

    /** Starts a distributed worker and blocks until it ends; never returns normally on failure. */
    public static void run(String command, String[] args) {
        checkUsage(args, command + " worker.properties");
        await(start(args[0], SluiceWorker::start));
    }

    /**
     * Starts a standalone worker, has it create the connectors of further arguments one after another, and blocks until
     * it ends; never returns normally on failure.
     */
    public static void runStandalone(String command, String[] args) {
        checkUsage(args, command + " worker.properties [connector1.properties connector2.json ...]");
        SluiceWorker worker = start(args[0], SluiceWorker::standalone);
        try {
            for (String file : List.of(args).subList(1, args.length)) {
                create(worker, Path.of(file));
            }
        } catch (IOException | RuntimeException | ExecutionException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.error("Stopping due to error: {}", explain(cause));
            LOG.debug("Details", e);
            System.exit(EXIT_CONNECTOR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        await(worker);
    }

    private static void create(SluiceWorker worker, Path path)
            throws IOException, ExecutionException, InterruptedException {
        ConnectorFile file = ConnectorFile.read(path);
        worker.connectors()
                .createConnector(file.name(), file.config(), file.initialState())
                .get();
        LOG.info("Created connector {}", file.name());
    }

    private static void checkUsage(String[] args, String usage) {
        if (args.length < 1 || Arrays.asList(args).contains("--help")) {
            LOG.info("Usage: {}", usage);
            System.exit(EXIT_USAGE);
        }
    }

    private static SluiceWorker start(String file, Starter starter) {
        SluiceWorker worker = null;
        try {
            worker = starter.start(
                    file.isEmpty() ? Map.of() : PropertiesFile.read("The worker's properties file", Path.of(file)));
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
        return worker;
    }

    private static void await(SluiceWorker worker) {
        try {
            worker.termination().get();
        } catch (ExecutionException e) {
            LOG.error("Stopping due to error: {}", explain(e.getCause()), e.getCause());
            System.exit(EXIT_FATAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The messages of an error and its causes, the outermost first, each once. */
    static String explain(Throwable error) {
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
