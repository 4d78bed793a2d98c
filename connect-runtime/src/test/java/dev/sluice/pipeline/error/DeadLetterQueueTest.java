package dev.sluice.pipeline.error;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.metrics.Measures;
import dev.sluice.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class DeadLetterQueueTest {
    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2, 3};

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    private static OperationFailure<ConsumerRecord<byte[], byte[]>> failure(Throwable error) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("own", new byte[] {9});
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "orders",
                3,
                42,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                1,
                2,
                KEY,
                VALUE,
                headers,
                Optional.empty());
        return new OperationFailure<>(record, Stage.VALUE_CONVERTER, "some.Converter", error, 2);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(
                    header.key(), header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private DeadLetterQueue<ConsumerRecord<byte[], byte[]>> queue(boolean headers) {
        return new DeadLetterQueue<>(
                producer, "dead", headers, new ConsumedLetters(), new TaskId("c", 1), Measures.errors());
    }

    @Test
    void theRecordIsWrittenAsItCame() {
        var unused = queue(false).report(failure(new DataException("bad")));

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertEquals("dead", letter.topic());
        assertNull(letter.partition());
        assertEquals(1_700_000_000_000L, letter.timestamp());
        assertArrayEquals(KEY, letter.key());
        assertArrayEquals(VALUE, letter.value());
        assertEquals(1, letter.headers().toArray().length, "its own headers only");
    }

    @Test
    void contextHeadersSayWhatWentWrong() {
        var unused = queue(true).report(failure(new DataException("bad")));

        Map<String, String> headers = headers(producer.history().get(0));
        assertEquals("orders", headers.get("__connect.errors.topic"));
        assertEquals("3", headers.get("__connect.errors.partition"));
        assertEquals("42", headers.get("__connect.errors.offset"));
        assertEquals("c", headers.get("__connect.errors.connector.name"));
        assertEquals("1", headers.get("__connect.errors.task.id"));
        assertEquals("VALUE_CONVERTER", headers.get("__connect.errors.stage"));
        assertEquals("some.Converter", headers.get("__connect.errors.class.name"));
        assertEquals(DataException.class.getName(), headers.get("__connect.errors.exception.class.name"));
        assertEquals("bad", headers.get("__connect.errors.exception.message"));
        assertTrue(headers.get("__connect.errors.exception.stacktrace").contains("DataException: bad"));
        assertTrue(headers.containsKey("own"), "the record's own headers stay");
        assertEquals(11, headers.size());
    }

    @Test
    void anErrorWithoutAMessageGivesAHeaderWithoutAValue() {
        var unused = queue(true).report(failure(new DataException((String) null)));

        Map<String, String> headers = headers(producer.history().get(0));
        assertTrue(headers.containsKey("__connect.errors.exception.message"));
        assertNull(headers.get("__connect.errors.exception.message"));
    }

    @Test
    void anErrorThatCannotBePrintedCostsOnlyItsText() {
        var unused = queue(true).report(failure(new DataException("bad") {
            @Override
            public String getMessage() {
                throw new IllegalStateException("told to");
            }
        }));

        Map<String, String> headers = headers(producer.history().get(0));
        assertTrue(headers.get("__connect.errors.exception.class.name").contains("DeadLetterQueueTest"));
        assertNull(headers.get("__connect.errors.exception.message"));
        assertNull(headers.get("__connect.errors.exception.stacktrace"));
    }

    @Test
    void aReportIsSafeOnceTheBrokerHasIt() {
        CompletableFuture<Void> report = queue(false).report(failure(new DataException("bad")));
        assertFalse(report.isDone());

        producer.completeNext();

        assertTrue(report.isDone() && !report.isCompletedExceptionally());
    }

    @Test
    void aReportThatIsLostFailsItsFutureAndThrowsNothing() {
        producer.sendException = new IllegalStateException("closed");

        CompletableFuture<Void> report = queue(false).report(failure(new DataException("bad")));

        assertTrue(report.isCompletedExceptionally());
    }
}
