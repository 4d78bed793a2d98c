package dev.sluice.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed plugins, their class loaders, and the ways to get at them by class name or alias, and by version
 * (KIP-891). Does not change once scanned; safe for use by many threads.
 */
public final class PluginCatalog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginCatalog.class);

    private final DelegatingClassLoader delegating;
    private final Map<String, PluginClassLoader> loaders;
    private volatile Plugins installed = new Plugins(List.of());

    /** Plugins in their order, with their names. */
    private static final class Plugins {

        private final Map<String, List<PluginDescriptor>> byClass = new TreeMap<>();
        private final Map<PluginType, List<PluginDescriptor>> byType = new HashMap<>();
        private final PluginNames names;

        Plugins(Collection<PluginDescriptor> plugins) {
            for (PluginDescriptor plugin : new TreeSet<>(plugins)) {
                byClass.computeIfAbsent(plugin.className(), key -> new ArrayList<>())
                        .add(plugin);
                byType.computeIfAbsent(plugin.type(), key -> new ArrayList<>()).add(plugin);
            }
            names = new PluginNames(plugins);
        }
    }

    PluginCatalog(DelegatingClassLoader delegating, Map<String, PluginClassLoader> loaders) {
        this.delegating = delegating;
        this.loaders = Map.copyOf(loaders);
    }

    /** Makes the result of the scan known; the catalog is not handed out before. */
    void install(Collection<PluginDescriptor> plugins) {
        Plugins found = new Plugins(plugins);
        Map<String, PluginClassLoader> newest = new HashMap<>();
        found.byClass.forEach((className, versions) -> {
            PluginClassLoader loader =
                    loaders.get(versions.get(versions.size() - 1).location());
            if (loader != null) {
                newest.put(className, loader);
            }
            versions.forEach(plugin -> LOG.info("Added plugin '{}'", className));
        });
        found.names
                .aliases()
                .forEach((alias, className) -> LOG.info("Added alias '{}' to plugin '{}'", alias, className));
        found.names
                .ambiguous()
                .forEach((alias, classNames) -> LOG.debug(
                        "Alias left out, it would mean several plugins: alias={} plugins={}", alias, classNames));
        delegating.install(found.names.aliases(), newest);
        installed = found;
    }

    /** The installed plugins of a type, in REST order: by class name, then version. */
    public List<PluginDescriptor> plugins(PluginType type) {
        return List.copyOf(installed.byType.getOrDefault(type, List.of()));
    }

    /** The installed connectors: sinks, then sources. */
    public List<PluginDescriptor> connectors() {
        List<PluginDescriptor> connectors = new ArrayList<>(plugins(PluginType.SINK));
        connectors.addAll(plugins(PluginType.SOURCE));
        return connectors;
    }

    /** The loader that resolves plugin classes and aliases; the worker's threads have it as context class loader. */
    public ClassLoader delegatingLoader() {
        return delegating;
    }

    /**
     * Loads a plugin class, of its newest version, or any class of the worker's own class path.
     *
     * @param expected the types of which the class must be one; none for no check
     * @throws PluginNotFoundException if there is no such class, or it is of no expected type
     */
    public Class<?> loadClass(String classOrAlias, PluginType... expected) {
        Set<PluginType> types = EnumSet.noneOf(PluginType.class);
        types.addAll(List.of(expected));
        String className = className(classOrAlias, types);
        try {
            Class<?> loaded = delegating.loadClass(className);
            if (!types.isEmpty()
                    && types.stream().noneMatch(type -> type.pluginClass().isAssignableFrom(loaded))) {
                throw new PluginNotFoundException("Class " + loaded.getName() + " is not a " + words(types)
                        + " plugin: it is not a subtype of "
                        + types.stream()
                                .map(type -> type.pluginClass().getName())
                                .toList());
            }
            return loaded;
        } catch (ClassNotFoundException e) {
            throw notFound(classOrAlias, types, e);
        } catch (LinkageError e) {
            throw new PluginNotFoundException(
                    "Class " + className + " cannot be loaded, a class that it needs is missing or does not fit: " + e,
                    e);
        }
    }

    /**
     * Finds the newest installed plugin that matches.
     *
     * @param versionRange a version, a Maven version range, {@code latest} or null, see {@link VersionRange}
     * @throws PluginNotFoundException        if no installed plugin answers to the name
     * @throws PluginVersionNotFoundException if it is not installed in such a version
     * @throws InvalidVersionRangeException   if the version is no range
     */
    public PluginDescriptor resolve(String classOrAlias, String versionRange, Set<PluginType> types) {
        VersionRange range = VersionRange.parse(versionRange);
        String className = className(classOrAlias, types);
        List<PluginDescriptor> versions = versions(className, types);
        if (versions.isEmpty()) {
            throw notFound(classOrAlias, types, null);
        }
        return newest(versions, range);
    }

    /**
     * Makes a plugin instance. A class that is not an installed plugin will do as well if the worker's class path has it
     * and no version is asked for.
     *
     * @param versionRange a version, a Maven version range, {@code latest} or null, see {@link VersionRange}
     * @param preferred    the loader of the connector for which the plugin is made: a copy that the connector brings
     *                     along is preferred over newer ones elsewhere; null for none
     * @throws PluginNotFoundException        if no plugin answers to the name
     * @throws PluginVersionNotFoundException if it is not installed in such a version
     * @throws InvalidVersionRangeException   if the version is no range
     * @throws ConnectException               if the plugin cannot be instantiated
     */
    public <T> Isolated<T> newInstance(
            String classOrAlias, String versionRange, PluginType type, ClassLoader preferred) {
        return newInstance(classOrAlias, versionRange, Set.of(type), preferred);
    }

    /** Makes a connector, of whichever kind; otherwise as {@link #newInstance(String, String, PluginType, ClassLoader)}. */
    public Isolated<Connector> newConnector(String classOrAlias, String versionRange) {
        return newInstance(classOrAlias, versionRange, PluginType.CONNECTORS, null);
    }

    /**
     * Makes an instance of exactly this plugin.
     *
     * @throws ConnectException if it cannot be instantiated
     */
    public <T> Isolated<T> newInstance(PluginDescriptor plugin) {
        ClassLoader loader = loaderOf(plugin);
        try {
            Class<?> pluginClass = PluginInstantiator.load(plugin.className(), loader);
            return isolate(PluginInstantiator.instantiate(pluginClass, loader), loader, plugin);
        } catch (PluginInstantiator.Failure e) {
            throw unusable(plugin.className(), plugin.location(), e);
        }
    }

    /** The loader of a plugin's code: its location's, or the delegating loader for a plugin on the class path. */
    public ClassLoader loaderOf(PluginDescriptor plugin) {
        PluginClassLoader loader = loaders.get(plugin.location());
        if (loader == null) {
            return delegating;
        }
        loader.registerDrivers();
        return loader;
    }

    /** {@link #loaderOf} the connector that {@link #resolve} finds. */
    public ClassLoader connectorLoader(String classOrAlias, String versionRange) {
        return loaderOf(resolve(classOrAlias, versionRange, PluginType.CONNECTORS));
    }

    /** The short names by which a plugin class can be configured. */
    public Set<String> aliases(String className) {
        return installed.names.aliasesOf(className);
    }

    /** The installed versions of a plugin class, oldest first; empty if it is not installed. */
    public List<String> versionsOf(String classOrAlias) {
        return versionTexts(versions(installed.names.className(classOrAlias), EnumSet.allOf(PluginType.class)));
    }

    /** Closes the plugin loaders. Classes that are not yet loaded can no longer be. */
    @Override
    public void close() {
        for (PluginClassLoader loader : loaders.values()) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.warn("Plugin loader did not close: location={}", loader.location(), e);
            }
        }
    }

    private <T> Isolated<T> newInstance(
            String classOrAlias, String versionRange, Set<PluginType> types, ClassLoader preferred) {
        VersionRange range = VersionRange.parse(versionRange);
        String className = className(classOrAlias, types);
        List<PluginDescriptor> versions = versions(className, types);
        if (preferred instanceof PluginClassLoader bundling && loaders.containsValue(bundling)) {
            for (PluginDescriptor plugin : versions) {
                if (plugin.location().equals(bundling.location()) && range.contains(plugin.version())) {
                    return newInstance(plugin);
                }
            }
            Class<?> bundled =
                    range.isAny() && IsolationRules.mayIsolate(className) ? bundling.loadOwn(className) : null;
            if (bundled != null) {
                return newInstance(bundled, bundling, types);
            }
        }
        if (!versions.isEmpty()) {
            return newInstance(newest(versions, range));
        }
        Class<?> loaded = loadClass(classOrAlias, types.toArray(PluginType[]::new));
        if (!range.isAny()) {
            throw new PluginVersionNotFoundException(
                    "Class " + loaded.getName() + " was not found as a plugin and so has no version to choose by: "
                            + "version " + range + " was asked for. Leave the version out, or give the class a service"
                            + " file.",
                    List.of());
        }
        return newInstance(loaded, delegating, types);
    }

    /** Makes an instance of a class that was not found as a plugin. */
    private <T> Isolated<T> newInstance(Class<?> unlisted, ClassLoader loader, Set<PluginType> types) {
        String location = loader instanceof PluginClassLoader plugins ? plugins.location() : PluginDescriptor.CLASSPATH;
        for (PluginType type : types) {
            if (type.pluginClass().isAssignableFrom(unlisted)) {
                try {
                    Object plugin = PluginInstantiator.instantiate(unlisted, loader);
                    String version = PluginProbe.versionOf(plugin, loader);
                    return isolate(plugin, loader, new PluginDescriptor(unlisted.getName(), type, version, location));
                } catch (PluginInstantiator.Failure e) {
                    throw unusable(unlisted.getName(), location, e);
                }
            }
        }
        throw new PluginNotFoundException(
                "Class " + unlisted.getName() + " of " + location + " is not a " + words(types) + " plugin");
    }

    @SuppressWarnings("unchecked") // The caller names the plugin's type, of which the instance has been found to be.
    private static <T> Isolated<T> isolate(Object plugin, ClassLoader loader, PluginDescriptor descriptor) {
        return new Isolated<>((T) descriptor.type().pluginClass().cast(plugin), loader, descriptor);
    }

    private static ConnectException unusable(String className, String location, PluginInstantiator.Failure failure) {
        return new ConnectException(
                "Plugin " + className + " of " + location + " cannot be used: " + failure.getMessage(),
                failure.getCause());
    }

    /** The class name that is meant: an alias' class, or the one connector with that simple name. */
    private String className(String classOrAlias, Set<PluginType> types) {
        PluginNames names = installed.names;
        String className = names.className(classOrAlias);
        if (!versions(className, types).isEmpty() || !PluginType.CONNECTORS.containsAll(types) || types.isEmpty()) {
            return className;
        }
        Set<String> connectors = names.connectorsCalled(classOrAlias);
        if (connectors.size() > 1) {
            throw new PluginNotFoundException("More than one connector is called '" + classOrAlias + "': " + connectors
                    + ". Use the class name.");
        }
        return connectors.isEmpty() ? className : connectors.iterator().next();
    }

    private List<PluginDescriptor> versions(String className, Set<PluginType> types) {
        return installed.byClass.getOrDefault(className, List.of()).stream()
                .filter(plugin -> types.contains(plugin.type()))
                .toList();
    }

    private static PluginDescriptor newest(List<PluginDescriptor> versions, VersionRange range) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (range.contains(versions.get(i).version())) {
                return versions.get(i);
            }
        }
        List<String> available = versionTexts(versions);
        throw new PluginVersionNotFoundException(
                "Plugin " + versions.get(0).className() + " is not installed in a version that matches " + range
                        + "; installed: " + available + ". Ask for one of these, or install the version and restart.",
                available);
    }

    private static List<String> versionTexts(List<PluginDescriptor> versions) {
        return versions.stream().map(PluginDescriptor::version).distinct().toList();
    }

    private PluginNotFoundException notFound(String classOrAlias, Set<PluginType> types, Throwable cause) {
        Set<String> sameName = installed.names.ambiguous().get(classOrAlias);
        if (sameName != null) {
            return new PluginNotFoundException(
                    "More than one plugin is called '" + classOrAlias + "': " + sameName + ". Use the class name.",
                    cause);
        }
        Set<String> available = new TreeSet<>();
        for (PluginType type : types) {
            installed.byType.getOrDefault(type, List.of()).forEach(plugin -> available.add(plugin.className()));
        }
        return new PluginNotFoundException(
                "No " + words(types) + " plugin is called '" + classOrAlias + "'; installed: " + available
                        + ". Use one of these names or its alias, or add the plugin to plugin.path and restart.",
                cause);
    }

    private static String words(Set<PluginType> types) {
        return String.join(
                " or ",
                EnumSet.copyOf(types.isEmpty() ? EnumSet.allOf(PluginType.class) : types).stream()
                        .map(PluginType::restName)
                        .toList());
    }
}
