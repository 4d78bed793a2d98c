package example;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Its task copies values to the topic {@code to} and commits their offsets in the same transactions, with the worker's own
 * consumer, which it gets at as Apache Iceberg's sink does: by the names of the worker's class and field.
 */
public class TransactionalSink extends ScriptedSink {
    @Override
    public Class<? extends Task> taskClass() {
        return Copying.class;
    }

    public static class Copying extends SinkTask {
        private static final String CONTEXT = "org.apache.kafka.connect.runtime.WorkerSinkTaskContext";
        private KafkaProducer<String, String> producer;
        private Script script;
        private String to;

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public void start(Map<String, String> config) {
            script = new Script(config);
            to = config.get("to");
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", config.get("bootstrap"), "transactional.id", config.get("name")),
                    new StringSerializer(),
                    new StringSerializer());
            producer.initTransactions();
        }

        private Consumer<?, ?> consumer() {
            try {
                Field field = Class.forName(CONTEXT).getDeclaredField("consumer");
                field.setAccessible(true);
                return (Consumer<?, ?>) field.get(context);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            script.write("context " + context.getClass().getName());
            consumer().committed(consumer().assignment()).forEach((partition, offset) -> {
                if (offset != null) {
                    consumer().seek(partition, offset);
                }
            });
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            if (records.isEmpty()) {
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
            producer.beginTransaction();
            for (SinkRecord record : records) {
                producer.send(new ProducerRecord<>(to, String.valueOf(record.value())));
                next.put(
                        new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                        new OffsetAndMetadata(record.originalKafkaOffset() + 1, "by the task"));
            }
            producer.sendOffsetsToTransaction(next, consumer().groupMetadata());
            producer.commitTransaction();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            return Map.of();
        }

        @Override
        public void stop() {
            producer.close();
        }
    }
}
