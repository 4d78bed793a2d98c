package dev.sluice.validation;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.WorkerConfig;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import dev.sluice.service.ConnectorType;
import dev.sluice.service.ServiceException;
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
public final class ConnectorValidator implements AutoCloseable {
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

    /**
     * Validates a connector config.
     *
     * @param config raw; values may be null
     * @return the report, however bad; fails with {@link ServiceException.BadRequest} if {@code connector.class} is
     *     missing or cannot be used, with whatever the connector throws, and with a {@link ServiceException} if it takes
     *     too long or too many are under way
     */
    public CompletableFuture<ValidationReport> validate(Map<String, String> config) {
        Map<String, String> copy = new HashMap<>(config);
        return calls.run(
                "Validation of connector " + config.get("name"), () -> validation.validate(resolver.resolve(copy)));
    }

    /**
     * The keys of a plugin; a connector's own, then the worker's.
     *
     * @param version a version or range; empty for the newest
     * @return fails with {@link ServiceException.NotFound} for an unknown class, with
     *     {@link ServiceException.BadRequest} for a plugin whose keys cannot be asked for or that is not installed in
     *     such a version, otherwise as {@link #validate} does
     */
    public CompletableFuture<List<ValidationReport.Key>> pluginConfig(String classOrAlias, Optional<String> version) {
        return calls.run(
                "Listing the keys of plugin " + classOrAlias,
                () -> description.keys(classOrAlias, version.orElse(null)));
    }

    /** Whether a raw config is that of a source or a sink, as far as its class can be found. Runs no plugin code. */
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

    /**
     * Refuses a config that is not valid.
     *
     * @throws ServiceException.BadRequest with every error, if the report has any
     */
    public static void requireValid(ValidationReport report) {
        if (report.errorCount() == 0) {
            return;
        }
        StringBuilder message = new StringBuilder("The connector's config is not valid, it has ")
                .append(report.errorCount())
                .append(" error(s):");
        for (ValidationReport.Entry entry : report.configs()) {
            if (entry.value() != null) {
                entry.value().errors().forEach(error -> message.append('\n').append(error));
            }
        }
        message.append("\nPUT /connector-plugins/")
                .append(report.name())
                .append("/config/validate shows the errors key by key");
        throw new ServiceException.BadRequest(message.toString());
    }

    /** Takes no more calls and interrupts those under way. */
    @Override
    public void close() {
        calls.close();
        overrides.close();
    }
}
