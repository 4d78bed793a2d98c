package dev.sluice.pipeline.error;

import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.model.TaskId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that a task could not process to a topic, and on request with headers that say what went wrong
 * (KIP-298; for sources it goes beyond that).
 *
 * @param <T> what kind of records
 */
public final class DeadLetterQueue<T> implements FailureReporter<T> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);
    static final String PREFIX = "__connect.errors.";

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final boolean contextHeaders;
    private final Letters<T> letters;
    private final TaskId task;
    private final ErrorMeasures measures;

    /**
     * @param producer       closed with this
     * @param contextHeaders whether headers say what went wrong
     * @param letters        how records look there
     */
    public DeadLetterQueue(
            Producer<byte[], byte[]> producer,
            String topic,
            boolean contextHeaders,
            Letters<T> letters,
            TaskId task,
            ErrorMeasures measures) {
        this.producer = producer;
        this.topic = topic;
        this.contextHeaders = contextHeaders;
        this.letters = letters;
        this.task = task;
        this.measures = measures;
    }

    @Override
    public CompletableFuture<Void> report(OperationFailure<? extends T> failure) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        measures.letter();
        try {
            var unused = producer.send(letter(failure), (metadata, error) -> {
                if (error == null) {
                    measures.letterWritten();
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

    private void lost(OperationFailure<? extends T> failure, Exception error) {
        measures.letterLost();
        LOG.error(
                "Could not write a failed record to the dead letter queue task={} queue={} {}",
                task,
                topic,
                letters.origin(failure.record()),
                error);
    }

    private ProducerRecord<byte[], byte[]> letter(OperationFailure<? extends T> failure) {
        ProducerRecord<byte[], byte[]> letter = letters.letter(topic, failure.record());
        if (contextHeaders) {
            addContext(letter.headers(), failure);
        }
        return letter;
    }

    private void addContext(Headers headers, OperationFailure<? extends T> failure) {
        letters.addOrigin(headers, failure.record());
        add(headers, "connector.name", task.connector());
        add(headers, "task.id", Integer.toString(task.task()));
        add(headers, "stage", failure.stage().name());
        add(headers, "class.name", failure.className());
        Throwable error = failure.error();
        if (error != null) {
            add(headers, "exception.class.name", error.getClass().getName());
            addText(headers, "exception.message", error::getMessage);
            addText(headers, "exception.stacktrace", () -> traceOf(error));
        }
    }

    /** A plugin's exception may fail itself when it is asked what it says, which must not cost the letter. */
    private static void addText(Headers headers, String name, Supplier<String> text) {
        try {
            add(headers, name, text.get());
        } catch (RuntimeException | StackOverflowError unprintable) {
            add(headers, name, null);
        }
    }

    private static String traceOf(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for what is still on its way, then closes the producer. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(30));
    }
}
