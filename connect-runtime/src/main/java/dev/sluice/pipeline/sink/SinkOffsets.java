package dev.sluice.pipeline.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a sink task has got in each of its partitions: what was delivered to it, and what is committed. Used by the
 * task's thread only.
 */
final class SinkOffsets {
    private final Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /** A partition starts, or starts anew, at an offset. */
    void startAt(TopicPartition partition, long offset) {
        delivered.put(partition, new OffsetAndMetadata(offset));
        committed.put(partition, new OffsetAndMetadata(offset));
    }

    /** The task has taken everything before these offsets. */
    void delivered(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (delivered.containsKey(partition)) {
                delivered.put(partition, offset);
            }
        });
    }

    /** Kafka has these offsets; those of partitions that were given up meanwhile do not count. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (committed.containsKey(partition)) {
                committed.put(partition, offset);
            }
        });
    }

    /** How many partitions there are. */
    int partitions() {
        return committed.size();
    }

    /** How many offsets lie between what was delivered and what is committed, in all partitions together. */
    long active() {
        long active = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> each : delivered.entrySet()) {
            OffsetAndMetadata safe = committed.get(each.getKey());
            active += safe == null ? 0 : Math.max(0, each.getValue().offset() - safe.offset());
        }
        return active;
    }

    /** Falls back to what is committed. */
    Map<TopicPartition, OffsetAndMetadata> rewind(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> starts = among(committed, partitions);
        delivered.putAll(starts);
        return starts;
    }

    void forget(Collection<TopicPartition> partitions) {
        delivered.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    /** What may be committed of these partitions; a copy. */
    Map<TopicPartition, OffsetAndMetadata> deliveredOf(Collection<TopicPartition> partitions) {
        return among(delivered, partitions);
    }

    Map<TopicPartition, OffsetAndMetadata> committedOf(Collection<TopicPartition> partitions) {
        return among(committed, partitions);
    }

    private static Map<TopicPartition, OffsetAndMetadata> among(
            Map<TopicPartition, OffsetAndMetadata> offsets, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> result = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = offsets.get(partition);
            if (offset != null) {
                result.put(partition, offset);
            }
        }
        return result;
    }
}
