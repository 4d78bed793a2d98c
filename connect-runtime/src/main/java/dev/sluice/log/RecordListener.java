package dev.sluice.log;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gets what a {@link TopicLog} reads, on the log's one reader thread.
 */
@FunctionalInterface
public interface RecordListener {

    /**
     * Takes the next records, in the order of their offsets within each partition. An exception ends the reader: a
     * record that cannot be understood has to be dealt with inside.
     */
    void onRecords(List<ConsumerRecord<byte[], byte[]>> records);

    /**
     * How long the reader may let records gather after it has handed some over, unless somebody waits for more. Each poll
     * that finds a record costs the brokers a round trip, which is much where every transaction of a task writes one.
     */
    default Duration rest() {
        return Duration.ZERO;
    }

    /** Everything that was in the topic when the log started has been handed over; what follows is new. Called once. */
    default void onLoaded() {}
}
