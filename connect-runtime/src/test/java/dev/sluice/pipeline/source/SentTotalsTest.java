package dev.sluice.pipeline.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.metrics.TaskTotals;
import dev.sluice.metrics.TaskTotals.Count;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is summed up of what source tasks send. */
class SentTotalsTest {

    /** Tells the sizes of records when it acknowledges them, as a real producer does. */
    private static final class SizingProducer extends MockProducer<byte[], byte[]> {
        SizingProducer(boolean acknowledgesAtOnce) {
            super(acknowledgesAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            return super.send(record, (metadata, error) -> {
                if (callback != null) {
                    callback.onCompletion(error == null ? sized(record, metadata) : metadata, error);
                }
            });
        }

        private static RecordMetadata sized(ProducerRecord<byte[], byte[]> record, RecordMetadata metadata) {
            return new RecordMetadata(
                    new TopicPartition(metadata.topic(), metadata.partition()),
                    metadata.offset(),
                    0,
                    metadata.timestamp(),
                    record.key() == null ? -1 : record.key().length,
                    record.value() == null ? -1 : record.value().length);
        }
    }

    @Test
    void recordsAndBytesCountOnceBrokersHaveThem() throws Exception {
        SourceFixture source = new SourceFixture();
        source.producer = new SizingProducer(true);
        source.task.then(SourceFixture.record("four", 1), SourceFixture.record("seven77", 2));

        source.run();

        TaskTotals.Taken taken = source.measures.totals().take();
        assertEquals(2, taken.of(Count.SENT_RECORDS));
        assertEquals(11, taken.of(Count.SENT_BYTES));
        assertEquals(2, taken.batchMax());
    }

    @Test
    void whatBrokersRefuseDoesNotCount() throws Exception {
        SourceFixture source = new SourceFixture();
        SizingProducer producer = new SizingProducer(false);
        source.producer = producer;
        source.settings = dev.sluice.pipeline.error.Settings.tolerant();
        source.task
                .then(SourceFixture.record("four", 1), SourceFixture.record("seven77", 2))
                .then(() -> {
                    producer.errorNext(new RecordTooLargeException("too large"));
                    producer.completeNext();
                    return null;
                });

        source.run();

        TaskTotals.Taken taken = source.measures.totals().take();
        assertEquals(1, taken.of(Count.SENT_RECORDS));
        assertEquals(7, taken.of(Count.SENT_BYTES));
    }

    @Test
    void transactionsCountWhenTheyAreCommittedAndWithoutTheirOffsets() throws Exception {
        TransactionFixture source = new TransactionFixture();
        source.producer = new SizingProducer(true);
        source.task
                .then(SourceFixture.record("four", 1), SourceFixture.record("seven77", 2))
                .then(SourceFixture.record("1", 3));

        source.run();

        TaskTotals.Taken taken = source.measures.totals().take();
        assertEquals(3, taken.of(Count.SENT_RECORDS));
        assertEquals(12, taken.of(Count.SENT_BYTES));
    }
}
