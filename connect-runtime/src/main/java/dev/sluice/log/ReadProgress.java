package dev.sluice.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How far a topic has been read, and who waits for it to be read further. Who wrote a record knows its offset, and needs
 * no look at the topic's end to know when it has come back.
 */
final class ReadProgress {
    private final String topic;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private List<Waiting> waiting = new ArrayList<>();
    private Throwable ended;

    private record Waiting(TopicPartition partition, long offset, CompletableFuture<Void> read) {}

    ReadProgress(String topic) {
        this.topic = topic;
    }

    /** Completes once the record at this offset has been handed over; fails when the topic is no longer read. */
    CompletableFuture<Void> read(TopicPartition partition, long offset) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        synchronized (next) {
            if (ended != null) {
                read.completeExceptionally(new ConnectException("Topic " + topic + " is no longer read", ended));
            } else if (next.getOrDefault(partition, 0L) > offset) {
                read.complete(null);
            } else {
                waiting.add(new Waiting(partition, offset, read));
            }
        }
        return read;
    }

    /** Whether somebody waits for a record. */
    boolean awaited() {
        synchronized (next) {
            return !waiting.isEmpty();
        }
    }

    /** To be called with every batch after it was handed over. */
    void advance(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Waiting> reached = new ArrayList<>();
        synchronized (next) {
            batch.forEach(
                    record -> next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1));
            waiting.removeIf(each -> {
                boolean passed = next.getOrDefault(each.partition, 0L) > each.offset;
                if (passed) {
                    reached.add(each);
                }
                return passed;
            });
        }
        reached.forEach(each -> each.read.complete(null));
    }

    void end(Throwable reason) {
        List<Waiting> left;
        synchronized (next) {
            ended = reason;
            left = waiting;
            waiting = new ArrayList<>();
        }
        left.forEach(each -> each.read.completeExceptionally(reason));
    }
}
