package dev.sluice.pipeline.source;

import dev.sluice.pipeline.control.TaskControl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;

/** A source task that polls what a test has written down, and ends itself where the script ends. */
final class ScriptedSource extends SourceTask {
    /** One poll. */
    interface Poll {
        List<SourceRecord> poll() throws InterruptedException;
    }

    final Deque<Poll> script = new ArrayDeque<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final TaskControl control;
    RuntimeException onStart;
    RuntimeException onCommitRecord;
    boolean onCommitRecordInterrupted;
    RuntimeException onCommit;
    int polls;

    ScriptedSource(TaskControl control) {
        this.control = control;
    }

    ScriptedSource then(Poll poll) {
        script.add(poll);
        return this;
    }

    ScriptedSource then(SourceRecord... records) {
        return then(() -> List.of(records));
    }

    SourceTaskContext context() {
        return context;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> config) {
        calls.add("start " + config);
        if (onStart != null) {
            throw onStart;
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        polls++;
        Poll next = script.poll();
        if (next == null) {
            control.stop();
            return null;
        }
        return next.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) throws InterruptedException {
        calls.add("commitRecord " + record.value() + (metadata == null ? " dropped" : " to " + metadata.topic()));
        if (onCommitRecord != null) {
            throw onCommitRecord;
        }
        if (onCommitRecordInterrupted) {
            throw new InterruptedException("from commitRecord");
        }
    }

    @Override
    public void commit() {
        calls.add("commit");
        if (onCommit != null) {
            throw onCommit;
        }
    }

    @Override
    public void stop() {
        calls.add("stop");
    }
}
