package dev.sluice.tool;

import dev.sluice.plugin.PluginSite;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The tool connect-plugin-path (KIP-898): lists the plugins of a plugin path, and brings service files up to date so that
 * workers can start with {@code plugin.discovery=service_load}. Output and exit codes are those of Kafka Connect's tool.
 */
public final class PluginPathTool {
    private static final int DONE = 0;
    private static final int USAGE = 1;
    private static final int FAILED = 2;
    private static final int UNEXPECTED = 3;

    private final PrintStream out;
    private final PrintStream errors;
    private final String version;

    /** @param version the worker's version */
    public PluginPathTool(PrintStream out, PrintStream errors, String version) {
        this.out = out;
        this.errors = errors;
        this.version = version;
    }

    /** Something that can be expected to happen; the message is all that the user needs. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /**
     * Does what the arguments say.
     *
     * @return the exit code: 0 done; 1 wrong arguments, or help; 2 a path or file that cannot be used; 3 anything else
     */
    public int run(String... args) {
        try {
            Optional<PluginPathArguments> arguments = PluginPathArguments.parse(args);
            if (arguments.isEmpty()) {
                out.print(PluginPathArguments.HELP);
                return USAGE;
            }
            return perform(arguments.get());
        } catch (PluginPathArguments.UsageException e) {
            errors.println(PluginPathArguments.USAGE);
            errors.println("connect-plugin-path: error: " + e.getMessage());
            return USAGE;
        } catch (Refusal e) {
            errors.println(e.getMessage());
            return FAILED;
        } catch (IOException | RuntimeException e) {
            errors.println("Unexpected error: " + e);
            return UNEXPECTED;
        }
    }

    private int perform(PluginPathArguments arguments) throws Refusal, IOException {
        Collection<Path> locations = locations(arguments);
        if (arguments.command() == PluginPathArguments.Command.LIST) {
            PluginTable.of(PluginSite.scan(locations, version)).print(out);
            return DONE;
        }
        if (arguments.dryRun()) {
            out.println("Dry run started: No changes will be committed.");
        }
        out.println("Scanning for plugins...");
        List<ManifestEdit> edits = new ArrayList<>();
        for (PluginSite site : PluginSite.scan(locations, version)) {
            edits.addAll(ManifestSync.of(site, arguments.keepNotFound()));
        }
        synchronize(edits, arguments.dryRun());
        return DONE;
    }

    private void synchronize(List<ManifestEdit> edits, boolean dryRun) throws Refusal {
        try {
            for (ManifestEdit edit : edits) {
                edit.check();
                tell("Dry Run Sync", edit);
            }
        } catch (IOException e) {
            throw new Refusal("Unable to sync manifests: " + e.getMessage());
        }
        if (edits.isEmpty()) {
            out.println("No changes required.");
        } else if (dryRun) {
            out.println("Dry run passed: All above changes can be committed to disk if re-run with dry run disabled.");
        } else {
            out.println("Writing changes to plugins...");
            try {
                for (ManifestEdit edit : edits) {
                    edit.apply("connect-plugin-path.sh " + version);
                    tell("Sync", edit);
                }
            } catch (IOException e) {
                throw new Refusal(
                        "Sync incomplete due to exception; plugin path may be corrupted. Discard the contents of"
                                + " the plugin.path before retrying: " + e);
            }
            out.println("All loadable plugins have accurate ServiceLoader manifests.");
        }
    }

    private void tell(String what, ManifestEdit edit) {
        out.printf(
                "%s\t%s Add %d Remove %d%n",
                what, edit.file(), edit.added().size(), edit.removed().size());
        edit.added().forEach(entry -> out.println("\tAdd\t" + entry.className()));
        edit.removed().forEach(entry -> out.println("\tRemove\t" + entry.className()));
    }

    private static Collection<Path> locations(PluginPathArguments arguments) throws Refusal, IOException {
        Collection<Path> locations = new TreeSet<>();
        for (String location : arguments.locations()) {
            Path path = Path.of(filled(PluginPathArguments.LOCATION, location)).toAbsolutePath();
            if (!Files.exists(path)) {
                throw new Refusal("Specified location " + path + " does not exist");
            }
            locations.add(path);
        }
        for (String path : arguments.paths()) {
            addElements(PluginPathArguments.PATH, path, locations);
        }
        for (String file : arguments.workers()) {
            String path = workersPluginPath(filled(PluginPathArguments.WORKER, file));
            if (path != null) {
                addElements("plugin.path of " + file, path, locations);
            }
        }
        return locations;
    }

    private static void addElements(String name, String list, Collection<Path> locations) throws Refusal, IOException {
        for (String element : filled(name, list).split(",", -1)) {
            if (element.isBlank()) {
                throw new Refusal("'" + name + "' values must not be empty.");
            }
            locations.addAll(PluginSite.below(Path.of(element.strip()).toAbsolutePath()));
        }
    }

    private static String filled(String name, String value) throws Refusal {
        if (value.isBlank()) {
            throw new Refusal("'" + name + "' must not be empty.");
        }
        return value.strip();
    }

    private static String workersPluginPath(String file) throws Refusal {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal("Unable to read worker config at " + file);
        }
        return properties.getProperty("plugin.path");
    }
}
