package dev.sluice.log;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A compacted topic that several workers share, as one of them reads and writes it. What was written is seen only when it
 * has come back from the topic: {@link #readToEnd()} says when that is.
 *
 * <p>All methods but {@link #start()} and {@link #close()} are safe for use by several threads.
 */
public interface CompactedLog extends AutoCloseable {

    /**
     * Makes the clients and reads to the present end of the topic. Waits 30 s for the topic to appear and as long as it
     * takes for its content, half an hour at most.
     *
     * @throws ConfigException  if a client's properties are wrong
     * @throws ConnectException if the topic cannot be found or read
     */
    void start();

    /** How many partitions the topic had at the start. */
    int partitions();

    /**
     * Reads what was written before this call, own writes in flight included. Calls that come while one is under way
     * share the next look at the end.
     *
     * @return completes on the reader's thread after the records were handed over; fails with a Kafka exception if the
     *     end cannot be found, or if the log closes
     */
    CompletableFuture<Void> readToEnd();

    /**
     * Reads as far as a record of this topic that was acknowledged; cheaper than {@link #readToEnd()}, as it asks no
     * broker.
     *
     * @return completes on the reader's thread after the record was handed over; fails if the log closes
     */
    CompletableFuture<Void> readTo(RecordMetadata record);

    /**
     * Writes a record; a null value is a tombstone. May block for the producer's {@code max.block.ms} while the topic's
     * metadata is unknown.
     *
     * @return completes on the producer's thread once the brokers have acknowledged it
     */
    CompletableFuture<RecordMetadata> send(byte[] key, byte[] value);

    /** As {@link #send(byte[], byte[])}; whether it works out or not, the callback is called once. */
    void send(byte[] key, byte[] value, Callback callback);

    /**
     * As {@link #send(byte[], byte[], Callback)}, of a record that is to say when it was meant to be written first.
     *
     * @param writtenMs the record's timestamp, in ms since the epoch
     */
    void send(byte[] key, byte[] value, long writtenMs, Callback callback);

    /** Sends what is waiting and blocks until the brokers have answered for everything. */
    void flush();

    /** Stops reading, gives own writes 5 s to arrive and closes the clients that belong to the log. */
    @Override
    void close();
}
