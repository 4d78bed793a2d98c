package dev.sluice.pipeline.error;

import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.model.TaskId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that a sink could not process to a topic, as they came, and on request with headers that say what went
 * wrong (KIP-298).
 */
public final class DeadLetterQueue implements FailureReporter<ConsumerRecord<byte[], byte[]>> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);
    private static final String PREFIX = "__connect.errors.";

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final boolean contextHeaders;
    private final TaskId task;
    private final ErrorMeasures measures;

    /**
     * @param producer       closed with this
     * @param contextHeaders {@code errors.deadletterqueue.context.headers.enable}
     */
    public DeadLetterQueue(
            Producer<byte[], byte[]> producer,
            String topic,
            boolean contextHeaders,
            TaskId task,
            ErrorMeasures measures) {
        this.measures = measures;
        this.producer = producer;
        this.topic = topic;
        this.contextHeaders = contextHeaders;
        this.task = task;
    }

    @Override
    public CompletableFuture<Void> report(OperationFailure<? extends ConsumerRecord<byte[], byte[]>> failure) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        measures.letter();
        try {
            var unused = producer.send(letter(failure), (metadata, error) -> {
                if (error == null) {
                    written.complete(null);
                } else {
                    lost(failure, error);
                    written.completeExceptionally(error);
                }
            });
        } catch (RuntimeException e) {
            lost(failure, e);
            written.completeExceptionally(e);
        }
        return written;
    }

    private void lost(OperationFailure<? extends ConsumerRecord<byte[], byte[]>> failure, Exception error) {
        measures.letterLost();
        LOG.error(
                "Could not write a failed record to the dead letter queue task={} queue={} topic={} partition={} offset={}",
                task,
                topic,
                failure.record().topic(),
                failure.record().partition(),
                failure.record().offset(),
                error);
    }

    private ProducerRecord<byte[], byte[]> letter(OperationFailure<? extends ConsumerRecord<byte[], byte[]>> failure) {
        ConsumerRecord<byte[], byte[]> record = failure.record();
        Headers headers = new RecordHeaders(record.headers());
        if (contextHeaders) {
            addContext(headers, failure);
        }
        Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
        return new ProducerRecord<>(topic, null, timestamp, record.key(), record.value(), headers);
    }

    private void addContext(Headers headers, OperationFailure<? extends ConsumerRecord<byte[], byte[]>> failure) {
        ConsumerRecord<byte[], byte[]> record = failure.record();
        add(headers, "topic", record.topic());
        add(headers, "partition", Integer.toString(record.partition()));
        add(headers, "offset", Long.toString(record.offset()));
        add(headers, "connector.name", task.connector());
        add(headers, "task.id", Integer.toString(task.task()));
        add(headers, "stage", failure.stage().name());
        add(headers, "class.name", failure.className());
        Throwable error = failure.error();
        if (error != null) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace, true));
            add(headers, "exception.class.name", error.getClass().getName());
            add(headers, "exception.message", error.getMessage());
            add(headers, "exception.stacktrace", trace.toString());
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for what is still on its way, then closes the producer. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(30));
    }
}
