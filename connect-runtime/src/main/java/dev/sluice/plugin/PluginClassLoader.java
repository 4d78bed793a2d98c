package dev.sluice.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of one plugin location, its own before the worker's wherever {@link IsolationRules} permit. What it
 * does not have, and what it may not have, comes from the parent, the {@link DelegatingClassLoader}.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private static final Logger LOG = LoggerFactory.getLogger(PluginClassLoader.class);
    private static final String SERVICES = "META-INF/services/";

    private final String location;
    private final Object driversLock = new Object();
    private boolean driversPending;

    PluginClassLoader(String location, URL[] urls, ClassLoader parent) {
        super("plugin " + location, urls, parent);
        this.location = location;
    }

    /** The location's URL. */
    String location() {
        return location;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && IsolationRules.mayIsolate(name)) {
                loaded = findOwn(name);
            }
            if (loaded == null) {
                // The parent first, then once more our own: a class that may not be isolated is
                // still better loaded from the plugin than not at all.
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    /**
     * Loads a class from this location only.
     *
     * @return null if this location does not have it
     */
    Class<?> loadOwn(String name) {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findOwn(name);
        }
    }

    private Class<?> findOwn(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null || namesStrangers(name) ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> resources = new ArrayList<>(Collections.list(findResources(name)));
        if (!namesStrangers(name)) {
            resources.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(resources);
    }

    /**
     * Whether the worker's resource of this name lists providers of a service whose type this location brings itself: they
     * implement the worker's type of that name, and a {@code ServiceLoader} would fail on them.
     */
    private boolean namesStrangers(String resource) {
        if (!resource.startsWith(SERVICES)) {
            return false;
        }
        String service = resource.substring(SERVICES.length());
        return IsolationRules.mayIsolate(service) && findResource(service.replace('.', '/') + ".class") != null;
    }

    /** Notes that this location names JDBC drivers, which have to be registered before its plugins run. */
    void expectDrivers() {
        synchronized (driversLock) {
            driversPending = true;
        }
    }

    /**
     * Registers the location's JDBC drivers with the JDK, once: {@code DriverManager} looks for drivers once in a JVM's
     * life and only through the context class loader of that moment, so each location's drivers have to be loaded for it.
     */
    void registerDrivers() {
        synchronized (driversLock) {
            if (!driversPending) {
                return;
            }
            driversPending = false;
            ClassLoader previous = Isolated.enter(this);
            try {
                Iterator<Driver> drivers =
                        ServiceLoader.load(Driver.class, this).iterator();
                // A broken driver must not hide the ones after it; a broken service file could go on for ever.
                for (int failures = 0; failures < 100; ) {
                    try {
                        if (!drivers.hasNext()) {
                            return;
                        }
                        LOG.debug("JDBC driver registered: driver={} location={}", drivers.next(), location);
                    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                        failures++;
                        LOG.debug("JDBC driver skipped: location={} reason={}", location, e.toString());
                    }
                }
            } finally {
                Isolated.exit(previous);
            }
        }
    }

    /** {@inheritDoc} Names the location. */
    @Override
    public String toString() {
        return "PluginClassLoader{location=" + location + "}";
    }
}
