package dev.sluice.pipeline.source;

import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskEvents;
import dev.sluice.pipeline.control.TaskPipeline;
import dev.sluice.pipeline.control.TaskStoppedException;
import dev.sluice.plugin.Isolated;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data path of a source task: poll, convert, send; what makes it last is a matter of its {@link SourceWrites}. */
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
    private final SourceWrites writes;
    private final SourceSender sender;
    private boolean initialized;

    /**
     * @param label  how log lines name the task
     * @param writes how often its records are delivered
     */
    public SourcePipeline(
            String label,
            Isolated<SourceTask> task,
            SourceTaskContext context,
            TaskControl control,
            TaskEvents events,
            SourceParts parts,
            SourceWrites writes) {
        this.label = label;
        this.task = task;
        this.context = context;
        this.control = control;
        this.events = events;
        this.parts = parts;
        this.writes = writes;
        this.sender = new SourceSender(label, parts.conversion(), parts.topicCreator(), parts.producer(), writes);
    }

    @Override
    public void run() throws Exception {
        if (!writes.open()) {
            LOG.info("{} Source task was stopped before it has started", label);
            return;
        }
        start();
        boolean orderly = false;
        try {
            loop();
            orderly = true;
        } catch (TaskStoppedException e) {
            LOG.info("{} {}", label, e.getMessage());
            orderly = true;
        } finally {
            // Of a batch that was cut off, nothing may become visible that is meant to do so as a whole.
            writes.finish(orderly && !sender.hasRest());
        }
        writes.throwIfFailed();
    }

    private void start() {
        parts.offsetStore().start();
        initialized = true;
        task.get().initialize(context);
        task.get().start(context.configs());
        LOG.info("{} Source task has started", label);
        events.running();
        writes.started();
    }

    private void loop() throws InterruptedException {
        while (!control.stopping()) {
            writes.throwIfFailed();
            if (control.paused()) {
                pause();
            } else if (!sender.hasRest()) {
                List<SourceRecord> batch = poll();
                if (batch == null) {
                    writes.batchEnded();
                } else {
                    sender.accept(batch);
                    send();
                }
            } else {
                send();
            }
        }
    }

    private void pause() throws InterruptedException {
        writes.pausing();
        events.paused();
        if (control.awaitResume()) {
            events.running();
        }
    }

    private void send() throws InterruptedException {
        if (sender.sendRest()) {
            writes.batchEnded();
        } else {
            control.sleep(RETRY_PAUSE_MS);
        }
    }

    private List<SourceRecord> poll() throws InterruptedException {
        try {
            parts.measures().pollBegins();
            List<SourceRecord> batch = task.get().poll();
            parts.measures().pollEnded(batch == null ? -1 : batch.size());
            return batch;
        } catch (RetriableException | org.apache.kafka.connect.errors.RetriableException e) {
            LOG.warn("{} Could not poll; trying again", label, e);
            return null;
        }
    }

    @Override
    public void cancel() {
        // A successor registers its own under the same names.
        parts.metrics().close();
        writes.cancel();
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
        Utils.closeQuietly(parts.metrics(), "metrics");
        Utils.closeQuietly(parts.conversion(), "converters and transformations");
        Utils.closeQuietly(parts.errors(), "failure reporters");
    }
}
