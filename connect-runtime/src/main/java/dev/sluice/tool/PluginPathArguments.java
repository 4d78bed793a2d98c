package dev.sluice.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The command line of connect-plugin-path.
 *
 * @param command      what to do
 * @param locations    {@code --plugin-location}: single archives and directories
 * @param paths        {@code --plugin-path}: comma-separated lists of them, or of directories that hold some
 * @param workers      {@code --worker-config}: worker files with a {@code plugin.path}
 * @param dryRun       whether nothing is written
 * @param keepNotFound whether service entries without a plugin stay
 */
record PluginPathArguments(
        Command command,
        List<String> locations,
        List<String> paths,
        List<String> workers,
        boolean dryRun,
        boolean keepNotFound) {
    static final String LOCATION = "--plugin-location";
    static final String PATH = "--plugin-path";
    static final String WORKER = "--worker-config";
    private static final String DRY_RUN = "--dry-run";
    private static final String KEEP = "--keep-not-found";

    static final String USAGE = """
            usage: connect-plugin-path [-h] {list,sync-manifests} [--plugin-location PLUGIN_LOCATION]
                                       [--plugin-path PLUGIN_PATH] [--worker-config WORKER_CONFIG]
                                       [--dry-run] [--keep-not-found]""";

    static final String HELP = USAGE + """


            Lists the plugins of a Connect plugin.path, or writes the service files that
            plugin.discovery=service_load finds them by.

            subcommands:
              list                   print a table of the plugins
              sync-manifests         add service entries of plugins that lack them, and remove
                                     those of plugins that are not there

            where to look; one at least, each may be repeated:
              --plugin-location P    one plugin: an archive or a directory
              --plugin-path P        comma-separated archives, and directories that hold plugins
              --worker-config F      a worker's properties file, of which plugin.path is used

            for sync-manifests:
              --dry-run              tell what would be changed, and change nothing
              --keep-not-found       leave service entries of missing plugins
            """;

    enum Command {
        LIST,
        SYNC
    }

    /** The command line is not right; the message says what is not. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * @return empty where help was asked for
     */
    static Optional<PluginPathArguments> parse(String... args) throws UsageException {
        Map<String, List<String>> values = new TreeMap<>();
        List<String> words = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String option = args[i].contains("=") ? args[i].substring(0, args[i].indexOf('=')) : args[i];
            if (option.equals("-h") || option.equals("--help")) {
                return Optional.empty();
            } else if (List.of(LOCATION, PATH, WORKER).contains(option)) {
                boolean inOne = args[i].length() > option.length();
                if (!inOne && i + 1 == args.length) {
                    throw new UsageException("argument " + option + ": expected one argument");
                }
                String value = inOne ? args[i].substring(option.length() + 1) : args[++i];
                values.computeIfAbsent(option, key -> new ArrayList<>()).add(value);
            } else if (args[i].startsWith("-")) {
                flags.add(args[i]);
            } else {
                words.add(args[i]);
            }
        }
        Command command = command(words);
        for (String flag : flags) {
            if (command == Command.LIST || !(flag.equals(DRY_RUN) || flag.equals(KEEP))) {
                throw new UsageException("unrecognized arguments: '" + flag + "'");
            }
        }
        if (values.isEmpty()) {
            throw new UsageException("Must specify at least one " + LOCATION + ", " + PATH + ", or " + WORKER);
        }
        return Optional.of(new PluginPathArguments(
                command,
                values.getOrDefault(LOCATION, List.of()),
                values.getOrDefault(PATH, List.of()),
                values.getOrDefault(WORKER, List.of()),
                flags.contains(DRY_RUN),
                flags.contains(KEEP)));
    }

    private static Command command(List<String> words) throws UsageException {
        if (words.isEmpty()) {
            throw new UsageException("too few arguments");
        }
        if (words.size() > 1) {
            throw new UsageException("unrecognized arguments: '" + words.get(1) + "'");
        }
        return switch (words.get(0)) {
            case "list" -> Command.LIST;
            case "sync-manifests" -> Command.SYNC;
            default ->
                throw new UsageException(
                        "invalid choice: '" + words.get(0) + "' (choose from 'list', 'sync-manifests')");
        };
    }
}
