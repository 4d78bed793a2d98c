package dev.sluice.pipeline.convert;

import dev.sluice.pipeline.error.ErrorHandler;
import dev.sluice.pipeline.error.RecordSkippedException;
import dev.sluice.pipeline.error.Stage;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * The transformations of one task, in their order. Used by the task's thread only.
 *
 * @param <R> source or sink records
 * @param <T> the records as they come in, which failures are reported with
 */
public final class TransformationChain<R extends ConnectRecord<R>, T> implements AutoCloseable {
    private final List<TransformStep<R>> steps;
    private final ErrorHandler<T> errors;

    public TransformationChain(List<TransformStep<R>> steps, ErrorHandler<T> errors) {
        this.steps = List.copyOf(steps);
        this.errors = errors;
    }

    /**
     * Sends a record through the chain.
     *
     * @return null if a step drops it
     * @throws RecordSkippedException if it failed and is to be left out
     */
    R apply(R record, T origin) throws RecordSkippedException {
        R current = record;
        for (int i = 0; i < steps.size() && current != null; i++) {
            TransformStep<R> step = steps.get(i);
            R before = current;
            try {
                current = step.apply(before);
            } catch (Exception e) {
                current = recover(step, before, origin, e);
            }
        }
        return current;
    }

    private R recover(TransformStep<R> step, R before, T origin, Exception error) throws RecordSkippedException {
        return errors.recover(origin, Stage.TRANSFORMATION, step.className(), error, () -> step.apply(before));
    }

    @Override
    public void close() {
        steps.forEach(TransformStep::close);
    }
}
