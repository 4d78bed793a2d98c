package dev.sluice.validation;

import dev.sluice.plugin.InvalidVersionRangeException;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginNotFoundException;
import dev.sluice.plugin.PluginType;
import dev.sluice.plugin.PluginVersionNotFoundException;
import dev.sluice.service.ServiceException;
import dev.sluice.service.ValidationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Says which keys a plugin has (KIP-769). */
final class PluginDescription {
    private static final Set<PluginType> DESCRIBED = Set.of(
            PluginType.SINK,
            PluginType.SOURCE,
            PluginType.CONVERTER,
            PluginType.HEADER_CONVERTER,
            PluginType.TRANSFORMATION,
            PluginType.PREDICATE);
    private static final Set<PluginType> OTHERS =
            Set.of(PluginType.CONFIG_PROVIDER, PluginType.REST_EXTENSION, PluginType.CLIENT_CONFIG_OVERRIDE_POLICY);

    private final PluginCatalog plugins;
    private final FrameworkDefinitions framework;

    PluginDescription(PluginCatalog plugins, FrameworkDefinitions framework) {
        this.plugins = plugins;
        this.framework = framework;
    }

    /**
     * @param range a version or range, or null
     * @throws ServiceException.NotFound   if there is no such class
     * @throws ServiceException.BadRequest if it has no keys to ask for, or is not installed in such a version
     * @throws ServiceException            if it cannot be used
     */
    List<ValidationReport.Key> keys(String classOrAlias, String range) {
        PluginDescriptor descriptor = find(classOrAlias, range);
        Isolated<Object> plugin = plugins.newInstance(descriptor);
        try {
            ConfigDef def = plugin.call(PluginDescription::definitions);
            if (def == null) {
                throw new ServiceException(
                        "Plugin " + descriptor.className() + " has no definitions: its config() is null");
            }
            Map<String, ConfigKey> keys = new LinkedHashMap<>(def.configKeys());
            if (descriptor.type().isConnector()) {
                framework.withoutConfig(descriptor).configKeys().forEach(keys::putIfAbsent);
            }
            return keys.values().stream().map(key -> DefinedKeys.key("", key)).toList();
        } finally {
            plugin.closeQuietly();
        }
    }

    private PluginDescriptor find(String classOrAlias, String range) {
        try {
            return plugins.resolve(classOrAlias, range, DESCRIBED);
        } catch (InvalidVersionRangeException | PluginVersionNotFoundException e) {
            throw new ServiceException.BadRequest(e.getMessage());
        } catch (PluginNotFoundException e) {
            throw reasonOfAbsence(classOrAlias, e);
        }
    }

    private ServiceException reasonOfAbsence(String classOrAlias, PluginNotFoundException absence) {
        try {
            plugins.resolve(classOrAlias, null, OTHERS);
            return new ServiceException.BadRequest("Plugin " + classOrAlias
                    + " is of a kind whose keys cannot be asked for; that works for connectors, converters, header"
                    + " converters, transformations and predicates");
        } catch (PluginNotFoundException noneOfThese) {
            try {
                plugins.loadClass(classOrAlias);
                return new ServiceException("Class " + classOrAlias + " is no plugin that can be used");
            } catch (PluginNotFoundException unknown) {
                return new ServiceException.NotFound(absence.getMessage());
            }
        }
    }

    private static ConfigDef definitions(Object plugin) {
        if (plugin instanceof Connector connector) {
            return connector.config();
        }
        if (plugin instanceof Converter converter) {
            return converter.config();
        }
        if (plugin instanceof HeaderConverter converter) {
            return converter.config();
        }
        if (plugin instanceof Transformation<?> transformation) {
            return transformation.config();
        }
        return ((Predicate<?>) plugin).config();
    }
}
