package dev.sluice.log;

import dev.sluice.kafka.TopicAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps over records that a consumer cannot read, as where a disk has changed a bit and a checksum fails. The consumer
 * stops before such a record and says the same again at every poll.
 *
 * <p>A checksum covers a batch, so usually a few records in a row are lost. They are stepped over one by one, since
 * nothing tells where the batch ends, and never beyond the end of the partition: an error that goes on there is not
 * about a record.
 */
final class UnreadableRecords {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecords.class);
    private static final Duration PROBE = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> partitions;
    private final TopicAdmin admin;
    private final java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> deliver;
    private final BooleanSupplier stopping;

    /**
     * @param deliver  gets what is read on the way
     * @param stopping asked before each step
     */
    UnreadableRecords(
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> partitions,
            TopicAdmin admin,
            java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> deliver,
            BooleanSupplier stopping) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.admin = admin;
        this.deliver = deliver;
        this.stopping = stopping;
    }

    /** Whether an error of a poll can be about a record. What is wrong with one comes in a plain exception. */
    static boolean isPossible(KafkaException error) {
        return error.getClass() == KafkaException.class
                || error instanceof CorruptRecordException
                || error instanceof RecordDeserializationException;
    }

    /**
     * Finds the partition that an error came from, which it does not say, and steps over what cannot be read there.
     *
     * @throws KafkaException if it turns out not to be about a record
     */
    void skip(KafkaException error) {
        String message = String.valueOf(error.getMessage());
        List<TopicPartition> suspects = new ArrayList<>(partitions);
        // The message names the partition; that it does is no promise, so it only decides who is tried first.
        suspects.sort(Comparator.<TopicPartition, Boolean>comparing(each -> !message.contains(each.toString()))
                .thenComparing(TopicPartition::partition));
        try {
            for (TopicPartition suspect : suspects) {
                consumer.pause(partitions);
                consumer.resume(Set.of(suspect));
                if (skipIn(suspect)) {
                    return;
                }
            }
        } finally {
            consumer.resume(partitions);
        }
    }

    private boolean skipIn(TopicPartition partition) {
        long first = -1;
        long next = -1;
        long end = Long.MAX_VALUE;
        KafkaException reason = null;
        while (!stopping.getAsBoolean()) {
            try {
                deliver.accept(consumer.poll(PROBE));
                break;
            } catch (WakeupException e) {
                LOG.trace("Woken up while probing partition={}", partition);
            } catch (KafkaException e) {
                if (!isPossible(e)) {
                    if (e instanceof RetriableException) {
                        break;
                    }
                    throw e;
                }
                next = consumer.position(partition);
                if (first < 0) {
                    first = next;
                    reason = e;
                    end = admin.endOffsets(Set.of(partition)).get(partition);
                }
                if (next >= end) {
                    throw e;
                }
                next++;
                consumer.seek(partition, next);
            }
        }
        if (first >= 0) {
            LOG.error(
                    "Skipped records that cannot be read; what they said is lost partition={} fromOffset={} toOffset={}",
                    partition,
                    first,
                    next - 1,
                    reason);
        }
        return first >= 0;
    }
}
