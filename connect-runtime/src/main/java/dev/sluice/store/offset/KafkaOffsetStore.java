package dev.sluice.store.offset;

import dev.sluice.kafka.KafkaClients;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicSettings;
import dev.sluice.log.FailureListener;
import dev.sluice.log.LogWriter;
import dev.sluice.log.RecordListener;
import dev.sluice.log.TopicLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Keeps offsets in a compacted topic: the worker's, or one of a connector's own (KIP-618). Who writes may be a client of
 * the store or a task's own producer, so that offsets and records share a transaction.
 *
 * <p>{@link #get} reads the topic to its end first. {@link #set} completes on the producer's thread; if the producer has
 * a transaction open, being acknowledged does not yet mean being committed.
 */
public final class KafkaOffsetStore implements OffsetStore {
    /** Who asks for offsets waits for the end, so that nobody notices that they come in together. */
    private static final Duration REST = Duration.ofMillis(100);

    private final TopicAdmin admin;
    private final TopicSettings topic;
    private final TopicLog log;
    private final Map<ByteBuffer, ByteBuffer> values = new ConcurrentHashMap<>();
    private final PartitionIndex index = new PartitionIndex();

    /**
     * @param admin    creates the topic and finds its end; stays open when the store stops
     * @param consumer properties of the consumer; under exactly-once they must say {@code read_committed}
     * @param failures hears if the topic is no longer read
     */
    public KafkaOffsetStore(
            KafkaClients clients,
            TopicAdmin admin,
            TopicSettings topic,
            Map<String, ?> consumer,
            LogWriter writer,
            FailureListener failures) {
        this.admin = admin;
        this.topic = topic;
        this.log = new TopicLog(topic.topic(), clients, consumer, writer, admin, new Records(), failures);
    }

    @Override
    public void start() {
        admin.ensureInternalTopic(topic);
        log.start();
    }

    @Override
    public void stop() {
        log.close();
    }

    @Override
    public CompletableFuture<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        List<ByteBuffer> wanted = List.copyOf(keys);
        return log.readToEnd().handle((done, error) -> {
            if (error != null) {
                throw new ConnectException("Cannot read offsets from topic " + topic.topic(), error);
            }
            Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
            wanted.forEach(key -> found.put(key, values.get(key)));
            return found;
        });
    }

    @Override
    public CompletableFuture<Void> set(Map<ByteBuffer, ByteBuffer> changes) {
        List<CompletableFuture<?>> sent = new ArrayList<>(changes.size());
        changes.forEach((key, value) -> sent.add(log.send(bytes(key), bytes(value))));
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public Map<ByteBuffer, Map<String, Object>> connectorKeys(String connector) {
        return index.of(connector);
    }

    private final class Records implements RecordListener {

        @Override
        public void onRecords(List<ConsumerRecord<byte[], byte[]>> records) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.key() == null) {
                    continue;
                }
                ByteBuffer key = ByteBuffer.wrap(record.key());
                if (record.value() == null) {
                    values.remove(key);
                } else {
                    values.put(key, ByteBuffer.wrap(record.value()));
                }
                index.update(record.key(), record.value() != null);
            }
        }

        @Override
        public Duration rest() {
            return REST;
        }
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
