package dev.sluice.pipeline.source;

import dev.sluice.metrics.SourceMeasures;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TopicUseTracker;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.OperationFailure;
import dev.sluice.pipeline.error.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What follows when Kafka has taken a record or refused it: the task hears of it, and its offset becomes committable or
 * the task fails. Runs on the producer's thread.
 */
final class Acknowledgements {
    private final String label;
    private final TaskNotices notices;
    private final ErrorHandler<SourceRecord> errors;
    private final TopicUseTracker topics;
    private final SourceMeasures measures;
    private final TaskControl control;
    private final InFlightRecords inFlight;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Acknowledgements(
            String label, TaskNotices notices, SourceParts parts, TaskControl control, InFlightRecords inFlight) {
        this.label = label;
        this.notices = notices;
        this.errors = parts.errors();
        this.topics = parts.topicUses();
        this.measures = parts.measures();
        this.control = control;
        this.inFlight = inFlight;
    }

    /** Whether the record itself is needed once it has arrived, or has not: to tell the task, or to report it. */
    boolean needRecords() {
        return notices.ofRecords() || errors.tolerant();
    }

    void completed(Delivery delivery, RecordMetadata metadata, Exception error) {
        if (error == null) {
            topics.used(metadata.topic());
            delivery.bytes = Delivery.bytes(metadata);
            committed(delivery.record, metadata);
            inFlight.acknowledge(delivery);
        } else if (errors.tolerant() && !control.cancelled()) {
            awaitReport(
                    delivery,
                    errors.report(new OperationFailure<>(
                            delivery.record, Stage.KAFKA_PRODUCE, KafkaProducer.class.getName(), error, 1)));
        } else {
            fail(new ConnectException(label + " could not write a record to topic '" + delivery.topic + "'", error));
        }
    }

    /** A record that is left out is nowhere until the note of it is safe; only then does it count as arrived. */
    void awaitReport(Delivery delivery, CompletableFuture<Void> noted) {
        noted.whenComplete((done, lost) -> {
            if (lost == null) {
                committed(delivery.record, null);
                measures.refused();
                inFlight.acknowledge(delivery);
            } else {
                fail(new ConnectException("A failed record could not be reported", lost));
            }
        });
    }

    /**
     * Tells the task that a record is done with.
     *
     * @param metadata where it went; null if it was left out
     */
    void committed(SourceRecord record, RecordMetadata metadata) {
        try {
            notices.recordDone(record, metadata);
        } catch (Error e) {
            // It must not end the producer's thread, which is not the task's.
            fail(e);
        }
    }

    private void fail(Throwable error) {
        if (failure.compareAndSet(null, error)) {
            inFlight.wake();
        }
    }

    /** Whether a record cannot become committable any more. */
    boolean failed() {
        return failure.get() != null;
    }

    /** Throws what failed a record, if anything did. */
    void throwIfFailed() {
        Throwable error = failure.get();
        if (error instanceof Error serious) {
            throw serious;
        }
        if (error instanceof ConnectException refused) {
            throw refused;
        }
    }
}
