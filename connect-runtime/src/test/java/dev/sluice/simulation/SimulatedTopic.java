package dev.sluice.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A compacted topic as the brokers have it. What was appended stays, whatever becomes of the workers. */
final class SimulatedTopic {
    private final String name;
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
    private final long[] ends;
    private final Set<SimulatedTopicLog> readers = new LinkedHashSet<>();
    /** Offsets in partition 0 whose transaction has not ended: nobody reads past the first. */
    private final TreeSet<Long> undecided = new TreeSet<>();

    SimulatedTopic(String name, int partitionCount) {
        this.name = name;
        this.ends = new long[partitionCount];
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    String name() {
        return name;
    }

    int partitionCount() {
        return ends.length;
    }

    void follow(SimulatedTopicLog reader) {
        readers.add(reader);
    }

    void unfollow(SimulatedTopicLog reader) {
        readers.remove(reader);
    }

    /** How far the partition can be read. */
    long end(int partition) {
        return partition == 0 && !undecided.isEmpty() ? undecided.first() : ends[partition];
    }

    RecordMetadata append(byte[] key, byte[] value, long writtenMs) {
        int partition = Math.floorMod(Arrays.hashCode(key), ends.length);
        long offset = ends[partition]++;
        partitions
                .get(partition)
                .add(new ConsumerRecord<>(
                        name,
                        partition,
                        offset,
                        writtenMs,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
        readers.forEach(SimulatedTopicLog::dataArrived);
        return new RecordMetadata(new TopicPartition(name, partition), offset, 0, writtenMs, -1, -1);
    }

    /** Appends a record that shows when its transaction is committed. */
    RecordMetadata appendUndecided(byte[] key, byte[] value, long writtenMs) {
        RecordMetadata at = append(key, value, writtenMs);
        undecided.add(at.offset());
        return at;
    }

    /** Ends a transaction: a marker takes an offset of its own, and readers see nothing there. */
    void decide(List<Long> offsets, boolean committed) {
        undecided.removeAll(offsets);
        if (!committed) {
            partitions.get(0).removeIf(record -> offsets.contains(record.offset()));
        }
        ends[0]++;
        readers.forEach(SimulatedTopicLog::dataArrived);
    }

    /** Records from an offset on. */
    List<ConsumerRecord<byte[], byte[]>> read(int partition, long from, int limit) {
        List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (records.get(middle).offset() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long end = end(partition);
        return records.subList(low, Math.min(records.size(), low + limit)).stream()
                .filter(record -> record.offset() < end)
                .toList();
    }

    /** All that a new reader would find. */
    List<ConsumerRecord<byte[], byte[]>> all() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        partitions.forEach(all::addAll);
        return all;
    }

    /**
     * Cleans a part of the log: of each key only the last record in that part stays; and no tombstone that every reader
     * has passed. Configs of connectors stay, since a worker that finds one behind its task configs cannot know whether
     * the connector was deleted in between.
     *
     * @param share how much of each partition is clean afterwards, from 0 to 1
     */
    void compact(double share) {
        for (int partition = 0; partition < ends.length; partition++) {
            List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
            int clean = undecided.isEmpty() ? (int) (records.size() * share) : 0;
            Map<String, Long> latest = new HashMap<>();
            records.subList(0, clean).forEach(record -> latest.put(Arrays.toString(record.key()), record.offset()));
            long passed = passed(partition);
            records.subList(0, clean)
                    .removeIf(record -> !isConnectorConfig(record)
                            && (latest.get(Arrays.toString(record.key())) != record.offset()
                                    || (record.value() == null && record.offset() < passed)));
        }
    }

    private static boolean isConnectorConfig(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8).startsWith("connector-");
    }

    private long passed(int partition) {
        return readers.stream()
                .mapToLong(reader -> reader.position(partition))
                .min()
                .orElse(ends[partition]);
    }
}
