package dev.sluice.store.config;

import dev.sluice.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the config topic as the only leader (KIP-618): all workers of a group share one transactional id, so that
 * claiming it fences whoever held it before. Each write is one transaction. A write that fails gives the claim up.
 *
 * <p>Claims and writes come from one thread at a time; {@link #release()} may come from any.
 */
final class LeaderWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderWriter.class);

    private final KafkaClients clients;
    private final Map<String, ?> properties;
    private final String topic;
    private final AtomicReference<Producer<byte[], byte[]>> claimed = new AtomicReference<>();

    /**
     * @param properties of a transactional producer
     */
    LeaderWriter(KafkaClients clients, Map<String, ?> properties, String topic) {
        this.clients = clients;
        this.properties = properties;
        this.topic = topic;
    }

    /**
     * Fences earlier leaders; does nothing if this one still holds its claim.
     *
     * @throws PrivilegedWriteException if it fails
     */
    void claim() {
        if (claimed.get() != null) {
            return;
        }
        Producer<byte[], byte[]> producer = null;
        try {
            // Making it may fail as using it may, for want of a name server for instance.
            producer = clients.producer(properties);
            producer.initTransactions();
        } catch (InterruptException e) {
            abandon(producer);
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            abandon(producer);
            throw new PrivilegedWriteException(
                    "Cannot claim the right to write to the config topic " + topic + ": " + e.getMessage()
                            + "; the worker's principal needs WRITE on the transactional id "
                            + properties.get("transactional.id"),
                    e);
        }
        claimed.set(producer);
        LOG.info("Claimed the right to write to the config topic topic={}", topic);
    }

    /** Gives the claim up without waiting for a write under way, which then fails. */
    void release() {
        Producer<byte[], byte[]> producer = claimed.getAndSet(null);
        if (producer != null) {
            abandon(producer);
        }
    }

    /**
     * Writes the records in one transaction.
     *
     * @param writes at least one
     * @return where the last record is
     * @throws PrivilegedWriteException if nothing is claimed, or if the transaction fails; the claim is lost then
     */
    RecordMetadata write(List<ConfigWrite> writes, long timeoutMs) {
        Producer<byte[], byte[]> producer = claimed.get();
        if (producer == null) {
            throw new PrivilegedWriteException(
                    "This worker may not write to the config topic " + topic
                            + " at the moment, as it has not claimed that right or has lost it to another leader",
                    null);
        }
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ConfigWrite write : writes) {
                sent.add(producer.send(new ProducerRecord<>(topic, write.key(), write.value())));
            }
            producer.flush();
            RecordMetadata at = null;
            for (Future<RecordMetadata> ack : sent) {
                at = ack.get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
                LOG.debug("Wrote a record as leader at={}", at);
            }
            producer.commitTransaction();
            return at;
        } catch (InterruptedException e) {
            release();
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw lost(e.getCause());
        } catch (TimeoutException | KafkaException | IllegalStateException e) {
            throw lost(e);
        }
    }

    private PrivilegedWriteException lost(Throwable cause) {
        release();
        return new PrivilegedWriteException(
                "Cannot write to the config topic " + topic + " as leader: " + cause.getMessage()
                        + "; another worker may have become leader",
                cause);
    }

    private void abandon(Producer<byte[], byte[]> producer) {
        if (producer == null) {
            return;
        }
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("Cannot close the leader's producer cleanly topic={}", topic, e);
        }
    }
}
