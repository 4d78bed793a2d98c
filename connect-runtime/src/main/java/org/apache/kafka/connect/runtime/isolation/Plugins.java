package org.apache.kafka.connect.runtime.isolation;

import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** The installed plugins, sorted by class name and version. Each call loads the plugins' classes, without running code. */
public class Plugins {

    private final PluginCatalog catalog;

    public Plugins(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    public Set<PluginDesc<SinkConnector>> sinkConnectors() {
        return plugins(PluginType.SINK, SinkConnector.class);
    }

    public Set<PluginDesc<SourceConnector>> sourceConnectors() {
        return plugins(PluginType.SOURCE, SourceConnector.class);
    }

    public Set<PluginDesc<Converter>> converters() {
        return plugins(PluginType.CONVERTER, Converter.class);
    }

    public Set<PluginDesc<HeaderConverter>> headerConverters() {
        return plugins(PluginType.HEADER_CONVERTER, HeaderConverter.class);
    }

    @SuppressWarnings("unchecked") // The API's type for a class that is generic itself.
    public Set<PluginDesc<Transformation<?>>> transformations() {
        return plugins(PluginType.TRANSFORMATION, (Class<Transformation<?>>) (Class<?>) Transformation.class);
    }

    @SuppressWarnings("unchecked") // The API's type for a class that is generic itself.
    public Set<PluginDesc<Predicate<?>>> predicates() {
        return plugins(PluginType.PREDICATE, (Class<Predicate<?>>) (Class<?>) Predicate.class);
    }

    private <T> Set<PluginDesc<T>> plugins(PluginType type, Class<T> api) {
        Set<PluginDesc<T>> plugins = new TreeSet<>();
        for (PluginDescriptor plugin : catalog.plugins(type)) {
            try {
                Class<?> loaded = Class.forName(plugin.className(), false, catalog.loaderOf(plugin));
                plugins.add(new PluginDesc<>(plugin, loaded.asSubclass(api)));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ConnectException(
                        "Plugin " + plugin.className() + " of " + plugin.location()
                                + " can no longer be loaded; was it changed since the worker started?",
                        e);
            }
        }
        return plugins;
    }
}
