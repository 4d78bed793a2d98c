package dev.sluice.pipeline.sink;

import dev.sluice.config.ErrorSettings;
import dev.sluice.config.SinkSettings;
import dev.sluice.metrics.Measures;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SinkMeasures;
import dev.sluice.metrics.TaskMeasures;
import dev.sluice.model.TargetState;
import dev.sluice.pipeline.control.ManualTime;
import dev.sluice.pipeline.control.RecordedEvents;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SinkConversion;
import dev.sluice.pipeline.convert.TestConverters;
import dev.sluice.pipeline.convert.TransformStep;
import dev.sluice.pipeline.convert.TransformationChain;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.FailureReporter;
import dev.sluice.pipeline.error.RecordedFailures;
import dev.sluice.pipeline.error.Settings;
import dev.sluice.plugin.Isolated;
import dev.sluice.plugin.PluginType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink task's path over a consumer in memory, driven a step at a time. */
final class SinkFixture {
    static final TopicPartition P0 = new TopicPartition("in", 0);
    static final TopicPartition P1 = new TopicPartition("in", 1);
    static final long FLUSH_INTERVAL_MS = 60_000;
    static final long FLUSH_TIMEOUT_MS = 50;
    static final long GRACEFUL_TIMEOUT_MS = 5_000;
    long flushTimeoutMs = FLUSH_TIMEOUT_MS;

    final ManualTime time = new ManualTime();
    final TaskControl control = new TaskControl(TargetState.STARTED, time);
    final ScriptedSink task = new ScriptedSink();
    final Metrics metrics = new Metrics();
    final TaskMeasures measures = new TaskMeasures(metrics, "c", 0, time);
    final RecordedEvents events = new RecordedEvents();
    final RecordedFailures<ConsumerRecord<byte[], byte[]>> failures = new RecordedFailures<>();
    final List<TransformStep<SinkRecord>> transforms = new ArrayList<>();
    final ObservedConsumer consumer = new ObservedConsumer();
    ErrorSettings settings = Settings.intolerant();
    boolean reporting = true;

    /** A consumer that says which timeouts and commits it was asked for; commits can be held back or fail. */
    static final class ObservedConsumer extends MockConsumer<byte[], byte[]> {
        final List<Long> timeouts = new ArrayList<>();
        final List<Map<TopicPartition, OffsetAndMetadata>> asyncCommits = new ArrayList<>();
        final List<Map<TopicPartition, OffsetAndMetadata>> syncCommits = new ArrayList<>();
        final List<OffsetCommitCallback> callbacks = new ArrayList<>();
        final List<Long> syncTimeouts = new ArrayList<>();
        Optional<Long> closeTimeout = Optional.empty();
        boolean holdsCommits;
        ConsumerRebalanceListener listener;
        /** Wakes the consumer up while it looks for a position, the first time. */
        Optional<Runnable> whilePositioning = Optional.empty();

        ObservedConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
            listener = rebalanceListener;
            super.subscribe(topics, rebalanceListener);
        }

        @Override
        public synchronized long position(TopicPartition partition) {
            if (whilePositioning.isPresent()) {
                Runnable change = whilePositioning.get();
                whilePositioning = Optional.empty();
                change.run();
                throw new WakeupException();
            }
            return super.position(partition);
        }

        /** What is taken away comes back unpaused, as from a real consumer. */
        @Override
        public synchronized void rebalance(Collection<TopicPartition> assignment) {
            Set<TopicPartition> gone = new HashSet<>(paused());
            gone.removeAll(assignment);
            resume(gone);
            super.rebalance(assignment);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            timeouts.add(timeout.toMillis());
            return super.poll(timeout);
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            asyncCommits.add(offsets);
            callbacks.add(callback);
            if (!holdsCommits) {
                callback.onComplete(offsets, null);
            }
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            syncCommits.add(offsets);
            super.commitSync(offsets);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            syncTimeouts.add(timeout.toMillis());
            super.commitSync(offsets, timeout);
        }

        @Override
        public synchronized void close(CloseOptions options) {
            closeTimeout = options.timeout().map(Duration::toMillis);
            super.close(options);
        }
    }

    SinkPipeline pipeline() {
        List<FailureReporter<? super ConsumerRecord<byte[], byte[]>>> reporters =
                reporting ? List.of(failures) : List.of();
        ErrorHandler<ConsumerRecord<byte[], byte[]>> errors =
                new ErrorHandler<>(settings, reporters, control, time, new Random(1), Measures.errors());
        TopicUseTracker topics = new TopicUseTracker(events, true);
        SinkParts parts = new SinkParts(
                new SinkSettings(Set.of("in"), Optional.empty(), Optional.empty()),
                consumer,
                new SinkConversion(
                        new TransformationChain<>(transforms, errors),
                        TestConverters.strings(),
                        errors,
                        topics,
                        measures.conversions()),
                errors,
                topics,
                new ScopedPluginMetrics(new Metrics(), Map.of("connector", "c", "task", "0")),
                new SinkMeasures(measures));
        return new SinkPipeline(
                "WorkerSinkTask{id=c-0}",
                Isolated.<SinkTask>of(task, Thread.currentThread().getContextClassLoader(), PluginType.SINK, "1"),
                () -> Map.of("k", "v"),
                new SinkControls(control, events),
                parts,
                new SinkTiming(time, FLUSH_INTERVAL_MS, flushTimeoutMs, GRACEFUL_TIMEOUT_MS));
    }

    /** A path that has started and got these partitions. */
    SinkPipeline started(TopicPartition... partitions) {
        SinkPipeline pipeline = pipeline();
        pipeline.start();
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        beginnings.put(P0, 0L);
        beginnings.put(P1, 0L);
        consumer.updateBeginningOffsets(beginnings);
        consumer.schedulePollTask(() -> consumer.rebalance(Arrays.asList(partitions)));
        pipeline.step();
        task.calls.clear();
        return pipeline;
    }

    /** Gives the task these partitions, and no others, in the next poll. */
    void reassign(TopicPartition... partitions) {
        consumer.schedulePollTask(() -> consumer.rebalance(Arrays.asList(partitions)));
    }

    /** Takes partitions away and gives them back in one rebalance, as eager assignors do. */
    void takeAndGiveBack(TopicPartition... partitions) {
        List<TopicPartition> all = Arrays.asList(partitions);
        consumer.schedulePollTask(() -> {
            consumer.listener.onPartitionsRevoked(all);
            consumer.resume(consumer.paused());
            consumer.listener.onPartitionsAssigned(all);
        });
    }

    void message(TopicPartition partition, long offset, String value) {
        consumer.addRecord(record(partition, offset, value));
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, String value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_000 + offset,
                TimestampType.LOG_APPEND_TIME,
                1,
                1,
                "key".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders().add("h", "7".getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
    }
}
