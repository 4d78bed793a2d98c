package dev.sluice.worker;

import dev.sluice.config.ConfigResolver;
import dev.sluice.config.ConnectorGuard;
import dev.sluice.config.ConnectorSettings;
import dev.sluice.model.TaskId;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.Task;

/**
 * Finds out from a task's stored configs what is to run. Runs on the task's thread, as it loads classes and asks config
 * providers.
 */
final class TaskPlanner {
    private final ConnectorGuard guard;
    private final PluginCatalog plugins;
    private final ConfigResolver resolver;
    private final TaskSpec spec;

    TaskPlanner(WorkerEnvironment environment, TaskSpec spec) {
        this.guard = new ConnectorGuard(environment.config());
        this.plugins = environment.plugins();
        this.resolver = environment.resolver();
        this.spec = spec;
    }

    /**
     * The task's configs with their variables resolved.
     *
     * @param connector the connector's
     * @param task      its own
     */
    record Resolved(ConfigResolver.Resolution connector, ConfigResolver.Resolution task) {

        /** What the task depends on, for comparison with a later answer. */
        SecretWatch.Reading reading() {
            return new SecretWatch.Reading(
                    List.of(connector.values(), task.values()),
                    LongStream.concat(connector.ttlMs().stream(), task.ttlMs().stream())
                            .min());
        }

        boolean restartsOnChange() {
            return ConnectorSettings.common(connector.values()).restartsOnChangedSecrets();
        }
    }

    /** Asks the config providers. */
    Resolved resolve() {
        return new Resolved(resolver.resolution(spec.connector()), resolver.resolution(spec.task()));
    }

    TaskPlan plan(TaskId id, Map<String, String> resolved) throws ClassNotFoundException {
        guard.requireSafe(resolved);
        ConnectorSettings settings = ConnectorSettings.common(resolved);
        if (settings.tasksMaxEnforced() && spec.tasks() > settings.tasksMax()) {
            throw new TooManyTasksException(id.connector(), spec.tasks(), settings.tasksMax());
        }
        String taskClass = spec.task().get("task.class");
        if (taskClass == null) {
            throw new ConfigException("task.class", null, "The stored config of task " + id + " names no class");
        }
        PluginDescriptor connector =
                plugins.resolve(settings.connectorClass(), settings.connectorVersion(), PluginType.CONNECTORS);
        ClassLoader loader = plugins.loaderOf(connector);
        Class<? extends Connector> connectorClass =
                Class.forName(connector.className(), true, loader).asSubclass(Connector.class);
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Task task = TaskPlan.instantiate(taskClass, loader);
            return new TaskPlan(
                    resolved, spec.task(), spec.generation(), connectorClass, connector.version(), loader, task);
        } finally {
            Thread.currentThread().setContextClassLoader(previous);
        }
    }
}
