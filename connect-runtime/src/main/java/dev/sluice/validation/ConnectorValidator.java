package dev.sluice.validation;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import dev.sluice.service.BoundedCalls;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ValidationReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Validates connector configs and describes plugins. Plugins' code runs on threads of this class' own, each call with a
 * deadline: a plugin that hangs fails its own call and blocks no other. Safe for use by many threads.
 */
public final class ConnectorValidator implements ConfigValidator {
    private static final int MAX_CALLS = 32;
    /** Below the 90 s that REST waits, so that the answer says what hung. */
    private static final Duration DEADLINE = Duration.ofSeconds(80);

    private final PluginCatalog plugins;
    private final ConfigResolver resolver;
    private final ClientOverrides overrides;
    private final ConnectorValidation validation;
    private final PluginDescription description;
    private final BoundedCalls calls;

    public ConnectorValidator(WorkerConfig worker, PluginCatalog plugins, ConfigResolver resolver) {
        this(worker, plugins, resolver, MAX_CALLS, DEADLINE);
    }

    /** @param maxCalls how many validations may run at a time */
    ConnectorValidator(
            WorkerConfig worker, PluginCatalog plugins, ConfigResolver resolver, int maxCalls, Duration deadline) {
        this.plugins = plugins;
        this.resolver = resolver;
        this.overrides = new ClientOverrides(worker, plugins);
        FrameworkDefinitions framework = new FrameworkDefinitions(worker, plugins);
        this.validation = new ConnectorValidation(worker, plugins, framework, overrides);
        this.description = new PluginDescription(plugins, framework);
        this.calls = new BoundedCalls("validation-%d", maxCalls, deadline);
    }

    @Override
    public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
        Map<String, String> copy = new HashMap<>(config);
        return calls.run("Validation of connector " + config.get("name"), () -> {
            Map<String, String> resolved = resolver.resolve(copy);
            Secrets secrets = new Secrets(copy, resolved);
            try {
                return secrets.hide(validation.validate(resolved));
            } catch (RuntimeException e) {
                throw secrets.hide(e);
            }
        });
    }

    @Override
    public CompletableFuture<List<ValidationReport.Key>> pluginConfig(String classOrAlias, Optional<String> version) {
        return calls.run(
                "Listing the keys of plugin " + classOrAlias,
                () -> description.keys(classOrAlias, version.orElse(null)));
    }

    @Override
    public ConnectorType typeOf(Map<String, String> config) {
        String className = config.get("connector.class");
        if (className == null) {
            return ConnectorType.UNKNOWN;
        }
        try {
            return type(plugins.resolve(className, config.get("connector.plugin.version"), PluginType.CONNECTORS)
                    .type());
        } catch (ConnectException notInstalled) {
            return unlistedType(className);
        }
    }

    private ConnectorType unlistedType(String className) {
        for (PluginType type : Set.of(PluginType.SINK, PluginType.SOURCE)) {
            try {
                plugins.loadClass(className, type);
                return type(type);
            } catch (ConnectException noneOfThese) {
                // The other type, or none.
            }
        }
        return ConnectorType.UNKNOWN;
    }

    private static ConnectorType type(PluginType type) {
        return type == PluginType.SINK ? ConnectorType.SINK : ConnectorType.SOURCE;
    }

    /** Takes no more calls and interrupts those under way. */
    @Override
    public void close() {
        calls.close();
        overrides.close();
    }
}
