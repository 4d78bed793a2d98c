package dev.sluice.worker;

import dev.sluice.config.ConnectorSettings;
import dev.sluice.config.ErrorSettings;
import dev.sluice.config.SinkSettings;
import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SinkMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SinkConversion;
import dev.sluice.pipeline.convert.TransformationChain;
import dev.sluice.pipeline.error.ConsumedLetters;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.FailureReporter;
import dev.sluice.pipeline.error.LogReporter;
import dev.sluice.pipeline.sink.SinkControls;
import dev.sluice.pipeline.sink.SinkParts;
import dev.sluice.pipeline.sink.SinkPipeline;
import dev.sluice.pipeline.sink.SinkTiming;
import dev.sluice.plugin.PluginType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.SourceTask;

/** Puts tasks together: converters, transformations, error handling, clients, data path. Runs on the task's thread. */
final class TaskAssembler {
    private final WorkerEnvironment environment;
    private final ConversionPlugins conversions;
    private final SourceAssembler sources;
    private final DeadLetterQueues deadLetters;

    TaskAssembler(WorkerEnvironment environment) {
        this.environment = environment;
        this.conversions = new ConversionPlugins(environment.config(), environment.plugins());
        this.deadLetters = new DeadLetterQueues(environment);
        this.sources = new SourceAssembler(environment, conversions, deadLetters);
    }

    /**
     * @throws Exception if the task cannot be put together; nothing of it is left over then
     */
    TaskAssembly assemble(TaskAssembly.Request request, Random random) throws Exception {
        PartialTask partial = new PartialTask();
        describe(request);
        try {
            if (request.plan().task() instanceof SourceTask task) {
                return sources.assemble(request, task, random, partial);
            }
            if (request.plan().task() instanceof SinkTask task) {
                return sink(request, task, random, partial);
            }
            throw new ConnectException("Task class "
                    + request.plan().task().getClass().getName() + " is neither a SourceTask nor a SinkTask");
        } catch (Throwable e) {
            partial.close();
            throw e;
        }
    }

    private static void describe(TaskAssembly.Request request) {
        TaskPlan plan = request.plan();
        TaskMeasures measures = request.measures();
        measures.describe("connector-class", plan.connectorClass().getName());
        measures.describe("connector-version", plan.connectorVersion());
        // As text: whoever looks from another process does not have the class.
        measures.describe("connector-type", plan.task() instanceof SinkTask ? "sink" : "source");
        measures.describe("task-class", plan.task().getClass().getName());
        measures.describe("task-version", plan.version().orElse(null));
    }

    private TaskAssembly sink(TaskAssembly.Request request, SinkTask task, Random random, PartialTask partial)
            throws InterruptedException {
        TaskId id = request.id();
        TaskPlan plan = request.plan();
        ConnectorSettings settings = ConnectorSettings.sink(plan.connectorConfig());
        SinkSettings sinkSettings = settings.sinkSettings();
        ConnectorClients.Owner owner = new ConnectorClients.Owner(settings, ConnectorType.SINK, plan.connectorClass());
        String label = "WorkerSinkTask{id=" + id + "}";
        ErrorMeasures measures = new ErrorMeasures(request.measures());
        ErrorHandler<ConsumerRecord<byte[], byte[]>> errors = partial.add(new ErrorHandler<>(
                settings.errors(),
                sinkReporters(request, owner, sinkSettings, measures),
                request.control(),
                environment.time(),
                random,
                measures));
        TransformationChain<SinkRecord, ConsumerRecord<byte[], byte[]>> chain = partial.add(new TransformationChain<>(
                conversions.<SinkRecord>transformations(settings, plan.loader(), request.measures()), errors));
        TopicUseTracker topicUses =
                new TopicUseTracker(request.events(), environment.config().topicTrackingEnabled());
        SinkConversion conversion = new SinkConversion(
                chain,
                partial.add(conversions.converters(settings, plan.loader(), request.measures())),
                errors,
                topicUses,
                request.measures().conversions());
        ScopedPluginMetrics metrics =
                partial.add(TaskPlan.metrics(environment.measures().registry(), id));
        SinkParts parts = new SinkParts(
                sinkSettings,
                partial.add(environment.clients().taskConsumer(id, owner)),
                conversion,
                errors,
                topicUses,
                metrics,
                new SinkMeasures(request.measures()));
        SinkPipeline pipeline = new SinkPipeline(
                label,
                plan.isolated(task, PluginType.SINK),
                () -> environment.resolver().resolve(plan.rawTaskConfig()),
                new SinkControls(request.control(), request.events()),
                parts,
                new SinkTiming(
                        environment.time(),
                        environment.config().offsetFlushIntervalMs(),
                        environment.config().offsetFlushTimeoutMs(),
                        environment.config().taskShutdownGracefulTimeoutMs()));
        return new TaskAssembly(pipeline, Optional.empty());
    }

    private List<FailureReporter<? super ConsumerRecord<byte[], byte[]>>> sinkReporters(
            TaskAssembly.Request request, ConnectorClients.Owner owner, SinkSettings sink, ErrorMeasures measures)
            throws InterruptedException {
        ErrorSettings errors = owner.settings().errors();
        List<FailureReporter<? super ConsumerRecord<byte[], byte[]>>> reporters = new ArrayList<>();
        if (sink.deadLetters().isPresent()) {
            reporters.add(
                    deadLetters.open(request.id(), owner, sink.deadLetters().get(), new ConsumedLetters(), measures));
        }
        if (errors.log()) {
            reporters.add(new LogReporter<ConsumerRecord<byte[], byte[]>>(
                    "WorkerSinkTask{id=" + request.id() + "}",
                    record -> errors.logRecords() ? coordinates(record) : "",
                    measures));
        }
        return reporters;
    }

    private static String coordinates(ConsumerRecord<byte[], byte[]> record) {
        return " topic=" + record.topic() + " partition=" + record.partition() + " offset=" + record.offset()
                + " timestamp=" + record.timestamp();
    }
}
