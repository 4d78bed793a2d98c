package dev.sluice.pipeline.sink;

import dev.sluice.pipeline.convert.SinkConversion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The records that a sink task was or is to be given and has not taken yet. Used by the task's thread only. */
final class HeldBatch {
    private final SinkConversion conversion;
    private final List<SinkRecord> records = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();

    HeldBatch(SinkConversion conversion) {
        this.conversion = conversion;
    }

    /**
     * Converts what was polled and adds it. Records that are dropped count as if the task had taken them.
     *
     * @return the bytes of their keys and values
     */
    long add(ConsumerRecords<byte[], byte[]> polled) {
        conversion.expect(polled.count());
        long bytes = 0;
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> messages = polled.records(partition);
            for (int i = 0; i < messages.size(); i++) {
                ConsumerRecord<byte[], byte[]> message = messages.get(i);
                bytes += Math.max(0, message.serializedKeySize()) + Math.max(0, message.serializedValueSize());
                SinkRecord record = conversion.convert(message);
                if (record != null) {
                    records.add(record);
                }
            }
            if (!messages.isEmpty()) {
                ends.put(
                        partition,
                        new OffsetAndMetadata(messages.get(messages.size() - 1).offset() + 1));
            }
        }
        return bytes;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** What the task is given: a list of its own, which it may keep and change. */
    List<SinkRecord> copy() {
        return new ArrayList<>(records);
    }

    /** The offsets up to which everything is here. */
    Map<TopicPartition, OffsetAndMetadata> ends() {
        return ends;
    }

    void clear() {
        records.clear();
        ends.clear();
    }

    /** Drops what came from these partitions. */
    void drop(Collection<TopicPartition> partitions) {
        ends.keySet().removeAll(partitions);
        records.removeIf(record ->
                partitions.contains(new TopicPartition(record.originalTopic(), record.originalKafkaPartition())));
    }
}
