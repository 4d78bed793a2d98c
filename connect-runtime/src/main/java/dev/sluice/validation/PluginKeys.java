package dev.sluice.validation;

import dev.sluice.plugin.InvalidVersionRangeException;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import dev.sluice.plugin.VersionRange;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/** What keys that name a plugin, or a plugin's version, allow and recommend. */
final class PluginKeys {
    private final PluginCatalog plugins;

    PluginKeys(PluginCatalog plugins) {
        this.plugins = plugins;
    }

    /** All installed classes of a type. */
    Recommendation classes(PluginType type) {
        Set<String> names = new TreeSet<>();
        plugins.plugins(type).forEach(plugin -> names.add(plugin.className()));
        return new Recommendation(List.copyOf(names), true);
    }

    /** The installed versions of a class, {@link PluginDescriptor#UNDEFINED} included; none if it is not installed. */
    Recommendation versions(String classOrAlias) {
        if (classOrAlias == null) {
            return new Recommendation(List.of(), true);
        }
        return new Recommendation(plugins.versionsOf(classOrAlias), true);
    }

    /** As {@link #versions(String)}; none if the class is of another type. */
    Recommendation versions(String classOrAlias, PluginType type) {
        return loadedVersion(classOrAlias, null, type).isPresent()
                ? versions(classOrAlias)
                : new Recommendation(List.of(), true);
    }

    /** The version that would be loaded, which may be {@link PluginDescriptor#UNDEFINED}; empty if none fits. */
    Optional<String> loadedVersion(String classOrAlias, String range, PluginType type) {
        if (classOrAlias == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    plugins.resolve(classOrAlias, range, Set.of(type)).version());
        } catch (ConnectException notInstalled) {
            return Optional.empty();
        }
    }

    /** A version or range, whether or not something is installed that fits. */
    static ConfigDef.Validator readableVersion() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    try {
                        VersionRange.parse((String) value);
                    } catch (InvalidVersionRangeException e) {
                        throw new ConfigException(name, value, e.getMessage());
                    }
                },
                () -> "a version or a range of versions, such as 1.2 or [1.0,2.0)");
    }

    /** A version or range that fits an installed version of a class. */
    ConfigDef.Validator installedVersion(String classOrAlias, PluginType type) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value == null || classOrAlias == null) {
                        return;
                    }
                    try {
                        plugins.resolve(classOrAlias, (String) value, Set.of(type));
                    } catch (ConnectException e) {
                        throw new ConfigException(name, value, e.getMessage());
                    }
                },
                () -> "a version or a range that fits an installed version");
    }

    /** A class of a type that can be instantiated by its public constructor without parameters. */
    static ConfigDef.Validator concreteClass(PluginType type) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof Class<?> given) {
                        checkConcrete(name, given, type);
                    }
                },
                () -> "a class of type " + type.restName());
    }

    static void checkConcrete(String key, Class<?> given, PluginType type) {
        if (!type.pluginClass().isAssignableFrom(given)) {
            throw new ConfigException(
                    key,
                    given.getName(),
                    "It is no " + type.restName() + ": it does not extend "
                            + type.pluginClass().getName());
        }
        if (Modifier.isAbstract(given.getModifiers())) {
            throw new ConfigException(key, given.getName(), "It is abstract; name a class that extends it");
        }
        boolean constructible =
                Stream.of(given.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
        if (!constructible) {
            throw new ConfigException(
                    key, given.getName(), "It has no public constructor without parameters, by which it could be made");
        }
    }
}
