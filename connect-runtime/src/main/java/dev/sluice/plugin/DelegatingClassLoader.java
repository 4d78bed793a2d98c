package dev.sluice.plugin;

import java.util.Map;

/**
 * The parent of all plugin loaders and the context class loader of the worker's own threads. Has no classes itself: the
 * name or alias of a plugin class leads to the plugin loader that has its newest version, everything else to the
 * application's loader. So one plugin can use another by name, but cannot see the libraries behind it.
 */
final class DelegatingClassLoader extends ClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private volatile Map<String, String> aliases = Map.of();
    private volatile Map<String, PluginClassLoader> newestLoaders = Map.of();

    DelegatingClassLoader(ClassLoader application) {
        super("plugins", application);
    }

    /**
     * Makes plugins known; until then only the application's classes can be loaded.
     *
     * @param classNames what each alias stands for
     * @param loaders    the loader of each isolated plugin class' newest version; none for a class whose newest version is
     *                   on the class path
     */
    void install(Map<String, String> classNames, Map<String, PluginClassLoader> loaders) {
        this.newestLoaders = Map.copyOf(loaders);
        this.aliases = Map.copyOf(classNames);
    }

    @Override
    protected Class<?> loadClass(String nameOrAlias, boolean resolve) throws ClassNotFoundException {
        String name = aliases.getOrDefault(nameOrAlias, nameOrAlias);
        PluginClassLoader loader = newestLoaders.get(name);
        if (loader != null && IsolationRules.mayIsolate(name)) {
            // Only what the location itself has: to ask it for more would lead back here.
            Class<?> plugin = loader.loadOwn(name);
            if (plugin != null) {
                return plugin;
            }
        }
        return super.loadClass(name, resolve);
    }
}
