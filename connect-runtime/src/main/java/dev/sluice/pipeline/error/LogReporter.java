package dev.sluice.pipeline.error;

import dev.sluice.metrics.ErrorMeasures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed records: that one failed and where, and, only if the connector asks for it, which one.
 *
 * @param <T> what kind of records
 */
public final class LogReporter<T> implements FailureReporter<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LogReporter.class);

    private final String task;
    private final Function<? super T, String> describe;
    private final ErrorMeasures measures;

    /**
     * @param task     how log lines name the task
     * @param describe says which record failed; empty text where the connector does not want that
     */
    public LogReporter(String task, Function<? super T, String> describe, ErrorMeasures measures) {
        this.measures = measures;
        this.task = task;
        this.describe = describe;
    }

    @Override
    public CompletableFuture<Void> report(OperationFailure<? extends T> failure) {
        measures.logged();
        try {
            LOG.error(
                    "Record failed task={} stage={} class={} attempts={}{}",
                    task,
                    failure.stage(),
                    failure.className(),
                    failure.attempts(),
                    describe.apply(failure.record()),
                    failure.error());
        } catch (RuntimeException | StackOverflowError unprintable) {
            LOG.error(
                    "Record failed, and it or its error cannot be printed task={} stage={} class={} attempts={} error={}",
                    task,
                    failure.stage(),
                    failure.className(),
                    failure.attempts(),
                    failure.error().getClass().getName());
        }
        return CompletableFuture.completedFuture(null);
    }
}
