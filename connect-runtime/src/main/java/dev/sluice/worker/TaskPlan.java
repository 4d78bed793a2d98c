package dev.sluice.worker;

import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.model.TaskId;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.Task;

/**
 * Which task is to run: its configs, and the plugin that it is an instance of.
 *
 * @param connectorConfig resolved
 * @param rawTaskConfig   as stored, with variables in it
 * @param generation      of the connector's task configs
 * @param connectorClass  the connector's class
 * @param connectorVersion its version
 * @param loader          the connector's class loader
 * @param task            the instance
 */
record TaskPlan(
        Map<String, String> connectorConfig,
        Map<String, String> rawTaskConfig,
        int generation,
        Class<? extends Connector> connectorClass,
        String connectorVersion,
        ClassLoader loader,
        Task task) {

    /** The task's version; empty if it does not say. */
    Optional<String> version() {
        return Optional.ofNullable(task.version());
    }

    /** Makes an instance of a task class. */
    static Task instantiate(String taskClass, ClassLoader loader) throws ClassNotFoundException {
        return Utils.newInstance(Class.forName(taskClass, true, loader).asSubclass(Task.class));
    }

    /** The instance under the interface that it was made for. */
    <T> Isolated<T> isolated(T instance, PluginType type) {
        return Isolated.of(instance, loader, type, version().orElse("null"));
    }

    /** Where a task's plugins register metrics. */
    static ScopedPluginMetrics metrics(Metrics metrics, TaskId id) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", id.connector());
        tags.put("task", Integer.toString(id.task()));
        return new ScopedPluginMetrics(metrics, tags);
    }
}
