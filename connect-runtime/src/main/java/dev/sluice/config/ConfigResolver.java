package dev.sluice.config;

import dev.sluice.logging.SecretMask;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.ConfigTransformerResult;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.utils.Utils;

/**
 * Replaces {@code ${provider:path:key}} in connector configs by what the worker's config providers say (KIP-297).
 */
public final class ConfigResolver implements AutoCloseable {
    private final Map<String, Isolated<ConfigProvider>> providers;
    private final SecretMask secrets;
    private final ConfigTransformer transformer;

    private ConfigResolver(Map<String, Isolated<ConfigProvider>> providers, SecretMask secrets) {
        this.providers = providers;
        this.secrets = secrets;
        Map<String, ConfigProvider> instances = new HashMap<>();
        providers.forEach((name, provider) -> instances.put(name, provider.get()));
        this.transformer = new ConfigTransformer(instances);
    }

    /** Makes the providers that the worker file names in {@code config.providers}, for a worker that logs nothing. */
    public static ConfigResolver of(WorkerConfig config, PluginCatalog plugins) {
        return of(config, plugins, new SecretMask());
    }

    /**
     * Makes the providers that the worker file names in {@code config.providers}.
     *
     * @param secrets gets to know the secrets of every config that is resolved
     */
    public static ConfigResolver of(WorkerConfig config, PluginCatalog plugins, SecretMask secrets) {
        Map<String, Isolated<ConfigProvider>> providers = new LinkedHashMap<>();
        for (String name : config.configProviders()) {
            String prefix = "config.providers." + name + ".";
            String className = config.properties().get(prefix + "class");
            if (className == null) {
                throw new org.apache.kafka.common.config.ConfigException(
                        prefix + "class",
                        null,
                        "Name the class of provider '" + name + "', which config.providers lists");
            }
            Isolated<ConfigProvider> provider = plugins.newInstance(className, null, PluginType.CONFIG_PROVIDER, null);
            provider.call(instance -> {
                instance.configure(config.withPrefix(prefix + "param."));
                return null;
            });
            providers.put(name, provider);
        }
        secrets.hide(SecretValues.among(config.properties(), config.properties()));
        return new ConfigResolver(providers, secrets);
    }

    /**
     * The config with its variables replaced. A variable of an unknown provider or without a value stays as it is.
     *
     * @param config raw; may hold null values, which stay
     */
    public Map<String, String> resolve(Map<String, String> config) {
        return resolution(config).values();
    }

    /**
     * A config with its variables replaced.
     *
     * @param values the config, a copy of its own
     * @param ttlMs  how long providers say that their values hold, in ms; the shortest time, empty for ever
     */
    public record Resolution(Map<String, String> values, OptionalLong ttlMs) {}

    /** As {@link #resolve}, with the time for which it holds. */
    public Resolution resolution(Map<String, String> config) {
        if (providers.isEmpty()) {
            secrets.hide(SecretValues.among(config, config));
            return new Resolution(new HashMap<>(config), OptionalLong.empty());
        }
        ConfigTransformerResult result = transformer.transform(config);
        secrets.hide(SecretValues.among(config, result.data()));
        OptionalLong shortest =
                result.ttls().values().stream().mapToLong(Long::longValue).min();
        return new Resolution(result.data(), shortest);
    }

    @Override
    public void close() {
        providers.values().forEach(provider -> Utils.closeQuietly(provider.get(), "config provider"));
    }
}
