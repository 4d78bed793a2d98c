package dev.sluice.worker;

import dev.sluice.config.ConnectorSettings;
import dev.sluice.config.DeadLetterSettings;
import dev.sluice.config.ErrorSettings;
import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.model.TaskId;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.convert.TransformationChain;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.FailureReporter;
import dev.sluice.pipeline.error.LogReporter;
import dev.sluice.pipeline.error.SourceLetters;
import dev.sluice.pipeline.source.AtLeastOnceWrites;
import dev.sluice.pipeline.source.ExactlyOnceWrites;
import dev.sluice.pipeline.source.IntervalBoundary;
import dev.sluice.pipeline.source.RequestedBoundary;
import dev.sluice.pipeline.source.SourceContext;
import dev.sluice.pipeline.source.SourceParts;
import dev.sluice.pipeline.source.SourcePipeline;
import dev.sluice.pipeline.source.SourceTiming;
import dev.sluice.pipeline.source.TopicCreator;
import dev.sluice.pipeline.source.TransactionBoundary;
import dev.sluice.pipeline.source.Transactions;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginType;
import dev.sluice.store.offset.OffsetReader;
import dev.sluice.store.offset.OffsetWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts source tasks together: those that deliver at least once, and those that deliver exactly once where the worker
 * says so (KIP-618). Runs on the task's thread.
 */
final class SourceAssembler {
    private static final Logger LOG = LoggerFactory.getLogger(SourceAssembler.class);

    private final WorkerEnvironment environment;
    private final ConversionPlugins conversions;
    private final ConnectorOffsets offsets;
    private final DeadLetterQueues deadLetters;

    SourceAssembler(WorkerEnvironment environment, ConversionPlugins conversions, DeadLetterQueues deadLetters) {
        this.deadLetters = deadLetters;
        this.environment = environment;
        this.conversions = conversions;
        this.offsets = new ConnectorOffsets(environment);
    }

    TaskAssembly assemble(TaskAssembly.Request request, SourceTask task, Random random, PartialTask partial)
            throws InterruptedException {
        TaskPlan plan = request.plan();
        ConnectorSettings settings = ConnectorSettings.source(plan.connectorConfig());
        ConnectorClients.Owner owner =
                new ConnectorClients.Owner(settings, ConnectorType.SOURCE, plan.connectorClass());
        return environment.config().exactlyOnceSourceEnabled()
                ? exactlyOnce(request, task, owner, random, partial)
                : atLeastOnce(request, task, owner, random, partial);
    }

    private TaskAssembly atLeastOnce(
            TaskAssembly.Request request,
            SourceTask task,
            ConnectorClients.Owner owner,
            Random random,
            PartialTask partial)
            throws InterruptedException {
        String label = "WorkerSourceTask{id=" + request.id() + "}";
        Producer<byte[], byte[]> producer = partial.add(environment.clients().taskProducer(request.id(), owner));
        Parts parts = parts(label, request, owner, producer, random, partial);
        Isolated<SourceTask> plugin = request.plan().isolated(task, PluginType.SOURCE);
        AtLeastOnceWrites writes = new AtLeastOnceWrites(
                label,
                plugin,
                request.control(),
                parts.parts,
                new SourceTiming(environment.time(), environment.config().offsetFlushTimeoutMs()));
        SourcePipeline pipeline = new SourcePipeline(
                label, plugin, context(request, parts, null), request.control(), request.events(), parts.parts, writes);
        return new TaskAssembly(pipeline, Optional.of(writes.commits()));
    }

    private TaskAssembly exactlyOnce(
            TaskAssembly.Request request,
            SourceTask task,
            ConnectorClients.Owner owner,
            Random random,
            PartialTask partial)
            throws InterruptedException {
        TaskId id = request.id();
        String label = "ExactlyOnceWorkerSourceTask{id=" + id + "}";
        checkInterval(label, id, owner);
        TransactionBoundary boundary = boundary(owner.settings());
        Producer<byte[], byte[]> producer = partial.add(environment.clients().transactionalTaskProducer(id, owner));
        Parts parts = parts(label, request, owner, producer, random, partial);
        Isolated<SourceTask> plugin = request.plan().isolated(task, PluginType.SOURCE);
        StartClearance clearance =
                new StartClearance(id, request.plan().generation(), environment.fencing(), request.control(), random);
        SourcePipeline pipeline = new SourcePipeline(
                label,
                plugin,
                context(request, parts, boundary instanceof TransactionContext requests ? requests : null),
                request.control(),
                request.events(),
                parts.parts,
                new ExactlyOnceWrites(
                        label,
                        plugin,
                        request.control(),
                        parts.parts,
                        new Transactions(clearance, boundary, offsets.topic(owner))));
        return new TaskAssembly(pipeline, Optional.empty());
    }

