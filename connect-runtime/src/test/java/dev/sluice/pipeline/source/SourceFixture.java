package dev.sluice.pipeline.source;

import dev.sluice.config.ErrorSettings;
import dev.sluice.metrics.Measures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.model.TargetState;
import dev.sluice.pipeline.control.ManualTime;
import dev.sluice.pipeline.control.RecordedEvents;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.convert.TestConverters;
import dev.sluice.pipeline.convert.TransformStep;
import dev.sluice.pipeline.convert.TransformationChain;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.RecordedFailures;
import dev.sluice.pipeline.error.Settings;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginType;
import dev.sluice.store.offset.OffsetReader;
import dev.sluice.store.offset.OffsetWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** A source task's path over a producer and a store in memory. */
final class SourceFixture {
    static final long FLUSH_TIMEOUT_MS = 5_000;
    static final int MOST_IN_FLIGHT = 4_000;

    final ManualTime time = new ManualTime();
    final TaskControl control = new TaskControl(TargetState.STARTED, time);
    final ScriptedSource task = new ScriptedSource(control);
    final Metrics metrics = new Metrics();
    final TaskMeasures measures = new TaskMeasures(metrics, "c", 0, time);
    final RecordedEvents events = new RecordedEvents();
    final RecordedFailures<SourceRecord> failures = new RecordedFailures<>();
    MemoryOffsets offsets = new MemoryOffsets();
    final List<TransformStep<SourceRecord>> transforms = new ArrayList<>();
    MockProducer<byte[], byte[]> producer = producer(true);
    ErrorSettings settings = Settings.intolerant();
    TopicCreator topics = TopicCreator.none();
    SourceOffsetCommits commits;

    static MockProducer<byte[], byte[]> producer(boolean acknowledgesAtOnce) {
        return new MockProducer<>(acknowledgesAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static SourceRecord record(String value, int offset) {
        return record("a", value, offset);
    }

    static SourceRecord record(String partition, String value, int offset) {
        return new SourceRecord(Map.of("p", partition), Map.of("o", offset), "out", Schema.STRING_SCHEMA, value);
    }

    SourcePipeline pipeline() {
        SourceParts parts = parts();
        Isolated<SourceTask> plugin = isolated(task);
        AtLeastOnceWrites writes = writes(plugin, parts);
        commits = writes.commits();
        return new SourcePipeline(
                "WorkerSourceTask{id=c-0}",
                plugin,
                new SourceContext(() -> Map.of("k", "v"), new OffsetReader(offsets, "c"), null, null),
                control,
                events,
                parts,
                writes);
    }

    /** What a task's records are written through, for a task of the test's own. */
    AtLeastOnceWrites writes(SourceTask other) {
        return writes(isolated(other), parts());
    }

    private AtLeastOnceWrites writes(Isolated<SourceTask> plugin, SourceParts parts) {
        return new AtLeastOnceWrites(
                "WorkerSourceTask{id=c-0}",
                plugin,
                control,
                parts,
                new SourceTiming(time, FLUSH_TIMEOUT_MS),
                MOST_IN_FLIGHT);
    }

    private static Isolated<SourceTask> isolated(SourceTask task) {
        return Isolated.of(task, Thread.currentThread().getContextClassLoader(), PluginType.SOURCE, "1");
    }

    private SourceParts parts() {
        ErrorHandler<SourceRecord> errors =
                new ErrorHandler<>(settings, List.of(failures), control, time, new Random(1), Measures.errors());
        return new SourceParts(
                new SourceConversion(
                        new TransformationChain<>(transforms, errors),
                        TestConverters.strings(),
                        errors,
                        measures.conversions()),
                errors,
                new TopicUseTracker(events, true),
                topics,
                producer,
                offsets,
                new OffsetWriter(offsets, "c"),
                List.of(),
                new ScopedPluginMetrics(new Metrics(), Map.of("connector", "c", "task", "0")),
                new SourceMeasures(measures, false));
    }

    /** Runs the task until its script ends, and closes it. */
    void run() throws Exception {
        try (SourcePipeline pipeline = pipeline()) {
            pipeline.run();
        }
    }

    List<String> sent() {
        return producer.history().stream()
                .map(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    Integer committed(String partition) {
        Map<String, Object> stored = offsets.stored("c", Map.of("p", partition));
        return stored == null ? null : ((Number) stored.get("o")).intValue();
    }
}
