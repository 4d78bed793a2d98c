package dev.sluice.store.offset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The worker's store for an exactly-once task (KIP-618): read as the worker reads it, which leaves out what is not
 * committed, and written with the task's own producer, so that offsets and records share a transaction. Saves each task
 * a consumer of its own over the whole topic.
 *
 * <p>What was written is seen once its transaction is committed.
 */
public final class TransactionalOffsetStore implements OffsetStore {
    private final OffsetStore workers;
    private final String topic;
    private final Producer<byte[], byte[]> producer;

    /**
     * @param workers  the worker's store, which reads committed records only; neither started nor stopped by this
     * @param topic    its topic
     * @param producer the task's, transactional
     */
    public TransactionalOffsetStore(OffsetStore workers, String topic, Producer<byte[], byte[]> producer) {
        this.workers = workers;
        this.topic = topic;
        this.producer = producer;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        return workers.get(keys);
    }

    @Override
    public CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> values) {
        List<CompletableFuture<?>> sent = new ArrayList<>(values.size());
        values.forEach((key, value) -> sent.add(send(key, value)));
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future would say.
    private CompletableFuture<RecordMetadata> send(ByteBuffer key, ByteBuffer value) {
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        try {
            producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value)), (metadata, error) -> {
                if (error == null) {
                    acknowledged.complete(metadata);
                } else {
                    acknowledged.completeExceptionally(error);
                }
            });
        } catch (RuntimeException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        return workers.connectorKeys(connector);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
