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
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Writes many records of the config topic in one batch, which the broker takes or refuses as a whole and which readers
 * get at once. Makes a producer for each write, as there are few.
 */
final class BulkWriter {
    private final KafkaClients clients;
    private final Map<String, ?> properties;
    private final String topic;

    /** @param properties of a producer that waits for a flush before it sends */
    BulkWriter(KafkaClients clients, Map<String, ?> properties, String topic) {
        this.clients = clients;
        this.properties = properties;
        this.topic = topic;
    }

    /**
     * @param writes at least one
     * @return where the last record is
     * @throws ConnectException if a record is not written
     * @throws TimeoutException if that is not known in time
     */
    RecordMetadata write(List<ConfigWrite> writes, long timeoutMs) throws TimeoutException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        Producer<byte[], byte[]> producer = clients.producer(properties);
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ConfigWrite write : writes) {
                sent.add(producer.send(new ProducerRecord<>(topic, 0, write.key(), write.value())));
            }
            producer.flush();
            RecordMetadata last = null;
            for (Future<RecordMetadata> acknowledgement : sent) {
                last = acknowledgement.get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return last;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new ConnectException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new ConnectException(e.getMessage(), e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }
}
