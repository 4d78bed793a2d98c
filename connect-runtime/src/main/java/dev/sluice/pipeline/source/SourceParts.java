package dev.sluice.pipeline.source;

import dev.sluice.metrics.ScopedPluginMetrics;
import dev.sluice.metrics.SourceMeasures;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.convert.SourceConversion;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.store.offset.OffsetStore;
import dev.sluice.store.offset.OffsetWriter;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What a source task's path is made of. The path closes all of it.
 *
 * @param conversion   between the task's data and Kafka's
 * @param errors       what happens to records that fail
 * @param topicUses    hears of the topics that are written
 * @param topicCreator makes topics
 * @param producer     writes records
 * @param offsetStore  where offsets are kept; started by the path
 * @param offsetWriter writes to that store
 * @param others       closed after the producer and before the converters
 * @param metrics      the task's own metrics (KIP-877)
 * @param measures     what is measured of the task
 */
public record SourceParts(
        SourceConversion conversion,
        ErrorHandler<SourceRecord> errors,
        TopicUseTracker topicUses,
        TopicCreator topicCreator,
        Producer<byte[], byte[]> producer,
        OffsetStore offsetStore,
        OffsetWriter offsetWriter,
        List<AutoCloseable> others,
        ScopedPluginMetrics metrics,
        SourceMeasures measures) {}
