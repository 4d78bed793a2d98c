package dev.sluice.pipeline.source;

import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;
import dev.sluice.pipeline.control.TaskPipeline;
import dev.sluice.pipeline.control.TaskStoppedException;
import dev.sluice.plugin.Isolated;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data path of a source task that delivers at least once: poll, convert, send; and, beside it, acknowledge and
 * commit.
 */
public final class SourcePipeline implements TaskPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(SourcePipeline.class);
    private static final long RETRY_PAUSE_MS = 100;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final String label;
    private final Isolated<SourceTask> task;
    private final SourceTaskContext context;
    private final TaskControl control;
    private final TaskEvents events;
    private final SourceParts parts;
    private final long flushTimeoutMs;
    private final InFlightRecords inFlight;
    private final Acknowledgements acknowledgements;
    private final SourceSender sender;
    private final SourceOffsetCommits commits;
    private boolean initialized;

    /**
     * @param label how log lines name the task
     */
    public SourcePipeline(
            String label,
            Isolated<SourceTask> task,
            SourceTaskContext context,
            TaskControl control,
            TaskEvents events,
            SourceParts parts,
            SourceTiming timing) {
        this.label = label;
        this.task = task;
        this.context = context;
        this.control = control;
        this.events = events;
        this.parts = parts;
        this.flushTimeoutMs = timing.flushTimeoutMs();
        Time time = timing.time();
        this.inFlight = new InFlightRecords(time);
        this.acknowledgements = new Acknowledgements(label, task, parts.errors(), parts.topicUses(), control, inFlight);
        this.sender = new SourceSender(
                label, parts.conversion(), parts.topicCreator(), parts.producer(), acknowledgements, inFlight);
        this.commits = new SourceOffsetCommits(
                label, task, parts.offsetWriter(), parts.topicUses(), time, flushTimeoutMs, inFlight);
    }

    /** Commits the task's offsets; may be called from another thread at any time. */
    public SourceOffsetCommits commits() {
        return commits;
    }

    @Override
    public void run() throws Exception {
        start();
        try {
            loop();
        } catch (TaskStoppedException e) {
            LOG.info("{} {}", label, e.getMessage());
        } finally {
            settle();
        }
        acknowledgements.throwIfFailed();
    }

    private void start() {
        parts.offsetStore().start();
        initialized = true;
        task.get().initialize(context);
        task.get().start(context.configs());
        LOG.info("{} Source task has started", label);
        events.running();
        commits.open();
    }

    private void loop() throws InterruptedException {
        while (!control.stopping()) {
            acknowledgements.throwIfFailed();
            if (control.paused()) {
                events.paused();
                if (control.awaitResume()) {
                    events.running();
                }
            } else if (!sender.hasRest()) {
                List<SourceRecord> batch = poll();
                if (batch != null) {
                    sender.accept(batch);
                }
            } else if (!sender.sendRest()) {
                control.sleep(RETRY_PAUSE_MS);
            }
        }
    }

    private List<SourceRecord> poll() throws InterruptedException {
        try {
            return task.get().poll();
        } catch (RetriableException | org.apache.kafka.connect.errors.RetriableException e) {
            LOG.warn("{} Could not poll; trying again", label, e);
            return null;
        }
    }

    /** Gives the records that are on their way a last chance and commits what has arrived. */
    private void settle() {
        try {
            if (!control.cancelled()) {
                boolean arrived =
                        inFlight.awaitAll(flushTimeoutMs, () -> control.cancelled() || acknowledgements.failed());
                if (!arrived) {
                    LOG.warn("{} Some records have not arrived; they will be read again after the next start", label);
                }
            }
            if (!control.cancelled()) {
                commits.commit();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            commits.close();
        }
    }

    @Override
    public void cancel() {
        inFlight.wake();
        Thread closer = new Thread(
                () -> {
                    parts.others().forEach(part -> Utils.closeQuietly(part, "part of a cancelled task"));
                    Utils.closeQuietly(() -> parts.producer().close(Duration.ZERO), "producer");
                },
                "close-cancelled-" + label);
        closer.setDaemon(true);
        closer.start();
    }

    @Override
    public void close() {
        if (initialized) {
            Utils.closeQuietly(() -> task.get().stop(), "source task " + label);
        }
        Utils.closeQuietly(() -> parts.producer().close(CLOSE_TIMEOUT), "producer");
        Utils.closeQuietly(() -> parts.offsetStore().stop(), "offset store");
        parts.others().forEach(part -> Utils.closeQuietly(part, "part of a task"));
        Utils.closeQuietly(parts.conversion(), "converters and transformations");
        Utils.closeQuietly(parts.errors(), "failure reporters");
    }
}
