package org.apache.kafka.connect.runtime.isolation;

import dev.sluice.plugin.PluginDescriptor;
import java.util.Objects;

/**
 * One installed plugin.
 *
 * @param <T> what kind of plugin it is
 */
public class PluginDesc<T> implements Comparable<PluginDesc<?>> {

    private final PluginDescriptor descriptor;
    private final Class<? extends T> pluginClass;

    PluginDesc(PluginDescriptor descriptor, Class<? extends T> pluginClass) {
        this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
        this.pluginClass = Objects.requireNonNull(pluginClass, "pluginClass");
    }

    /** The plugin's class, from its own loader. */
    public Class<? extends T> pluginClass() {
        return pluginClass;
    }

    /** The plugin's class name. */
    public String className() {
        return descriptor.className();
    }

    /** The plugin's version, {@code undefined} if it has none. */
    public String version() {
        return descriptor.version();
    }

    /** The REST name of the plugin's type. */
    public String typeName() {
        return descriptor.type().restName();
    }

    /** Where it is installed: {@code classpath} or a URL. */
    public String location() {
        return descriptor.location();
    }

    @Override
    public int compareTo(PluginDesc<?> other) {
        return descriptor.compareTo(other.descriptor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PluginDesc<?> plugin && descriptor.equals(plugin.descriptor);
    }

    @Override
    public int hashCode() {
        return descriptor.hashCode();
    }

    @Override
    public String toString() {
        return "PluginDesc{" + descriptor + "}";
    }
}
