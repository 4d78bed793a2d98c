package dev.sluice.pipeline.sink;

import dev.sluice.metrics.SinkMeasures;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TopicUseTracker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of one sink task: what the task says is safe, and never more than it was given. Commits do not fail
 * the task, but failed records that nobody could take note of do. Used by the task's thread only.
 */
final class SinkCommits {
    private static final Logger LOG = LoggerFactory.getLogger(SinkCommits.class);
    private static final int MOST_WAKEUPS = 10;
    /** A poll ends early for records only: this is how late it may be noticed that a commit has ended. */
    private static final long WHILE_RUNNING_MS = 100;

    private final String label;
    private final SinkTask task;
    private final Consumer<byte[], byte[]> consumer;
    private final SinkOffsets offsets;
    private final ErrantRecords errants;
    private final TopicUseTracker topics;
    private final SinkTiming timing;
    private final SinkMeasures measures;
    private long nextMs;
    private long startedMs;
    private boolean running;
    private int newest;

    SinkCommits(
            String label,
            SinkTask task,
            SinkParts parts,
            SinkOffsets offsets,
            ErrantRecords errants,
            SinkTiming timing) {
        this.label = label;
        this.task = task;
        this.consumer = parts.consumer();
        this.offsets = offsets;
        this.errants = errants;
        this.topics = parts.topicUses();
        this.measures = parts.measures();
        this.timing = timing;
        this.nextMs = timing.time().milliseconds() + timing.flushIntervalMs();
    }

    /** How long until there may be a commit to begin, in ms. */
    long dueInMs() {
        return Math.max(running ? WHILE_RUNNING_MS : 0, nextMs - timing.time().milliseconds());
    }

    /**
     * Whether a commit is to begin now: it is due or asked for, and none is under way. One that takes too long does not
     * count as under way any more.
     */
    boolean due(boolean requested) {
        long now = timing.time().milliseconds();
        if (running && now - startedMs >= timing.flushTimeoutMs()) {
            LOG.warn("{} Offsets were not committed within {} ms; trying again later", label, timing.flushTimeoutMs());
            running = false;
            newest++;
            measures.task().commitFailed();
        }
        return !running && (requested || now >= nextMs);
    }

    /**
     * Begins a commit that ends in a later poll.
     *
     * @return partitions that have to be read again from given offsets, because the task could not make them safe
     * @throws org.apache.kafka.connect.errors.ConnectException if a report of a failed record is lost
     */
    Map<TopicPartition, OffsetAndMetadata> begin() {
        nextMs = timing.time().milliseconds() + timing.flushIntervalMs();
        topics.tellAnew();
        Set<TopicPartition> assigned = Set.copyOf(consumer.assignment());
        Map<TopicPartition, OffsetAndMetadata> delivered = offsets.deliveredOf(assigned);
        if (delivered.isEmpty()) {
            return Map.of();
        }
        if (!areReported(assigned)) {
            return Map.of();
        }
        Map<TopicPartition, OffsetAndMetadata> safe;
        try {
            safe = task.preCommit(new HashMap<>(delivered));
        } catch (RuntimeException | LinkageError e) {
            measures.task().commitFailed();
            LOG.error("{} The task could not prepare a commit; its records are read again", label, e);
            return offsets.rewind(assigned);
        }
        // Tasks that flush asynchronously report in preCommit what has failed.
        if (!areReported(assigned)) {
            return Map.of();
        }
        Map<TopicPartition, OffsetAndMetadata> committable = committable(safe, delivered);
        if (changes(committable)) {
            int commit = ++newest;
            measures.commitBegins(commit);
            running = true;
            startedMs = timing.time().milliseconds();
            consumer.commitAsync(committable, (done, error) -> ended(commit, committable, error));
        }
        return Map.of();
    }

    private boolean areReported(Set<TopicPartition> assigned) {
        boolean reported = errants.await(assigned, timing.flushTimeoutMs());
        if (!reported) {
            LOG.warn("{} Reports of failed records are still on their way; committing later", label);
        }
        return reported;
    }

    private void ended(int commit, Map<TopicPartition, OffsetAndMetadata> committable, Exception error) {
        if (commit != newest) {
            LOG.debug("{} A commit that was given up has ended", label, error);
            measures.commitSkipped();
            return;
        }
        running = false;
        if (error == null) {
            done(committable);
        } else {
            measures.task().commitFailed();
            LOG.error("{} Offsets could not be committed; trying again later", label, error);
        }
    }

    private void done(Map<TopicPartition, OffsetAndMetadata> committed) {
        offsets.committed(committed);
        measures.commitCompleted(startedMs);
        measures.active(offsets.active());
    }

    /**
     * Closes partitions in good order: commits what is safe, and waits for that; but a task that is told to stop waits no
     * longer than it has.
     */
    void close(Collection<TopicPartition> partitions, TaskControl control) {
        Map<TopicPartition, OffsetAndMetadata> delivered = offsets.deliveredOf(partitions);
        if (delivered.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> safe = Map.of();
        try {
            boolean reported = areReported(partitions, control);
            Map<TopicPartition, OffsetAndMetadata> prepared = task.preCommit(new HashMap<>(delivered));
            if (reported && areReported(partitions, control)) {
                safe = prepared;
            } else {
                LOG.warn("{} Failed records were not reported in time; they will be read again", label);
            }
        } catch (RuntimeException | LinkageError e) {
            measures.task().commitFailed();
            LOG.warn("{} The task could not prepare the commit of partitions that it gives up", label, e);
        } finally {
            task.close(partitions);
        }
        Map<TopicPartition, OffsetAndMetadata> committable = committable(safe, delivered);
        if (changes(committable)) {
            // A commit that is still under way is older and must not be taken for this one.
            measures.commitBegins(++newest);
            running = false;
            startedMs = timing.time().milliseconds();
            commitNow(committable, control);
        }
    }

    private boolean areReported(Collection<TopicPartition> partitions, TaskControl control) {
        return errants.await(partitions, Math.min(timing.flushTimeoutMs(), timing.leftToCommitMs(control)));
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> committable, TaskControl control) {
        boolean woken = false;
        for (int attempt = 0; attempt < MOST_WAKEUPS; attempt++) {
            try {
                if (control.stopping()) {
                    consumer.commitSync(committable, Duration.ofMillis(timing.leftToCommitMs(control)));
                } else {
                    consumer.commitSync(committable);
                }
                done(committable);
                break;
            } catch (WakeupException e) {
                woken = true;
            } catch (RuntimeException e) {
                measures.task().commitFailed();
                LOG.error("{} Offsets of partitions that the task gives up could not be committed", label, e);
                break;
            }
        }
        if (woken) {
            consumer.wakeup(); // it was meant for the poll
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committable(
            Map<TopicPartition, OffsetAndMetadata> safe, Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        if (safe == null) {
            return committable;
        }
        safe.forEach((partition, offset) -> {
            OffsetAndMetadata limit = delivered.get(partition);
            if (offset == null || limit == null) {
                LOG.warn(
                        "{} Ignoring an offset for a partition that the task does not have partition={}",
                        label,
                        partition);
            } else if (offset.offset() > limit.offset()) {
                LOG.warn(
                        "{} Ignoring an offset beyond what the task was given partition={} offset={} given={}",
                        label,
                        partition,
                        offset.offset(),
                        limit.offset());
            } else {
                committable.put(partition, offset);
            }
        });
        return committable;
    }

    private boolean changes(Map<TopicPartition, OffsetAndMetadata> committable) {
        return !committable.isEmpty() && !committable.equals(offsets.committedOf(committable.keySet()));
    }
}
