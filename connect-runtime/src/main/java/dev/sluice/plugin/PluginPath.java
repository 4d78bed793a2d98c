package dev.sluice.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the plugin locations that {@code plugin.path} means, and the one that the class path is. */
final class PluginPath {

    private static final Logger LOG = LoggerFactory.getLogger(PluginPath.class);

    private PluginPath() {}

    /**
     * Splits a {@code plugin.path} value; an empty element is the working directory.
     *
     * @param value comma-separated paths; null for none
     */
    static List<Path> parse(String value) {
        List<Path> elements = new ArrayList<>();
        if (value == null) {
            return elements;
        }
        for (String element : value.trim().split("\\s*,\\s*", -1)) {
            try {
                Path path = Path.of(element).toAbsolutePath();
                if (element.isEmpty()) {
                    LOG.warn("Empty element of plugin.path stands for the working directory: path={}", path);
                }
                elements.add(path);
            } catch (InvalidPathException e) {
                LOG.error("Element of plugin.path ignored, not a path: element={} reason={}", element, e.getMessage());
            }
        }
        return elements;
    }

    /** The locations below the elements of the plugin path; those that cannot be read are logged and left out. */
    static List<PluginLocation> locations(Collection<Path> elements) {
        Map<String, PluginLocation> locations = new LinkedHashMap<>();
        for (Path element : elements) {
            try {
                for (Path child : isArchive(element) ? List.of(element) : children(element)) {
                    addLocation(child, locations);
                }
            } catch (IOException e) {
                LOG.error(
                        "Element of plugin.path ignored, neither an archive nor a readable directory: path={} reason={}",
                        element,
                        e.toString());
            }
        }
        return List.copyOf(locations.values());
    }

    private static void addLocation(Path path, Map<String, PluginLocation> locations) {
        try {
            PluginLocation location = location(path);
            locations.putIfAbsent(location.name(), location);
        } catch (IOException e) {
            LOG.error("Plugin location ignored, it cannot be read: path={} reason={}", path, e.toString());
        }
    }

    /** The worker's own class path as a location, without the archives and directories that do not exist. */
    static PluginLocation classPath(String classPath) {
        Set<Path> files = new LinkedHashSet<>();
        for (String element : classPath.split(File.pathSeparator)) {
            if (!element.isEmpty()) {
                Path path = Path.of(element).toAbsolutePath();
                if (Files.exists(path)) {
                    files.add(path);
                }
            }
        }
        return new PluginLocation(PluginDescriptor.CLASSPATH, PluginLocation.Kind.CLASSPATH, List.copyOf(files));
    }

    static boolean isArchive(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip");
    }

    static boolean isClassFile(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".class");
    }

    static List<Path> children(Path directory) throws IOException {
        Set<Path> children = new TreeSet<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path child : listing) {
                if (isArchive(child) || Files.isDirectory(child)) {
                    children.add(child);
                } else if (isClassFile(child)) {
                    LOG.warn(
                            "Class file directly in an element of plugin.path ignored, it needs a directory of its own:"
                                    + " path={}",
                            child);
                }
            }
        }
        return List.copyOf(children);
    }

    /** The location that a directory or archive is by itself. */
    static PluginLocation location(Path path) throws IOException {
        String name = PluginLocation.url(path).toString();
        if (isArchive(path) && !Files.isDirectory(path)) {
            return new PluginLocation(name, PluginLocation.Kind.SINGLE_JAR, List.of(path));
        }
        Set<Path> archives = new TreeSet<>();
        boolean classFiles = collect(path, archives, new HashSet<>());
        if (archives.isEmpty() && classFiles) {
            return new PluginLocation(name, PluginLocation.Kind.CLASS_HIERARCHY, List.of(path));
        }
        if (classFiles) {
            LOG.warn("Directory has archives and class files, the class files are ignored: path={}", path);
        }
        return new PluginLocation(name, PluginLocation.Kind.MULTI_JAR, List.copyOf(archives));
    }

    /** Collects the archives below a directory, through symbolic links; returns whether there are class files as well. */
    private static boolean collect(Path directory, Set<Path> archives, Set<Path> visited) throws IOException {
        if (!visited.add(directory.toRealPath())) {
            return false;
        }
        boolean classFiles = false;
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path entry : listing) {
                Path target = entry;
                if (Files.isSymbolicLink(entry)) {
                    try {
                        target = entry.toRealPath();
                    } catch (IOException e) {
                        LOG.warn("Symbolic link that leads nowhere ignored: path={} reason={}", entry, e.toString());
                        continue;
                    }
                }
                if (Files.isDirectory(target)) {
                    classFiles |= collect(target, archives, visited);
                } else if (isArchive(target) || isArchive(entry)) {
                    archives.add(target);
                } else {
                    classFiles |= isClassFile(target);
                }
            }
        }
        return classFiles;
    }
}
