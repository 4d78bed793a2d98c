package dev.sluice.validation;

import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Definitions of {@code transforms.<alias>.*} and {@code predicates.<alias>.*}, the plugins' own keys included. */
final class AliasDefinitions {
    private final PluginCatalog plugins;
    private final PluginKeys pluginKeys;
    private final ClassLoader connectorLoader;

    AliasDefinitions(PluginCatalog plugins, PluginKeys pluginKeys, ClassLoader connectorLoader) {
        this.plugins = plugins;
        this.pluginKeys = pluginKeys;
        this.connectorLoader = connectorLoader;
    }

    void addTo(ConfigDef def, Map<String, String> config) {
        for (String alias : aliases(config.get("transforms"))) {
            add(def, config, new Kind("transforms", "Transforms", "Transformation", PluginType.TRANSFORMATION), alias);
        }
        for (String alias : aliases(config.get("predicates"))) {
            add(def, config, new Kind("predicates", "Predicates", "Predicate", PluginType.PREDICATE), alias);
        }
    }

    /**
     * @param key   the key that lists the aliases
     * @param group how groups of these keys begin
     * @param word  what one is called
     */
    private record Kind(String key, String group, String word, PluginType type) {}

    private static Set<String> aliases(String list) {
        Set<String> aliases = new LinkedHashSet<>();
        if (list != null && ConfigDef.parseType("aliases", list, Type.LIST) instanceof List<?> parsed) {
            parsed.forEach(alias -> aliases.add((String) alias));
        }
        return aliases;
    }

    private void add(ConfigDef def, Map<String, String> config, Kind kind, String alias) {
        String prefix = kind.key() + "." + alias + ".";
        String group = kind.group() + ": " + alias;
        String className = config.get(prefix + "type");
        String range = config.get(prefix + "plugin.version");
        Optional<ConfigDef> own = ownKeys(className, range, kind.type());
        boolean negateAlone = config.containsKey(prefix + "negate") && !config.containsKey(prefix + "predicate");
        def.define(
                prefix + "type",
                Type.CLASS,
                ConfigDef.NO_DEFAULT_VALUE,
                usable(kind, prefix, own.isPresent(), negateAlone),
                Importance.HIGH,
                "Class of '" + alias + "', or an alias of it.",
                group,
                0,
                Width.LONG,
                kind.word() + " type for " + alias,
                List.of(),
                pluginKeys.classes(kind.type()));
        def.define(
                prefix + "plugin.version",
                Type.STRING,
                pluginKeys.loadedVersion(className, null, kind.type()).orElse(null),
                pluginKeys.installedVersion(className, kind.type()),
                Importance.HIGH,
                "Version or range of versions of '" + alias + "'; unset for the connector's own copy or the newest.",
                group,
                1,
                Width.LONG,
                kind.word() + " version for " + alias,
                List.of(),
                pluginKeys.versions(className, kind.type()));
        own.ifPresent(keys -> {
            // Two keys of one name are the plugin's mistake, which its users cannot mend: it fails the validation.
            def.embed(prefix, group, 2, kind.type() == PluginType.TRANSFORMATION ? withPredicate(keys) : keys);
        });
    }

    private static ConfigDef withPredicate(ConfigDef keys) {
        return new ConfigDef(keys)
                .define(
                        "predicate",
                        Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Alias of the predicate that decides which records are transformed; unset for all.")
                .define(
                        "negate",
                        Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether those records are transformed of which the predicate is not true.");
    }

    /** The keys that the plugin defines; empty if it cannot be used. */
    private Optional<ConfigDef> ownKeys(String className, String range, PluginType type) {
        if (className == null) {
            return Optional.empty();
        }
        try {
            Isolated<Object> plugin = plugins.newInstance(className, range, type, connectorLoader);
            try {
                return Optional.ofNullable(plugin.call(AliasDefinitions::keysOf));
            } finally {
                plugin.closeQuietly();
            }
        } catch (Exception | LinkageError unusable) {
            return Optional.empty();
        }
    }

    private static ConfigDef keysOf(Object plugin) {
        return plugin instanceof Transformation<?> transformation
                ? transformation.config()
                : ((Predicate<?>) plugin).config();
    }

    private static ConfigDef.Validator usable(Kind kind, String prefix, boolean hasKeys, boolean negateAlone) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof Class<?> given) {
                        PluginKeys.checkConcrete(name, given, kind.type());
                        if (!hasKeys) {
                            throw new ConfigException(
                                    name,
                                    given.getName(),
                                    "It cannot be used in the version asked for: it cannot be made, or its config()"
                                            + " fails or is null");
                        }
                    }
                    if (negateAlone && kind.type() == PluginType.TRANSFORMATION) {
                        throw new ConfigException("Key " + prefix + "negate is set, but there is no " + prefix
                                + "predicate whose answer it could turn round; set that or remove " + prefix
                                + "negate");
                    }
                },
                () -> "a class of type " + kind.type().restName());
    }
}
