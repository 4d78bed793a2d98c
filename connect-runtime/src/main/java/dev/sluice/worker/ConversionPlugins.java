package dev.sluice.worker;

import dev.sluice.config.ConnectorSettings;
import dev.sluice.config.PluginSettings;
import dev.sluice.config.TransformSettings;
import dev.sluice.config.WorkerConfig;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.pipeline.convert.Converters;
import dev.sluice.pipeline.convert.TransformStep;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginCatalog;
import dev.sluice.plugin.PluginType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Makes and configures the converters and transformations of a task. */
final class ConversionPlugins {
    private final WorkerConfig worker;
    private final PluginCatalog plugins;

    ConversionPlugins(WorkerConfig worker, PluginCatalog plugins) {
        this.worker = worker;
        this.plugins = plugins;
    }

    /** The converters of a task: each the connector's own, or else the worker's. */
    Converters converters(ConnectorSettings settings, ClassLoader connectorLoader, TaskMeasures measures) {
        PartialTask partial = new PartialTask();
        try {
            Converters converters = new Converters(
                    partial.add(measured(converter("key", settings, connectorLoader), measures, "converter", "key")),
                    partial.add(
                            measured(converter("value", settings, connectorLoader), measures, "converter", "value")),
                    partial.add(measured(headerConverter(settings, connectorLoader), measures, "converter", "header")));
            describe(measures, "key-converter", converters.key());
            describe(measures, "value-converter", converters.value());
            describe(measures, "header-converter", converters.header());
            return converters;
        } catch (Throwable e) {
            partial.close();
            throw e;
        }
    }

    /** A plugin that wants to measure something gets where to do so, once it is configured (KIP-877). */
    private static <T> Isolated<T> measured(Isolated<T> plugin, TaskMeasures measures, String kind, String name) {
        return plugin.get() instanceof Monitorable ? Monitored.by(plugin, measures.pluginMetrics(kind, name)) : plugin;
    }

    private static void describe(TaskMeasures measures, String which, Isolated<?> converter) {
        measures.describe(which + "-class", converter.className());
        measures.describe(which + "-version", converter.version());
    }

    private Isolated<Converter> converter(String which, ConnectorSettings settings, ClassLoader connectorLoader) {
        Isolated<Converter> converter = instance(which, settings, PluginType.CONVERTER, connectorLoader);
        Map<String, String> own = properties(which, settings);
        converter.run(plugin -> plugin.configure(own, which.equals("key")));
        return converter;
    }

    private Isolated<HeaderConverter> headerConverter(ConnectorSettings settings, ClassLoader connectorLoader) {
        Isolated<HeaderConverter> converter =
                instance("header", settings, PluginType.HEADER_CONVERTER, connectorLoader);
        Map<String, String> own = properties("header", settings);
        own.put("converter.type", "header");
        converter.run(plugin -> plugin.configure(own));
        return converter;
    }

    private <T> Isolated<T> instance(
            String which, ConnectorSettings settings, PluginType type, ClassLoader connectorLoader) {
        Optional<String> own = settings.converterClass(which);
        return own.isPresent()
                ? plugins.newInstance(own.get(), settings.converterVersion(which), type, connectorLoader)
                : plugins.newInstance(
                        worker.converterClass(which),
                        worker.converterVersion(which).orElse(null),
                        type,
                        null);
    }

    private Map<String, String> properties(String which, ConnectorSettings settings) {
        return new HashMap<>(
                settings.converterClass(which).isPresent()
                        ? settings.withPrefix(which + ".converter.")
                        : worker.converterSettings(which));
    }

    /** The transformation chain of a task. */
    <R extends ConnectRecord<R>> List<TransformStep<R>> transformations(
            ConnectorSettings settings, ClassLoader connectorLoader, TaskMeasures measures) {
        List<TransformStep<R>> steps = new ArrayList<>();
        PartialTask partial = new PartialTask();
        try {
            for (TransformSettings step : settings.transforms()) {
                steps.add(partial.add(step(step, connectorLoader, measures)));
            }
            return steps;
        } catch (Throwable e) {
            partial.close();
            throw e;
        }
    }

    private <R extends ConnectRecord<R>> TransformStep<R> step(
            TransformSettings step, ClassLoader connectorLoader, TaskMeasures measures) {
        Isolated<Transformation<R>> transformation = measured(
                configured(step.transformation(), PluginType.TRANSFORMATION, connectorLoader),
                measures,
                "transformation",
                step.transformation().alias());
        Optional<Isolated<Predicate<R>>> predicate = step.predicate()
                .map(plugin -> measured(
                        configured(plugin, PluginType.PREDICATE, connectorLoader),
                        measures,
                        "predicate",
                        plugin.alias()));
        measures.describe(
                "transform", step.transformation().alias(), transformation.className(), transformation.version());
        predicate.ifPresent(plugin -> measures.describe(
                "predicate", step.predicate().orElseThrow().alias(), plugin.className(), plugin.version()));
        return new TransformStep<>(transformation, predicate, step.negate());
    }

    private <T extends Configurable> Isolated<T> configured(
            PluginSettings settings, PluginType type, ClassLoader connectorLoader) {
        Isolated<T> plugin = plugins.newInstance(settings.className(), settings.version(), type, connectorLoader);
        plugin.run(instance -> instance.configure(settings.properties()));
        return plugin;
    }
}
