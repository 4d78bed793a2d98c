package dev.sluice.pipeline.sink;

import dev.sluice.pipeline.convert.SinkConversion;
import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.OperationFailure;
import dev.sluice.pipeline.error.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Takes the records that a task reports as failed (KIP-610), and knows which reports are not safe yet, those of records
 * that failed before they got to the task included: offsets of their partitions have to wait. Tasks may report from any
 * thread.
 */
final class ErrantRecords implements ErrantRecordReporter {
    private final SinkConversion conversion;
    private final ErrorHandler<ConsumerRecord<byte[], byte[]>> errors;
    private final Map<TopicPartition, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();
    private volatile ConnectException intolerable;

    ErrantRecords(SinkConversion conversion, ErrorHandler<ConsumerRecord<byte[], byte[]>> errors) {
        this.conversion = conversion;
        this.errors = errors;
        errors.onSkipped(this::expect);
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
        ConsumerRecord<byte[], byte[]> origin = record instanceof InternalSinkRecord delivered
                ? delivered.context().original()
                : conversion.serialize(record);
        CompletableFuture<Void> written =
                errors.report(new OperationFailure<>(origin, Stage.TASK_PUT, SinkTask.class.getName(), error, 1));
        if (!errors.tolerant()) {
            intolerable = new ConnectException(
                    "The task reported a record as failed, and errors.tolerance is 'none'. Set it to 'all' to go on",
                    error);
            throw intolerable;
        }
        expect(origin, written);
        return written.copy();
    }

    private void expect(ConsumerRecord<byte[], byte[]> origin, CompletableFuture<Void> written) {
        if (!ErrorHandler.isSafe(written)) {
            pending.merge(
                    new TopicPartition(origin.topic(), origin.partition()),
                    written,
                    (one, other) -> ErrorHandler.isSafe(one) ? other : CompletableFuture.allOf(one, other));
        }
    }

    /** Fails the task that reported a record although that must fail it, and went on. */
    void throwIfIntolerable() {
        ConnectException failure = intolerable;
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until the reports of these partitions are safe.
     *
     * @return whether they are; if not, they go on and the next call waits for them again
     * @throws ConnectException if one is lost; so does every later call, for its record must not count as done
     */
    boolean await(Collection<TopicPartition> partitions, long timeoutMs) {
        if (pending.isEmpty()) {
            return true;
        }
        Map<TopicPartition, CompletableFuture<Void>> awaited = new HashMap<>(pending);
        awaited.keySet().retainAll(partitions);
        try {
            CompletableFuture.allOf(awaited.values().toArray(CompletableFuture<?>[]::new))
                    .get(timeoutMs, TimeUnit.MILLISECONDS);
            awaited.forEach(pending::remove);
            return true;
        } catch (ExecutionException e) {
            throw new ConnectException("A failed record could not be reported", e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops waiting for reports of these partitions: another task reads them now. */
    void forget(Collection<TopicPartition> partitions) {
        pending.keySet().removeAll(partitions);
    }
}
