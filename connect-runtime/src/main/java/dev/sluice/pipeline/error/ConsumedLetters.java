package dev.sluice.pipeline.error;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What came from Kafka goes to the dead letter queue byte for byte (KIP-298). */
public final class ConsumedLetters implements Letters<ConsumerRecord<byte[], byte[]>> {

    @Override
    public ProducerRecord<byte[], byte[]> letter(String queue, ConsumerRecord<byte[], byte[]> record) {
        Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
        return new ProducerRecord<>(
                queue, null, timestamp, record.key(), record.value(), new RecordHeaders(record.headers()));
    }

    @Override
    public void addOrigin(Headers headers, ConsumerRecord<byte[], byte[]> record) {
        DeadLetterQueue.add(headers, "topic", record.topic());
        DeadLetterQueue.add(headers, "partition", Integer.toString(record.partition()));
        DeadLetterQueue.add(headers, "offset", Long.toString(record.offset()));
    }

    @Override
    public String origin(ConsumerRecord<byte[], byte[]> record) {
        return "topic=" + record.topic() + " partition=" + record.partition() + " offset=" + record.offset();
    }
}
