package dev.sluice.worker;

import dev.sluice.config.ConnectorSettings;
import dev.sluice.config.ErrorSettings;
import dev.sluice.config.SinkSettings;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SinkConversion;
import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.convert.TransformationChain;
import dev.sluice.pipeline.error.DeadLetterQueue;
import dev.sluice.pipeline.error.DeadLetterTopic;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.FailureReporter;
import dev.sluice.pipeline.error.LogReporter;
import dev.sluice.pipeline.sink.SinkControls;
import dev.sluice.pipeline.sink.SinkParts;
import dev.sluice.pipeline.sink.SinkPipeline;
import dev.sluice.pipeline.sink.SinkTiming;
import dev.sluice.pipeline.source.SourceContext;
import dev.sluice.pipeline.source.SourceParts;
import dev.sluice.pipeline.source.SourcePipeline;
import dev.sluice.pipeline.source.SourceTiming;
import dev.sluice.pipeline.source.TopicCreator;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginType;
import dev.sluice.store.offset.OffsetReader;
import dev.sluice.store.offset.OffsetStore;
import dev.sluice.store.offset.OffsetWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Puts tasks together: converters, transformations, error handling, clients, data path. Runs on the task's thread. */
final class TaskAssembler {
    private final WorkerEnvironment environment;
    private final ConversionPlugins conversions;
    private final ConnectorOffsets offsets;

    TaskAssembler(WorkerEnvironment environment) {
        this.environment = environment;
        this.conversions = new ConversionPlugins(environment.config(), environment.plugins());
        this.offsets = new ConnectorOffsets(environment);
    }

    /**
     * @throws Exception if the task cannot be put together; nothing of it is left over then
     */
    TaskAssembly assemble(TaskAssembly.Request request, Random random) throws Exception {
        PartialTask partial = new PartialTask();
        try {
            if (request.plan().task() instanceof SourceTask task) {
                return source(request, task, random, partial);
            }
            if (request.plan().task() instanceof SinkTask task) {
                return sink(request, task, random, partial);
            }
            throw new ConnectException("Task class "
                    + request.plan().task().getClass().getName() + " is neither a SourceTask nor a SinkTask");
        } catch (Exception | LinkageError e) {
            partial.close();
            throw e;
        }
    }

    /** What has been made of a task so far, to be closed if the rest cannot be made. */
    private static final class PartialTask implements AutoCloseable {
        private final List<AutoCloseable> parts = new ArrayList<>();

        <T extends AutoCloseable> T add(T part) {
            parts.add(0, part);
            return part;
        }

        @Override
        public void close() {
            parts.forEach(part -> Utils.closeQuietly(part, "part of a task that cannot be made"));
        }
    }

    private TaskAssembly source(TaskAssembly.Request request, SourceTask task, Random random, PartialTask partial) {
        TaskId id = request.id();
        TaskPlan plan = request.plan();
        ConnectorSettings settings = ConnectorSettings.source(plan.connectorConfig());
        ConnectorClients.Owner owner =
                new ConnectorClients.Owner(settings, ConnectorType.SOURCE, plan.connectorClass());
        String label = "WorkerSourceTask{id=" + id + "}";
        ErrorSettings errorSettings = settings.errors();
        List<FailureReporter<? super SourceRecord>> reporters = new ArrayList<>();
        if (errorSettings.log()) {
            reporters.add(new LogReporter<SourceRecord>(
                    label, record -> errorSettings.logRecords() ? " record=" + record : ""));
        }
        ErrorHandler<SourceRecord> errors = partial.add(
                new ErrorHandler<>(errorSettings, reporters, request.control(), environment.time(), random));
        TransformationChain<SourceRecord, SourceRecord> chain = partial.add(
                new TransformationChain<>(conversions.<SourceRecord>transformations(settings, plan.loader()), errors));
        SourceConversion conversion =
                new SourceConversion(chain, partial.add(conversions.converters(settings, plan.loader())), errors);
        Producer<byte[], byte[]> producer = partial.add(environment.clients().taskProducer(id, owner));
        ConnectorOffsets.Opened opened = partial.add(offsets.ofTask(id, owner, producer));
        OffsetStore store = opened.store();
        OffsetReader reader = partial.add(new OffsetReader(store, id.connector()));
        ScopedPluginMetrics metrics = partial.add(metrics(id));
        List<AutoCloseable> others = new ArrayList<>();
        TopicCreator topics = TopicCreator.none();
        if (environment.config().topicCreationEnabled()
                && settings.topicGroups().isPresent()) {
            Admin admin = partial.add(environment.clients().admin("connector-adminclient-" + id, owner));
            topics = new TopicCreator(admin, settings.topicGroups().get());
            others.add(admin);
        }
        others.add(opened);
        others.add(reader);
        others.add(metrics);
        SourcePipeline pipeline = new SourcePipeline(
                label,
                isolated(task, PluginType.SOURCE, plan),
                new SourceContext(resolving(plan), reader, null, metrics),
                request.control(),
                request.events(),
                new SourceParts(
                        conversion,
                        errors,
                        new TopicUseTracker(
                                request.events(), environment.config().topicTrackingEnabled()),
                        topics,
                        producer,
                        store,
                        new OffsetWriter(store, id.connector()),
                        others),
                new SourceTiming(environment.time(), environment.config().offsetFlushTimeoutMs()));
        return new TaskAssembly(pipeline, Optional.of(pipeline.commits()));
    }

