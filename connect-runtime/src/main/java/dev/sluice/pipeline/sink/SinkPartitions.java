package dev.sluice.pipeline.sink;

import dev.sluice.metrics.SinkMeasures;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskStoppedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one sink task: which it has, where they are read from, and which are paused for which reason. Works
 * with assignors that take all partitions away and with those that take only some (KIP-429). Used by the task's thread
 * only; the consumer calls it within its poll.
 */
final class SinkPartitions implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkPartitions.class);

    private final String label;
    private final SinkTask task;
    private final SinkContext context;
    private final TaskControl control;
    private final SinkCursor cursor;
    private final SinkMeasures measures;
    private boolean redelivering;
    private boolean closed;
    private RuntimeException failure;

    SinkPartitions(
            String label,
            SinkTask task,
            SinkContext context,
            TaskControl control,
            SinkCursor cursor,
            SinkMeasures measures) {
        this.measures = measures;
        this.label = label;
        this.task = task;
        this.context = context;
        this.control = control;
        this.cursor = cursor;
    }

    private Consumer<byte[], byte[]> consumer() {
        return cursor.consumer();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.info("{} Partitions assigned partitions={}", label, partitions);
        guard(() -> {
            for (TopicPartition partition : partitions) {
                cursor.offsets().startAt(partition, position(partition));
            }
            measures.partitions(cursor.offsets().partitions());
            context.assigned(consumer().assignment());
            if (redelivering && cursor.held().isEmpty()) {
                endRedelivery();
            }
            consumer().pause(redelivering || control.paused() ? partitions : context.pausedByTask());
            if (failure == null && !partitions.isEmpty()) {
                task.open(partitions);
                applyRewinds();
            }
        });
    }

    /** A wake-up meanwhile is meant for the poll that this is part of; it is passed on to that. */
    private long position(TopicPartition partition) {
        boolean woken = false;
        try {
            while (true) {
                try {
                    return consumer().position(partition);
                } catch (WakeupException e) {
                    woken = true;
                    if (control.stopping()) {
                        throw new TaskStoppedException("The task was stopped while it was given partitions");
                    }
                }
            }
        } finally {
            if (woken) {
                consumer().wakeup();
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (closed || partitions.isEmpty()) {
            return;
        }
        LOG.info("{} Partitions revoked partitions={}", label, partitions);
        guard(() -> cursor.commits().close(partitions, control));
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (closed || partitions.isEmpty()) {
            return;
        }
        LOG.info("{} Partitions lost partitions={}", label, partitions);
        guard(() -> task.close(partitions));
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        cursor.held().drop(partitions);
        cursor.offsets().forget(partitions);
        cursor.errants().forget(partitions);
        measures.partitions(cursor.offsets().partitions());
    }

    /** The consumer logs what its listener throws, and goes on: what fails here has to be kept for after the poll. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    /** Throws what went wrong during a rebalance. */
    void throwIfFailed() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Goes where the task wants to go. */
    void applyRewinds() {
        Map<TopicPartition, Long> rewinds = context.takeRewinds();
        if (rewinds.isEmpty()) {
            return;
        }
        Set<TopicPartition> assigned = consumer().assignment();
        rewinds.forEach((partition, offset) -> {
            if (offset == null || !assigned.contains(partition)) {
                LOG.warn("{} Ignoring a rewind partition={} offset={} assigned={}", label, partition, offset, assigned);
            } else {
                consumer().seek(partition, offset);
                cursor.offsets().startAt(partition, offset);
            }
        });
    }

    /** Stops reading, because the task has to be given the same records again. */
    void beginRedelivery() {
        redelivering = true;
        consumer().pause(consumer().assignment());
    }

    /** Reads on, once the task has taken the records. */
    void endRedelivery() {
        if (redelivering) {
            redelivering = false;
            resume();
        }
    }

    /** Stops reading, because the task is paused. */
    void pause() {
        consumer().pause(consumer().assignment());
    }

    /** Reads on wherever there is no other reason not to. */
    void resume() {
        if (redelivering || control.paused()) {
            return;
        }
        Set<TopicPartition> readable = new HashSet<>(consumer().assignment());
        readable.removeAll(context.pausedByTask());
        consumer().resume(readable);
    }

    /** Gives up all partitions, in good order unless nobody waits for that any more. */
    @Override
    public void close() {
        Set<TopicPartition> all = new HashSet<>(consumer().assignment());
        closed = true;
        if (all.isEmpty()) {
            return;
        }
        if (control.cancelled()) {
            task.close(all);
        } else {
            cursor.commits().close(all, control);
        }
        forget(all);
    }
}
