package dev.sluice.pipeline.source;

import dev.sluice.metrics.TaskMeasures;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.store.offset.OffsetWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of one source task: those of records that Kafka has, and never more. A commit neither waits for
 * records that are on their way nor holds up the task's thread.
 */
public final class SourceOffsetCommits {
    private static final Logger LOG = LoggerFactory.getLogger(SourceOffsetCommits.class);

    private final String label;
    private final TaskNotices notices;
    private final OffsetWriter writer;
    private final TopicUseTracker topics;
    private final TaskMeasures measures;
    private final Time time;
    private final long timeoutMs;
    private final InFlightRecords inFlight;
    private final BooleanSupplier abandoned;
    private boolean open;

    /**
     * @param abandoned whether nobody waits for the task any more: a successor may commit, or somebody may have reset
     *     the offsets, which must not be undone
     */
    SourceOffsetCommits(
            String label,
            TaskNotices notices,
            SourceParts parts,
            SourceTiming timing,
            InFlightRecords inFlight,
            BooleanSupplier abandoned) {
        this.label = label;
        this.notices = notices;
        this.writer = parts.offsetWriter();
        this.topics = parts.topicUses();
        this.measures = parts.measures().task();
        this.time = timing.time();
        this.timeoutMs = timing.flushTimeoutMs();
        this.inFlight = inFlight;
        this.abandoned = abandoned;
    }

    /** From now on there is something to commit: the task has started. */
    synchronized void open() {
        open = true;
    }

    /** From now on nothing is committed: the task is about to stop. Waits for a commit that is under way. */
    synchronized void close() {
        open = false;
    }

    /**
     * Commits what is committable; without effect before the task has started and after it has stopped or was abandoned.
     * Whatever goes wrong is logged, and the offsets are kept for the next time.
     *
     * @return whether all that was committable is committed
     */
    public synchronized boolean commit() throws InterruptedException {
        if (!open || abandoned.getAsBoolean()) {
            return false;
        }
        long startedMs = measures.nowMs();
        topics.tellAnew();
        inFlight.takeCommittable().forEach(writer::put);
        if (!flush()) {
            measures.commitFailed();
            return false;
        }
        measures.committed(startedMs);
        notices.offsetsStored();
        return true;
    }

    private boolean flush() throws InterruptedException {
        long start = time.milliseconds();
        Optional<OffsetWriter.Flush> begun;
        try {
            begun = writer.startFlush(Duration.ofMillis(timeoutMs));
        } catch (TimeoutException e) {
            LOG.error("{} An earlier offset flush has not ended within {} ms; trying again later", label, timeoutMs);
            return false;
        }
        if (begun.isEmpty()) {
            return true;
        }
        OffsetWriter.Flush flush = begun.get();
        boolean written = false;
        try {
            if (abandoned.getAsBoolean()) {
                return false;
            }
            long leftMs = Math.max(0, timeoutMs - (time.milliseconds() - start));
            flush.write().get(leftMs, TimeUnit.MILLISECONDS);
            written = true;
        } catch (TimeoutException e) {
            LOG.error("{} Offsets were not stored within {} ms; trying again later", label, timeoutMs);
        } catch (ExecutionException e) {
            LOG.error("{} Offsets could not be stored; trying again later", label, e.getCause());
        } catch (RuntimeException e) {
            LOG.error("{} Offsets could not be written as JSON; trying again later", label, e);
        } finally {
            if (!written) {
                flush.abandon();
            }
        }
        return written;
    }
}