    private TaskAssembly sink(TaskAssembly.Request request, SinkTask task, Random random, PartialTask partial)
            throws InterruptedException {
        TaskId id = request.id();
        TaskPlan plan = request.plan();
        ConnectorSettings settings = ConnectorSettings.sink(plan.connectorConfig());
        SinkSettings sinkSettings = settings.sinkSettings();
        ConnectorClients.Owner owner = new ConnectorClients.Owner(settings, ConnectorType.SINK, plan.connectorClass());
        String label = "WorkerSinkTask{id=" + id + "}";
        ErrorHandler<ConsumerRecord<byte[], byte[]>> errors = partial.add(new ErrorHandler<>(
                settings.errors(),
                sinkReporters(request, owner, sinkSettings),
                request.control(),
                environment.time(),
                random));
        TransformationChain<SinkRecord, ConsumerRecord<byte[], byte[]>> chain = partial.add(
                new TransformationChain<>(conversions.<SinkRecord>transformations(settings, plan.loader()), errors));
        TopicUseTracker topicUses =
                new TopicUseTracker(request.events(), environment.config().topicTrackingEnabled());
        SinkConversion conversion = new SinkConversion(
                chain, partial.add(conversions.converters(settings, plan.loader())), errors, topicUses);
        ScopedPluginMetrics metrics = partial.add(metrics(id));
        SinkParts parts = new SinkParts(
                sinkSettings,
                partial.add(environment.clients().taskConsumer(id, owner)),
                conversion,
                errors,
                topicUses,
                metrics);
        SinkPipeline pipeline = new SinkPipeline(
                label,
                isolated(task, PluginType.SINK, plan),
                resolving(plan),
                new SinkControls(request.control(), request.events()),
                parts,
                new SinkTiming(
                        environment.time(),
                        environment.config().offsetFlushIntervalMs(),
                        environment.config().offsetFlushTimeoutMs()));
        return new TaskAssembly(pipeline, Optional.empty());
    }

    private List<FailureReporter<? super ConsumerRecord<byte[], byte[]>>> sinkReporters(
            TaskAssembly.Request request, ConnectorClients.Owner owner, SinkSettings sink) throws InterruptedException {
        ErrorSettings errors = owner.settings().errors();
        List<FailureReporter<? super ConsumerRecord<byte[], byte[]>>> reporters = new ArrayList<>();
        if (sink.deadLetterTopic().isPresent()) {
            String topic = sink.deadLetterTopic().get();
            TaskId id = request.id();
            try (Admin admin = environment.clients().admin("connector-dlq-adminclient-" + id, owner)) {
                DeadLetterTopic.ensure(admin, topic, sink.deadLetterReplicationFactor());
            }
            reporters.add(new DeadLetterQueue(
                    environment.clients().deadLetterProducer(id, owner), topic, sink.deadLetterHeaders(), id));
        }
        if (errors.log()) {
            reporters.add(new LogReporter<ConsumerRecord<byte[], byte[]>>(
                    "WorkerSinkTask{id=" + request.id() + "}",
                    record -> errors.logRecords() ? coordinates(record) : ""));
        }
        return reporters;
    }

    private static String coordinates(ConsumerRecord<byte[], byte[]> record) {
        return " topic=" + record.topic() + " partition=" + record.partition() + " offset=" + record.offset()
                + " timestamp=" + record.timestamp();
    }

    private Supplier<Map<String, String>> resolving(TaskPlan plan) {
        return () -> environment.resolver().resolve(plan.rawTaskConfig());
    }

    private static <T> Isolated<T> isolated(T task, PluginType type, TaskPlan plan) {
        return Isolated.of(task, plan.loader(), type, plan.version().orElse("null"));
    }

    private ScopedPluginMetrics metrics(TaskId id) {
        LinkedHashMap<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", id.connector());
        tags.put("task", Integer.toString(id.task()));
        return new ScopedPluginMetrics(environment.metrics(), tags);
    }
}
