package dev.sluice.pipeline.sink;

import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;
import dev.sluice.pipeline.control.TaskPipeline;
import dev.sluice.pipeline.control.TaskStoppedException;
import dev.sluice.plugin.Isolated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data path of a sink task: poll, convert, put; and now and then commit. All on the task's thread. */
public final class SinkPipeline implements TaskPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(SinkPipeline.class);

    private final String label;
    private final SinkTask task;
    private final TaskControl control;
    private final TaskEvents events;
    private final SinkParts parts;
    private final Consumer<byte[], byte[]> consumer;
    private final SinkContext context;
    private final SinkCursor cursor;
    private final SinkPartitions partitions;
    private final SinkTiming timing;
    private final SinkLag lag;
    private boolean initialized;
    private boolean paused;

    /**
     * @param label          how log lines name the task
     * @param resolvedConfig the task's config, with variables resolved anew each time
     */
    public SinkPipeline(
            String label,
            Isolated<SinkTask> task,
            Supplier<Map<String, String>> resolvedConfig,
            SinkControls controls,
            SinkParts parts,
            SinkTiming timing) {
        this.label = label;
        this.task = task.get();
        this.control = controls.control();
        this.events = controls.events();
        this.parts = parts;
        this.consumer = parts.consumer();
        this.timing = timing;
        this.lag = new SinkLag(consumer, parts.measures());
        ErrantRecords errants = new ErrantRecords(parts.conversion(), parts.errors());
        this.context = new SinkContext(
                resolvedConfig, consumer, control, parts.errors().reports() ? errants : null, parts.metrics());
        SinkOffsets offsets = new SinkOffsets();
        SinkCommits commits = new SinkCommits(label, this.task, parts, offsets, errants, timing);
        this.cursor = new SinkCursor(consumer, offsets, new HeldBatch(parts.conversion()), commits, errants);
        this.partitions = new SinkPartitions(label, this.task, context, control, cursor, parts.measures());
    }

    @Override
    public void run() {
        start();
        // Closes the partitions whatever ends the loop, also an Error, and keeps the first failure.
        try (partitions) {
            while (!control.stopping()) {
                step();
            }
        } catch (TaskStoppedException e) {
            LOG.info("{} {}", label, e.getMessage());
        }
    }

    void start() {
        control.onChange(consumer::wakeup);
        if (parts.settings().pattern().isPresent()) {
            consumer.subscribe(parts.settings().pattern().get(), partitions);
        } else {
            consumer.subscribe(parts.settings().topics(), partitions);
        }
        initialized = true;
        task.initialize(new WorkerSinkTaskContext(consumer, context));
        task.start(context.configs());
        LOG.info("{} Sink task has started", label);
        events.running();
    }

    /** One round of the loop. */
    void step() {
        followTarget();
        if (cursor.commits().due(context.commitRequested())) {
            context.takeCommitRequest();
            readAgain(cursor.commits().begin());
        }
        try {
            partitions.applyRewinds();
            long timeoutMs = context.takeTimeout(cursor.commits().dueInMs());
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(timeoutMs));
            parts.measures().read(polled.count());
            parts.measures().readBytes(cursor.held().add(polled));
            lag.polled();
        } catch (WakeupException woken) {
            partitions.throwIfFailed();
            // The target may have changed more than once since it was looked at, and what came in between was paused.
            partitions.resume();
            return;
        }
        partitions.throwIfFailed();
        deliver();
    }

    private void followTarget() {
        if (control.paused() == paused) {
            return;
        }
        paused = control.paused();
        if (paused) {
            partitions.pause();
            events.paused();
            context.requestCommit();
        } else {
            partitions.resume();
            events.running();
        }
    }

    private void readAgain(Map<TopicPartition, OffsetAndMetadata> starts) {
        if (starts.isEmpty()) {
            return;
        }
        starts.forEach(consumer::seek);
        cursor.held().drop(starts.keySet());
        if (cursor.held().isEmpty()) {
            partitions.endRedelivery();
        }
    }

    private void deliver() {
        List<SinkRecord> batch = cursor.held().copy();
        // The task may empty the list.
        int records = batch.size();
        long startedMs = parts.measures().task().nowMs();
        try {
            task.put(batch);
        } catch (RetriableException e) {
            LOG.warn("{} The task cannot take records now; they are delivered again", label, e);
            partitions.beginRedelivery();
            return;
        } catch (RuntimeException e) {
            throw new ConnectException(label + " failed: the task threw an exception from put", e);
        }
        cursor.errants().throwIfIntolerable();
        parts.measures().put(records, startedMs);
        cursor.offsets().delivered(cursor.held().ends());
        parts.measures().active(cursor.offsets().active());
        cursor.held().clear();
        partitions.endRedelivery();
    }

    @Override
    public void cancel() {
        // A successor registers its own under the same names.
        parts.metrics().close();
        consumer.wakeup();
    }

    /** A coordinator that is away must not hold up the end of a task that was told to stop. */
    private void closeConsumer() {
        if (control.stopping()) {
            consumer.close(CloseOptions.timeout(Duration.ofMillis(timing.leftToStopMs(control))));
        } else {
            consumer.close();
        }
    }

    @Override
    public void close() {
        if (initialized) {
            Utils.closeQuietly(task::stop, "sink task " + label);
        }
        Utils.closeQuietly(this::closeConsumer, "consumer");
        Utils.closeQuietly(parts.metrics(), "metrics");
        Utils.closeQuietly(parts.conversion(), "converters and transformations");
        Utils.closeQuietly(parts.errors(), "failure reporters");
    }
}