    private long intervalMs(ConnectorSettings settings) {
        return settings.transactionIntervalMs().orElse(environment.config().offsetFlushIntervalMs());
    }

    /** Brokers abort what takes longer than that, and the task fails; better to hear of it before. */
    private void checkInterval(String label, TaskId id, ConnectorClients.Owner owner) {
        if (owner.settings().transactionBoundary() != SourceTask.TransactionBoundary.INTERVAL) {
            return;
        }
        long intervalMs = intervalMs(owner.settings());
        long timeoutMs = environment.clients().transactionTimeoutMs(id, owner);
        if (intervalMs >= timeoutMs) {
            LOG.warn(
                    "{} Transactions last at least transaction.boundary.interval.ms={}, and brokers abort them after the"
                            + " producer's transaction.timeout.ms={}: lower the first, or raise"
                            + " producer.override.transaction.timeout.ms",
                    label,
                    intervalMs,
                    timeoutMs);
        }
    }

    private TransactionBoundary boundary(ConnectorSettings settings) {
        return switch (settings.transactionBoundary()) {
            case POLL -> new TransactionBoundary.EachBatch();
            case INTERVAL -> new IntervalBoundary(environment.time(), intervalMs(settings));
            case CONNECTOR -> new RequestedBoundary();
        };
    }

    /** What both kinds of task have, and where the task reads its offsets. */
    private record Parts(SourceParts parts, OffsetReader reader) {}

    private Parts parts(
            String label,
            TaskAssembly.Request request,
            ConnectorClients.Owner owner,
            Producer<byte[], byte[]> producer,
            Random random,
            PartialTask partial)
            throws InterruptedException {
        TaskId id = request.id();
        ClassLoader loader = request.plan().loader();
        ConnectorSettings settings = owner.settings();
        ErrorMeasures measures = new ErrorMeasures(request.measures());
        ErrorHandler<SourceRecord> errors = partial.add(new ErrorHandler<>(
                settings.errors(),
                reporters(label, request.id(), owner, measures),
                request.control(),
                environment.time(),
                random,
                measures));
        TransformationChain<SourceRecord, SourceRecord> chain = partial.add(new TransformationChain<>(
                conversions.<SourceRecord>transformations(settings, loader, request.measures()), errors));
        SourceConversion conversion = new SourceConversion(
                chain,
                partial.add(conversions.converters(settings, loader, request.measures())),
                errors,
                request.measures().conversions());
        ConnectorOffsets.Opened opened = partial.add(offsets.ofTask(id, owner, producer));
        OffsetReader reader = partial.add(new OffsetReader(opened.store(), id.connector()));
        ScopedPluginMetrics metrics =
                partial.add(TaskPlan.metrics(environment.measures().registry(), id));
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
        SourceParts parts = new SourceParts(
                conversion,
                errors,
                new TopicUseTracker(request.events(), environment.config().topicTrackingEnabled()),
                topics,
                producer,
                opened.store(),
                new OffsetWriter(opened.store(), id.connector()),
                others,
                metrics,
                new SourceMeasures(request.measures(), environment.config().exactlyOnceSourceEnabled()));
        return new Parts(parts, reader);
    }

    private List<FailureReporter<? super SourceRecord>> reporters(
            String label, TaskId id, ConnectorClients.Owner owner, ErrorMeasures measures) throws InterruptedException {
        ErrorSettings settings = owner.settings().errors();
        Optional<DeadLetterSettings> queue = owner.settings().sourceDeadLetters();
        List<FailureReporter<? super SourceRecord>> reporters = new ArrayList<>();
        if (queue.isPresent()) {
            reporters.add(deadLetters.open(id, owner, queue.get(), new SourceLetters(), measures));
        }
        if (settings.log()) {
            reporters.add(new LogReporter<SourceRecord>(
                    label, record -> settings.logRecords() ? " record=" + record : "", measures));
        }
        return reporters;
    }

    private SourceContext context(TaskAssembly.Request request, Parts parts, TransactionContext transactions) {
        return new SourceContext(
                () -> environment.resolver().resolve(request.plan().rawTaskConfig()),
                parts.reader,
                transactions,
                parts.parts.metrics());
    }
}
