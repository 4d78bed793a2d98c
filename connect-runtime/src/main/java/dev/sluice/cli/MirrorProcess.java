package dev.sluice.cli;

import dev.sluice.mirror.Mirror;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mirror of Kafka clusters as a process. Exit codes are those of Kafka Connect's: 255 for wrong arguments, 2 for a file
 * that is wrong, 3 for a mirror that cannot start, 1 for one that cannot go on.
 */
public final class MirrorProcess {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorProcess.class);
    private static final int EXIT_USAGE = 255;
    private static final int EXIT_FATAL = 1;
    private static final int EXIT_ERROR = 2;
    private static final int EXIT_CANNOT_START = 3;
    private static final String USAGE = """
            usage: connect-mirror-maker [-h] [--clusters CLUSTER [CLUSTER ...]] mm2.properties

            Mirrors records, topic configs and consumer offsets between Kafka clusters.

              mm2.properties           which clusters there are, and what is mirrored
              --clusters CLUSTER ...   aliases of the clusters that this node writes to; default is all
            """;

    private MirrorProcess() {}

    /**
     * @param file     the mirror's file
     * @param clusters what {@code --clusters} names
     */
    record Arguments(Path file, List<String> clusters) {
        /** @return empty where they are not right */
        static Optional<Arguments> parse(String[] args) {
            List<String> words = List.of(args);
            int option = words.indexOf("--clusters");
            boolean fileFirst = !words.isEmpty() && !words.get(0).startsWith("-");
            if (words.stream().anyMatch(word -> word.startsWith("-") && !word.equals("--clusters"))
                    || option != words.lastIndexOf("--clusters")) {
                return Optional.empty();
            }
            if (option < 0) {
                return words.size() == 1
                        ? Optional.of(new Arguments(Path.of(words.get(0)), List.of()))
                        : Optional.empty();
            }
            List<String> aliases = words.subList(option + 1, words.size());
            return fileFirst && option == 1 && !aliases.isEmpty()
                    ? Optional.of(new Arguments(Path.of(words.get(0)), aliases))
                    : Optional.empty();
        }
    }

    /** Starts the mirror and blocks until it ends; never returns normally on failure. */
    public static void run(String[] args) {
        Optional<Arguments> parsed = Arguments.parse(args);
        if (parsed.isEmpty() || !Files.isReadable(parsed.get().file())) {
            System.err.print(USAGE);
            parsed.ifPresent(given -> System.err.println("The file " + given.file() + " cannot be read"));
            System.exit(EXIT_USAGE);
        }
        Mirror mirror = null;
        try {
            LOG.info("Kafka MirrorMaker initializing ...");
            Arguments given = parsed.get();
            mirror = start(given);
        } catch (Exception | LinkageError e) {
            LOG.error("Stopping due to error: {}", WorkerProcess.explain(e));
            LOG.debug("Details", e);
            System.exit(e instanceof org.apache.kafka.common.config.ConfigException ? EXIT_ERROR : EXIT_CANNOT_START);
        }
        await(mirror);
    }

    private static Mirror start(Arguments given) throws java.io.IOException {
        Mirror mirror = Mirror.start(PropertiesFile.read("The mirror's file", given.file()), given.clusters());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LOG.info("Kafka MirrorMaker stopping");
                            mirror.close();
                            LOG.info("Kafka MirrorMaker stopped.");
                        },
                        "shutdown"));
        LOG.info("Kafka MirrorMaker started flows={}", mirror.workers().keySet());
        return mirror;
    }

    private static void await(Mirror mirror) {
        try {
            mirror.termination().get();
        } catch (ExecutionException e) {
            LOG.error("Stopping due to error: {}", WorkerProcess.explain(e.getCause()), e.getCause());
            System.exit(EXIT_FATAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
