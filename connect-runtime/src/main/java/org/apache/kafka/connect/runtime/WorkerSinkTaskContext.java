package org.apache.kafka.connect.runtime;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What a sink task may ask of the worker, under the name by which published sinks look for it. Those that write offsets
 * in transactions of their own, such as Apache Iceberg's, read the field {@code consumer} of a class of exactly this name
 * to learn the group's generation, and seek with it; the plugin API has no other way. They may use the consumer on the
 * task's thread only.
 */
public final class WorkerSinkTaskContext implements SinkTaskContext {
    @SuppressWarnings("unused") // plugins find it by its name
    private final Consumer<byte[], byte[]> consumer;

    private final SinkTaskContext context;

    /**
     * @param consumer the task's consumer
     * @param context  answers what the plugin API offers
     */
    public WorkerSinkTaskContext(Consumer<byte[], byte[]> consumer, SinkTaskContext context) {
        this.consumer = consumer;
        this.context = context;
    }

    @Override
    public Map<String, String> configs() {
        return context.configs();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        context.offset(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        context.offset(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {
        context.timeout(timeoutMs);
    }

    @Override
    public Set<TopicPartition> assignment() {
        return context.assignment();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        context.pause(partitions);
    }

    @Override
    public void resume(TopicPartition... partitions) {
        context.resume(partitions);
    }

    @Override
    public void requestCommit() {
        context.requestCommit();
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return context.errantRecordReporter();
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return context.pluginMetrics();
    }
}
