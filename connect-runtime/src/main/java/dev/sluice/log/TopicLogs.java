package dev.sluice.log;

import dev.sluice.kafka.TopicSettings;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a worker's stores find the compacted topics that they are made of.
 */
public interface TopicLogs {

    /**
     * Creates a topic if it is missing, and checks one that is there.
     *
     * @return how many partitions it has, where that could be found out
     * @throws org.apache.kafka.common.config.ConfigException if it cannot be used
     */
    OptionalInt ensure(TopicSettings topic);

    /**
     * A log over a topic, not yet started.
     *
     * @param consumer properties of the consumer that reads it
     * @param writer   what writes to it
     * @param records  gets what is read
     * @param failures hears if reading has ended for good
     */
    CompactedLog open(
            String topic, Map<String, ?> consumer, LogWriter writer, RecordListener records, FailureListener failures);
}
