package dev.sluice.pipeline.sink;

import dev.sluice.pipeline.control.TaskControl;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What a sink task may ask of the worker. Wishes are noted here and carried out by the task's path. Tasks call it on
 * their own thread; only {@link #requestCommit} may come from another.
 */
final class SinkContext implements SinkTaskContext {
    private static final long NO_TIMEOUT = -1;

    private final Supplier<Map<String, String>> resolvedConfig;
    private final Consumer<byte[], byte[]> consumer;
    private final TaskControl control;
    private final ErrantRecordReporter errants;
    private final PluginMetrics metrics;
    private final Set<TopicPartition> paused = new HashSet<>();
    private Map<TopicPartition, Long> rewinds = new HashMap<>();
    private long timeoutMs = NO_TIMEOUT;
    private volatile boolean commitRequested;

    /**
     * @param errants null if nobody takes note of failed records
     */
    SinkContext(
            Supplier<Map<String, String>> resolvedConfig,
            Consumer<byte[], byte[]> consumer,
            TaskControl control,
            ErrantRecordReporter errants,
            PluginMetrics metrics) {
        this.resolvedConfig = resolvedConfig;
        this.consumer = consumer;
        this.control = control;
        this.errants = errants;
        this.metrics = metrics;
    }

    @Override
    public Map<String, String> configs() {
        return resolvedConfig.get();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        rewinds.put(partition, offset);
    }

    /** Takes the offsets that the task wants to go back or forward to. */
    Map<TopicPartition, Long> takeRewinds() {
        Map<TopicPartition, Long> taken = rewinds;
        if (!taken.isEmpty()) {
            rewinds = new HashMap<>();
        }
        return taken;
    }

    @Override
    public void timeout(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    /** The longest wait of the next poll: the given one, unless the task asked for a shorter one. */
    long takeTimeout(long otherwiseMs) {
        long wanted = timeoutMs;
        timeoutMs = NO_TIMEOUT;
        return wanted > 0 ? Math.min(wanted, otherwiseMs) : otherwiseMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return new HashSet<>(consumer.assignment());
    }

    @Override
    public void pause(TopicPartition... partitions) {
        List<TopicPartition> wanted = Arrays.asList(partitions);
        checkAssigned(wanted);
        paused.addAll(wanted);
        if (!control.paused()) {
            consumer.pause(wanted);
        }
    }

    @Override
    public void resume(TopicPartition... partitions) {
        List<TopicPartition> wanted = Arrays.asList(partitions);
        checkAssigned(wanted);
        paused.removeAll(wanted);
        if (!control.paused()) {
            consumer.resume(wanted);
        }
    }

    private void checkAssigned(Collection<TopicPartition> partitions) {
        if (!consumer.assignment().containsAll(partitions)) {
            throw new IllegalWorkerStateException(
                    "A sink task can pause and resume only partitions that it has; it has " + consumer.assignment()
                            + " and named " + partitions);
        }
    }

    /** The partitions that the task itself wants paused, which outlasts that they are taken away and given back. */
    Set<TopicPartition> pausedByTask() {
        return paused;
    }

    /** The task has these partitions after a rebalance; what it wants paused of them stays paused. */
    void assigned(Set<TopicPartition> partitions) {
        paused.retainAll(partitions);
    }

    @Override
    public void requestCommit() {
        commitRequested = true;
    }

    /** Whether the task has asked for a commit since the last call. */
    boolean takeCommitRequest() {
        boolean requested = commitRequested;
        commitRequested = false;
        return requested;
    }

    boolean commitRequested() {
        return commitRequested;
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return errants;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }
}
