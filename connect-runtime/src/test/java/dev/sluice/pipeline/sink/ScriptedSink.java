package dev.sluice.pipeline.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A sink task that keeps what it is given and does what a test has written down. */
final class ScriptedSink extends SinkTask {
    /** What the task does with a batch instead of taking it. */
    interface Put {
        void put(Collection<SinkRecord> records);
    }

    /** What the task answers before a commit. */
    interface PreCommit {
        Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets);
    }

    final List<String> calls = new ArrayList<>();
    final List<SinkRecord> taken = new ArrayList<>();
    final Deque<Put> puts = new ArrayDeque<>();
    final Deque<PreCommit> preCommits = new ArrayDeque<>();
    Runnable onOpen = () -> {};
    Runnable onClose = () -> {};

    SinkTaskContext context() {
        return context;
    }

    List<Object> values() {
        return taken.stream().map(SinkRecord::value).collect(Collectors.toList());
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> config) {
        calls.add("start");
    }

    private static String names(Collection<TopicPartition> partitions) {
        return new TreeSet<>(partitions.stream().map(TopicPartition::toString).toList()).toString();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        calls.add("open " + names(partitions));
        onOpen.run();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        calls.add("close " + names(partitions));
        onClose.run();
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        calls.add("put " + records.size());
        Put next = puts.poll();
        if (next != null) {
            next.put(records);
        }
        taken.addAll(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        calls.add("preCommit");
        PreCommit next = preCommits.poll();
        return next == null ? offsets : next.preCommit(offsets);
    }

    @Override
    public void stop() {
        calls.add("stop");
    }
}
