package dev.sluice.pipeline.sink;

import dev.sluice.config.SinkSettings;
import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SinkMeasures;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SinkConversion;
import dev.sluice.pipeline.error.ErrorHandler;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a sink task's path is made of. The path closes all of it.
 *
 * @param settings   what is read
 * @param consumer   reads it
 * @param conversion between Kafka's data and the task's
 * @param errors     what happens to records that fail
 * @param topicUses  hears of the topics that are read
 * @param metrics    the task's own metrics (KIP-877)
 * @param measures   what is measured of the task
 */
public record SinkParts(
        SinkSettings settings,
        Consumer<byte[], byte[]> consumer,
        SinkConversion conversion,
        ErrorHandler<ConsumerRecord<byte[], byte[]>> errors,
        TopicUseTracker topicUses,
        ScopedPluginMetrics metrics,
        SinkMeasures measures) {}
