package dev.sluice.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a worker's plugins (KIP-146, KIP-898): reads class files and service files of the plugin path's locations and of
 * the class path, tries out what looks like a plugin, and puts what works into a {@link PluginCatalog}. With an index
 * file, what has not changed since the last scan is neither read nor tried out again.
 */
public final class PluginScanner {

    private static final Logger LOG = LoggerFactory.getLogger(PluginScanner.class);

    private static final int MAX_THREADS = 8;

    private final Path indexFile;
    private final String workerVersion;
    private final String classPath;
    private final ClassLoader application;

    /**
     * A scanner for this JVM's class path.
     *
     * @param indexFile     where to keep what a scan found, for the next start; null for nowhere
     * @param workerVersion the worker's version; an index of another version is not used
     */
    public PluginScanner(Path indexFile, String workerVersion) {
        this(indexFile, workerVersion, System.getProperty("java.class.path", ""), PluginScanner.class.getClassLoader());
    }

    PluginScanner(Path indexFile, String workerVersion, String classPath, ClassLoader application) {
        this.indexFile = indexFile;
        this.workerVersion = Objects.requireNonNull(workerVersion, "workerVersion");
        this.classPath = Objects.requireNonNull(classPath, "classPath");
        this.application = Objects.requireNonNull(application, "application");
    }

    /**
     * Finds the plugins of a {@code plugin.path} value and of the class path, and those that come with the distribution.
     *
     * @param pluginPath comma-separated directories and archives; null for none
     * @throws ConnectException in mode {@code hybrid_fail} if a plugin lacks a service file
     */
    public PluginCatalog scan(String pluginPath, PluginDiscoveryMode mode) {
        List<PluginLocation> locations = new ArrayList<>(PluginPath.locations(PluginPath.parse(pluginPath)));
        BundledPlugins.location(application)
                .filter(bundled ->
                        locations.stream().noneMatch(location -> location.name().equals(bundled.name())))
                .ifPresent(locations::add);
        return scanLocations(locations, mode);
    }

    /**
     * Finds the plugins below these directories and archives, and of the class path. What cannot be read, loaded or
     * instantiated is logged and left out.
     *
     * @throws ConnectException in mode {@code hybrid_fail} if a plugin lacks a service file
     */
    public PluginCatalog scan(List<Path> pluginPath, PluginDiscoveryMode mode) {
        return scanLocations(PluginPath.locations(pluginPath), mode);
    }

    private PluginCatalog scanLocations(List<PluginLocation> locations, PluginDiscoveryMode mode) {
        return scanLocations(locations, mode, findings -> ServiceFileAdvice.check(mode, findings));
    }

    /** @param advice hears what was found before it counts; may throw */
    PluginCatalog scanLocations(
            List<PluginLocation> locations, PluginDiscoveryMode mode, Consumer<List<LocationFindings>> advice) {
        long start = System.nanoTime();
        LOG.info("Scanning for plugin classes. This might take a moment ...");
        String key = "worker=" + workerVersion + " java=" + Runtime.version() + " mode=" + mode;
        PluginIndex index = PluginIndex.load(indexFile, key);
        DelegatingClassLoader delegating = new DelegatingClassLoader(application);
        Map<String, PluginClassLoader> loaders = new LinkedHashMap<>();
        for (PluginLocation location : locations) {
            loaders.put(location.name(), new PluginClassLoader(location.name(), location.urls(), delegating));
        }
        PluginCatalog catalog = new PluginCatalog(delegating, loaders);
        try {
            List<LocationFindings> findings = find(locations, loaders, index, mode);
            advice.accept(findings);
            if (indexFile != null && !index.holds(findings)) {
                PluginIndex.save(indexFile, key, findings);
            }
            List<PluginDescriptor> plugins = findings.stream()
                    .flatMap(found -> found.descriptors().stream())
                    .toList();
            catalog.install(plugins);
            LOG.info(
                    "Plugins scanned: locations={} plugins={} mode={} durationMs={}",
                    locations.size(),
                    plugins.size(),
                    mode,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            return catalog;
        } catch (RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    private List<LocationFindings> find(
            List<PluginLocation> locations,
            Map<String, PluginClassLoader> loaders,
            PluginIndex index,
            PluginDiscoveryMode mode) {
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        try (CodeFileReading reading = new CodeFileReading(threads)) {
            PluginLocation classPathLocation = PluginPath.classPath(classPath);
            LocationFindings onClassPath = index.find(classPathLocation);
            boolean classPathChanged = onClassPath == null;
            if (classPathChanged) {
                reading.start(classPathLocation, new CodeFileReader(mode.scansClasses(), Set.of()));
                onClassPath = new LocationScan(mode, Map.of(), Map.of())
                        .examine(classPathLocation, reading.finish(classPathLocation));
            }
            Map<String, LocationFindings> known = new HashMap<>();
            CodeFileReader reader = new CodeFileReader(mode.scansClasses(), isolatable(onClassPath.declared()));
            for (PluginLocation location : locations) {
                // What a location's plugins are depends on the class path below them.
                LocationFindings found = classPathChanged ? null : index.find(location);
                if (found == null) {
                    reading.start(location, reader);
                } else {
                    known.put(location.name(), found);
                }
            }
            LocationScan scan = new LocationScan(mode, onClassPath.subtypes(), onClassPath.declared());
            List<LocationFindings> findings = new ArrayList<>();
            for (PluginLocation location : locations) {
                LocationFindings found = known.get(location.name());
                if (found == null) {
                    found = scan.examine(location, reading.finish(location));
                }
                findings.add(tryOut(found, loaders.get(location.name())));
            }
            findings.add(LocationScan.tryOut(onClassPath, application));
            return findings;
        }
    }

    private static LocationFindings tryOut(LocationFindings found, PluginClassLoader loader) {
        if (found.drivers()) {
            loader.expectDrivers();
        }
        if (!found.failed().isEmpty()) {
            loader.registerDrivers();
        }
        return LocationScan.tryOut(found, loader);
    }

    private static Set<String> isolatable(Map<String, Set<PluginType>> declared) {
        return declared.keySet().stream().filter(IsolationRules::mayIsolate).collect(Collectors.toSet());
    }
}
