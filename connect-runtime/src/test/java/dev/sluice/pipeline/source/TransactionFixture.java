package dev.sluice.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.sluice.store.offset.OffsetStore;
import dev.sluice.store.offset.OffsetWriter;
import dev.sluice.store.offset.TransactionalOffsetStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;

/** An exactly-once task's path over a transactional producer in memory. */
final class TransactionFixture implements WriteClearance {
    static final String OFFSETS = "offsets";

    final ManualTime time = new ManualTime();
    final TaskControl control = new TaskControl(TargetState.STARTED, time);
    final ScriptedSource task = new ScriptedSource(control);
    final Metrics metrics = new Metrics();
    final TaskMeasures measures = new TaskMeasures(metrics, "c", 0, time);
    final RecordedEvents events = new RecordedEvents();
    final RecordedFailures<SourceRecord> failures = new RecordedFailures<>();
    final List<TransformStep<SourceRecord>> transforms = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    MockProducer<byte[], byte[]> producer = producer(true);
    TransactionBoundary boundary = new TransactionBoundary.EachBatch();
    ErrorSettings settings = Settings.intolerant();
    boolean cleared = true;
    boolean confirmed = true;

    MockProducer<byte[], byte[]> producer(boolean acknowledgesAtOnce) {
        return new MockProducer<>(acknowledgesAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void initTransactions() {
                steps.add("init");
                super.initTransactions();
            }
        };
    }

    @Override
    public boolean fenceOthers() {
        steps.add("fence");
        return cleared;
    }

    @Override
    public boolean confirm() {
        steps.add("confirm");
        return confirmed;
    }

    SourcePipeline pipeline() {
        ErrorHandler<SourceRecord> errors =
                new ErrorHandler<>(settings, List.of(failures), control, time, new Random(1), Measures.errors());
        OffsetStore offsets = new TransactionalOffsetStore(new MemoryOffsets(), OFFSETS, producer);
        SourceParts parts = new SourceParts(
                new SourceConversion(
                        new TransformationChain<>(transforms, errors),
                        TestConverters.strings(),
                        errors,
                        measures.conversions()),
                errors,
                new TopicUseTracker(events, true),
                TopicCreator.none(),
                producer,
                offsets,
                new OffsetWriter(offsets, "c"),
                List.of(),
                new ScopedPluginMetrics(new Metrics(), Map.of("connector", "c", "task", "0")),
                new SourceMeasures(measures, true));
        Isolated<SourceTask> plugin =
                Isolated.of(task, Thread.currentThread().getContextClassLoader(), PluginType.SOURCE, "1");
        TransactionContext requests = boundary instanceof TransactionContext context ? context : null;
        return new SourcePipeline(
                "task",
                plugin,
                new SourceContext(() -> Map.of("k", "v"), new OffsetReader(offsets, "c"), requests, null),
                control,
                events,
                parts,
                new ExactlyOnceWrites("task", plugin, control, parts, new Transactions(this, boundary, OFFSETS)));
    }

    /** Runs the task until its script ends, and closes it. */
    void run() throws Exception {
        try (SourcePipeline pipeline = pipeline()) {
            pipeline.run();
        }
    }

    /** What is committed, in its order: values of records, and offsets as {@code offset {..}}. */
    List<String> committed() {
        return producer.history().stream().map(TransactionFixture::text).toList();
    }

    static String text(ProducerRecord<byte[], byte[]> record) {
        String value = new String(record.value(), UTF_8);
        return record.topic().equals(OFFSETS) ? "offset " + value : value;
    }
}
