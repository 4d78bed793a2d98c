package dev.sluice.plugin;

import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin instance with the class loader that its code expects to be the thread's context class loader.
 *
 * <p>On cold paths {@link #call} and {@link #run} swap the context class loader around a lambda. Where every record
 * passes, the pair {@link #enter} and {@link #exit} does so without allocating:
 *
 * <pre>{@code
 * ClassLoader previous = converter.enter();
 * try {
 *     converter.get().toConnectData(topic, bytes);
 * } finally {
 *     Isolated.exit(previous);
 * }
 * }</pre>
 *
 * @param <T> the plugin's type
 */
public final class Isolated<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Isolated.class);

    private final T plugin;
    private final ClassLoader loader;
    private final PluginDescriptor descriptor;
    private final Runnable afterClose;

    Isolated(T plugin, ClassLoader loader, PluginDescriptor descriptor) {
        this(plugin, loader, descriptor, () -> {});
    }

    private Isolated(T plugin, ClassLoader loader, PluginDescriptor descriptor, Runnable afterClose) {
        this.plugin = Objects.requireNonNull(plugin, "plugin");
        this.loader = Objects.requireNonNull(loader, "loader");
        this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
        this.afterClose = Objects.requireNonNull(afterClose, "afterClose");
    }

    /**
     * The same instance, with something to be done once it is closed, however that ends. Use what this returns in place
     * of what it was called on.
     */
    public Isolated<T> afterClose(Runnable work) {
        return new Isolated<>(plugin, loader, descriptor, () -> {
            try {
                afterClose.run();
            } finally {
                work.run();
            }
        });
    }

    /**
     * Wraps an instance that was not made by a {@link PluginCatalog}: one that code hands in, or that a plugin made.
     *
     * @param loader  the context class loader that its code expects
     * @param version the plugin's version, or {@link PluginDescriptor#UNDEFINED}
     */
    public static <T> Isolated<T> of(T plugin, ClassLoader loader, PluginType type, String version) {
        return new Isolated<>(
                plugin,
                loader,
                new PluginDescriptor(plugin.getClass().getName(), type, version, PluginDescriptor.CLASSPATH));
    }

    /** The plugin. Calls that can reach plugin code belong between {@link #enter} and {@link #exit}. */
    public T get() {
        return plugin;
    }

    /** The plugin's own class loader, or the delegating loader for a plugin on the class path. */
    public ClassLoader loader() {
        return loader;
    }

    /** Which plugin this is an instance of. */
    public PluginDescriptor descriptor() {
        return descriptor;
    }

    /** The plugin's class name. */
    public String className() {
        return descriptor.className();
    }

    /** The plugin's version, {@link PluginDescriptor#UNDEFINED} when it has none. */
    public String version() {
        return descriptor.version();
    }

    /** Makes the plugin's loader the thread's context class loader; returns the one to {@link #exit} with. */
    public ClassLoader enter() {
        return enter(loader);
    }

    /** Makes a loader the thread's context class loader; returns the one to {@link #exit} with. */
    public static ClassLoader enter(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        if (previous != loader) {
            thread.setContextClassLoader(loader);
        }
        return previous;
    }

    /** Restores the context class loader that {@link #enter} returned. */
    public static void exit(ClassLoader previous) {
        Thread thread = Thread.currentThread();
        if (thread.getContextClassLoader() != previous) {
            thread.setContextClassLoader(previous);
        }
    }

    /** Runs code that returns something, with the plugin's loader as context class loader. */
    public <R, E extends Exception> R call(Call<? super T, ? extends R, E> code) throws E {
        ClassLoader previous = enter();
        try {
            return code.on(plugin);
        } finally {
            exit(previous);
        }
    }

    /** Runs code that returns nothing, with the plugin's loader as context class loader. */
    public <E extends Exception> void run(Action<? super T, E> code) throws E {
        ClassLoader previous = enter();
        try {
            code.on(plugin);
        } finally {
            exit(previous);
        }
    }

    /**
     * Closes the plugin if it can be closed, with its loader as context class loader.
     *
     * @throws ConnectException around a checked exception; the plugin's unchecked exceptions pass through
     */
    @Override
    public void close() {
        try {
            closePlugin();
        } finally {
            afterClose.run();
        }
    }

    /**
     * Closes an instance that was only asked what it is: it was never configured, and may not be able to close then,
     * which is nobody's concern.
     */
    public void closeQuietly() {
        try {
            close();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("A plugin that was not used cannot be closed plugin={}", this, e);
        }
    }

    private void closePlugin() {
        if (plugin instanceof AutoCloseable closeable) {
            ClassLoader previous = enter();
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new ConnectException("Plugin " + className() + " failed to close: " + e, e);
            } finally {
                exit(previous);
            }
        }
    }

    /** {@inheritDoc} Class and version; the plugin itself is not asked. */
    @Override
    public String toString() {
        return className() + " " + version();
    }

    /** Code that uses a plugin and returns something. */
    @FunctionalInterface
    public interface Call<T, R, E extends Exception> {
        R on(T plugin) throws E;
    }

    /** Code that uses a plugin and returns nothing. */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        void on(T plugin) throws E;
    }
}
