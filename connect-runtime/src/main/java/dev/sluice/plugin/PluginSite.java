package dev.sluice.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One location of a plugin path as tools see it: what it consists of, and which plugins it has.
 *
 * @param path    the archive or directory
 * @param form    what it consists of
 * @param files   the archives and class directories in it
 * @param plugins the plugins that could be instantiated, one for each type of a class, sorted
 */
public record PluginSite(Path path, Form form, List<Path> files, List<Plugin> plugins) {

    /** What a location consists of. */
    public enum Form {
        /** An archive. */
        SINGLE_JAR,
        /** A directory with archives below it. */
        MULTI_JAR,
        /** A directory of class files. */
        CLASS_HIERARCHY
    }

    /**
     * @param version what its {@code version()} returned
     * @param aliases the names that it would have beside its class name if no other plugin claimed them
     */
    public record Plugin(PluginType type, String className, String version, List<String> aliases) {}

    public PluginSite {
        files = List.copyOf(files);
        plugins = List.copyOf(plugins);
    }

    /**
     * The locations that a directory of a plugin path has below it, or that an archive is.
     *
     * @throws IOException if it is neither, or cannot be read
     */
    public static List<Path> below(Path element) throws IOException {
        if (!Files.isReadable(element)) {
            throw new IOException(
                    element + " does not exist or cannot be read; plugin.path names archives and directories");
        }
        return PluginPath.isArchive(element) ? List.of(element) : List.copyOf(PluginPath.children(element));
    }

    /**
     * Reads these locations and tries out their plugins, by scanning and by service files.
     *
     * @param version the worker's version
     * @throws IOException if a location cannot be read
     */
    public static List<PluginSite> scan(Collection<Path> paths, String version) throws IOException {
        Map<Path, PluginLocation> locations = new TreeMap<>();
        for (Path path : paths) {
            locations.put(path, PluginPath.location(path));
        }
        List<PluginSite> sites = new ArrayList<>();
        PluginScanner scanner = new PluginScanner(null, version);
        // No advice: which service files are missing is what the tool that asks is about to tell, or to mend.
        try (PluginCatalog catalog = scanner.scanLocations(
                List.copyOf(locations.values()), PluginDiscoveryMode.HYBRID_WARN, findings -> {})) {
            locations.forEach((path, location) -> sites.add(new PluginSite(
                    path, Form.valueOf(location.kind().name()), location.files(), plugins(catalog, location.name()))));
        }
        return sites;
    }

    private static List<Plugin> plugins(PluginCatalog catalog, String location) {
        TreeSet<PluginDescriptor> found = new TreeSet<>();
        for (PluginType type : PluginType.values()) {
            catalog.plugins(type).stream()
                    .filter(plugin -> plugin.location().equals(location))
                    .forEach(found::add);
        }
        return found.stream()
                .map(plugin ->
                        new Plugin(plugin.type(), plugin.className(), plugin.version(), PluginNames.claimsOf(plugin)))
                .toList();
    }
}
