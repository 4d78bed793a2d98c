package dev.sluice.validation;

import dev.sluice.config.ConnectorDefinitions;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The worker's own definitions for one connector: with the worker's converters as defaults, the versions that would be
 * loaded, what is installed as recommendations, and the keys of the transformations and predicates that it uses.
 */
final class FrameworkDefinitions {
    private static final List<String> CONVERTERS = List.of("key", "value", "header");

    private final WorkerConfig worker;
    private final PluginCatalog plugins;
    private final PluginKeys pluginKeys;

    FrameworkDefinitions(WorkerConfig worker, PluginCatalog plugins) {
        this.worker = worker;
        this.plugins = plugins;
        this.pluginKeys = new PluginKeys(plugins);
    }

    /** What takes the place of a key's default, validator and recommender. */
    private record Change(Object defaultValue, Validator validator, Recommender recommender) {}

    /** The definitions for a connector that is installed. */
    ConfigDef of(PluginDescriptor connector, Map<String, String> config, ClassLoader connectorLoader) {
        Map<String, Change> changes = new HashMap<>();
        changes.put("connector.plugin.version", versionOf(connector));
        CONVERTERS.forEach(which -> addConverter(which, config, changes));
        ConfigDef def = changed(
                connector.type() == PluginType.SINK ? ConnectorDefinitions.sink() : ConnectorDefinitions.source(config),
                changes);
        new AliasDefinitions(plugins, pluginKeys, connectorLoader).addTo(def, config);
        return def;
    }

    /** The definitions for connectors of a kind, whatever their config. */
    ConfigDef withoutConfig(PluginDescriptor connector) {
        return changed(
                connector.type() == PluginType.SINK ? ConnectorDefinitions.sink() : ConnectorDefinitions.source(),
                Map.of("connector.plugin.version", versionOf(connector)));
    }

    private Change versionOf(PluginDescriptor connector) {
        return new Change(
                undefinedToNull(connector.version()),
                PluginKeys.readableVersion(),
                pluginKeys.versions(connector.className()));
    }

    /** The definitions for a connector of which another version is installed than the config asks for. */
    ConfigDef ofMissingVersion(String connectorClass, Map<String, String> config) {
        Recommendation versions = pluginKeys.versions(connectorClass);
        String newest = versions.values().isEmpty()
                ? null
                : versions.values().get(versions.values().size() - 1);
        Map<String, Change> changes = new HashMap<>();
        changes.put("connector.plugin.version", new Change(newest, PluginKeys.readableVersion(), versions));
        // Which converters would be loaded depends on the connector's version, so that nothing can be said of them.
        CONVERTERS.forEach(which -> {
            String given = config.get(which + ".converter");
            Recommendation none = new Recommendation(List.of(), given != null && isInstalled(given));
            changes.put(which + ".converter.plugin.version", new Change(null, PluginKeys.readableVersion(), none));
        });
        return changed(ConnectorDefinitions.common(), changes);
    }

    private void addConverter(String which, Map<String, String> config, Map<String, Change> changes) {
        String key = which + ".converter";
        PluginType type = which.equals("header") ? PluginType.HEADER_CONVERTER : PluginType.CONVERTER;
        String given = config.get(key);
        String used = given != null ? given : worker.converterClass(which);
        String range = given != null ? null : worker.converterVersion(which).orElse(null);
        changes.put(key, new Change(workersConverter(which), PluginKeys.concreteClass(type), pluginKeys.classes(type)));
        changes.put(
                key + ".plugin.version",
                new Change(
                        pluginKeys.loadedVersion(used, range, type).orElse(null),
                        PluginKeys.readableVersion(),
                        new Recommendation(pluginKeys.versions(used).values(), isInstalled(used))));
    }

    private boolean isInstalled(String className) {
        try {
            plugins.loadClass(className);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private Class<?> workersConverter(String which) {
        try {
            return plugins.loadClass(worker.converterClass(which));
        } catch (ConnectException e) {
            return null;
        }
    }

    private static ConfigDef changed(ConfigDef original, Map<String, Change> changes) {
        ConfigDef def = new ConfigDef();
        for (ConfigKey key : original.configKeys().values()) {
            Change change = changes.get(key.name);
            def.define(
                    change == null
                            ? key
                            : new ConfigKey(
                                    key.name,
                                    key.type,
                                    change.defaultValue(),
                                    change.validator(),
                                    key.importance,
                                    key.documentation,
                                    key.group,
                                    key.orderInGroup,
                                    key.width,
                                    key.displayName,
                                    key.dependents,
                                    change.recommender(),
                                    key.internalConfig));
        }
        return def;
    }

    private static String undefinedToNull(String version) {
        return version.equals(PluginDescriptor.UNDEFINED) ? null : version;
    }
}
