package dev.sluice.pipeline.source;

import dev.sluice.plugin.Isolated;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a source task what has become of its records. What it throws at that is logged and changes nothing. */
final class TaskNotices {
    private static final Logger LOG = LoggerFactory.getLogger(TaskNotices.class);

    private final String label;
    private final Isolated<SourceTask> task;
    private final boolean ofRecords;

    TaskNotices(String label, Isolated<SourceTask> task) {
        this.label = label;
        this.task = task;
        this.ofRecords = overridesCommitRecord(task.get());
    }

    /** Most tasks do not care for single records; those need not be called for each. */
    private static boolean overridesCommitRecord(SourceTask task) {
        try {
            return task.getClass()
                            .getMethod("commitRecord", SourceRecord.class, RecordMetadata.class)
                            .getDeclaringClass()
                    != SourceTask.class;
        } catch (ReflectiveOperationException | LinkageError e) {
            return true;
        }
    }

    /** Whether the task wants to hear of single records at all. */
    boolean ofRecords() {
        return ofRecords;
    }

    /**
     * A record is done with.
     *
     * @param metadata where it went; null if it was left out
     * @throws Error what the task throws of this kind
     */
    void recordDone(SourceRecord record, RecordMetadata metadata) {
        if (!ofRecords) {
            return;
        }
        ClassLoader previous = task.enter();
        try {
            task.get().commitRecord(record, metadata);
        } catch (Exception e) {
            // An interruption is not passed on either: this is the producer's thread, which would not sleep any more.
            LOG.error("{} Exception from commitRecord; the record counts as done all the same", label, e);
        } finally {
            Isolated.exit(previous);
        }
    }

    /** Offsets are stored. */
    void offsetsStored() throws InterruptedException {
        ClassLoader previous = task.enter();
        try {
            task.get().commit();
        } catch (RuntimeException e) {
            LOG.error("{} Exception from commit; the offsets are stored all the same", label, e);
        } finally {
            Isolated.exit(previous);
        }
    }
}
