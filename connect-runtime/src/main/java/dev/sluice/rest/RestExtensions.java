package dev.sluice.rest;

import dev.sluice.config.WorkerConfig;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import dev.sluice.worker.Monitored;
import jakarta.ws.rs.core.Configurable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the plugins of {@code rest.extension.classes}, lets them register, and closes them (KIP-285). */
final class RestExtensions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestExtensions.class);
    private static final String KEY = "rest.extension.classes";

    private final List<Isolated<ConnectRestExtension>> extensions = new ArrayList<>();

    static boolean configured(WorkerConfig config) {
        return !config.list(KEY).isEmpty();
    }

    /** @throws ConfigException if an extension has a blank version */
    void register(
            WorkerConfig config,
            PluginCatalog plugins,
            Instruments instruments,
            Configurable<? extends Configurable<?>> resources,
            ConnectClusterState cluster) {
        ConnectRestExtensionContext context = new Context(resources, cluster);
        for (String name : config.list(KEY)) {
            Isolated<ConnectRestExtension> made = plugins.newInstance(name, null, PluginType.REST_EXTENSION, null);
            ScopedPluginMetrics metrics = instruments.pluginMetrics(KEY, made.get());
            Isolated<ConnectRestExtension> extension = made.afterClose(metrics::close);
            extensions.add(extension);
            if (extension.version().isBlank()) {
                throw new ConfigException(
                        KEY, name, "The extension's version() is blank; install a build that has one");
            }
            extension.run(plugin -> plugin.configure(config.properties()));
            Monitored.hand(metrics, extension);
        }
        extensions.forEach(extension -> extension.run(plugin -> plugin.register(context)));
    }

    /** The context class loader for requests, which reaches the classes of all extensions. */
    ClassLoader requestLoader(ClassLoader parent) {
        return new ExtensionClasses(
                parent, extensions.stream().map(Isolated::loader).toList());
    }

    @Override
    public void close() {
        for (Isolated<ConnectRestExtension> extension : extensions) {
            try {
                extension.close();
            } catch (RuntimeException e) {
                LOG.warn("REST extension failed to close class={}", extension.className(), e);
            }
        }
    }

    private record Context(Configurable<? extends Configurable<?>> configurable, ConnectClusterState clusterState)
            implements ConnectRestExtensionContext {}
}
