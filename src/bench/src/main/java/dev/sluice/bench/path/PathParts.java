package dev.sluice.bench.path;

import dev.sluice.bench.load.LoadSourceTask;
import dev.sluice.config.ErrorSettings;
import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.model.TargetState;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.Converters;
import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.convert.TransformStep;
import dev.sluice.pipeline.convert.TransformationChain;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.source.AtLeastOnceWrites;
import dev.sluice.pipeline.source.SourceParts;
import dev.sluice.pipeline.source.SourceTiming;
import dev.sluice.pipeline.source.TopicCreator;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginDescriptor;
import dev.sluice.plugin.PluginType;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;

/** A task's path as the worker puts it together, with plugins that have a class loader of their own. */
final class PathParts {
    private static final long FLUSH_TIMEOUT_MS = 5_000;

    final ClassLoader loader = new URLClassLoader(new URL[0], PathParts.class.getClassLoader());
    final TaskControl control = new TaskControl(TargetState.STARTED, Time.SYSTEM);
    final TopicUseTracker topics = new TopicUseTracker(new Unheard(), true);
    final TaskMeasures measures = new TaskMeasures(new Metrics(), "bench", 0, Time.SYSTEM);

    /** Nobody hears what the task does. */
    private static final class Unheard implements TaskEvents {
        @Override
        public void running() {}

        @Override
        public void paused() {}

        @Override
        public void topicUsed(String topic) {}
    }

    <T> ErrorHandler<T> skippingErrors() {
        return new ErrorHandler<>(
                new ErrorSettings(0, 0, true, false, false),
                List.of(),
                control,
                Time.SYSTEM,
                new Random(1),
                new ErrorMeasures(measures));
    }

    <R extends ConnectRecord<R>, T> TransformationChain<R, T> chain(
            List<TransformStep<R>> steps, ErrorHandler<T> errors) {
        return new TransformationChain<>(steps, errors);
    }

    Converters strings() {
        StringConverter key = new StringConverter();
        key.configure(Map.of(), true);
        StringConverter value = new StringConverter();
        value.configure(Map.of(), false);
        return new Converters(
                Isolated.of(key, loader, PluginType.CONVERTER, PluginDescriptor.UNDEFINED),
                Isolated.of(value, loader, PluginType.CONVERTER, PluginDescriptor.UNDEFINED),
                Isolated.of(
                        new SimpleHeaderConverter(), loader, PluginType.HEADER_CONVERTER, PluginDescriptor.UNDEFINED));
    }

    /** The bookkeeping of what is on its way, without a producer: whoever uses it acknowledges. */
    AtLeastOnceWrites writes(SourceConversion conversion, ErrorHandler<SourceRecord> errors) {
        SourceParts parts = new SourceParts(
                conversion,
                errors,
                topics,
                TopicCreator.none(),
                null,
                null,
                null,
                List.of(),
                new ScopedPluginMetrics(new Metrics(), Map.of()),
                new SourceMeasures(measures, false));
        return new AtLeastOnceWrites(
                "bench",
                Isolated.of(new LoadSourceTask(), loader, PluginType.SOURCE, PluginDescriptor.UNDEFINED),
                control,
                parts,
                new SourceTiming(Time.SYSTEM, FLUSH_TIMEOUT_MS));
    }
}
