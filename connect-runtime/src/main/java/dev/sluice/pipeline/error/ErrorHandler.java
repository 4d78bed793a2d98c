package dev.sluice.pipeline.error;

import dev.sluice.config.ErrorSettings;
import dev.sluice.metrics.ErrorMeasures;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskStoppedException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about the records of one task that fail (KIP-298). A record that does not fail never gets here.
 *
 * @param <T> the records as they come in, before anything was done to them
 */
public final class ErrorHandler<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

    private final ErrorSettings settings;
    private final List<FailureReporter<? super T>> reporters;
    private final TaskControl control;
    private final Time time;
    private final RetryBackoff backoff;
    private final ErrorMeasures measures;
    private BiConsumer<T, CompletableFuture<Void>> skipped = (record, noted) -> {};
    private long recoveries;

    public ErrorHandler(
            ErrorSettings settings,
            List<FailureReporter<? super T>> reporters,
            TaskControl control,
            Time time,
            Random random,
            ErrorMeasures measures) {
        this.measures = measures;
        this.settings = settings;
        this.reporters = List.copyOf(reporters);
        this.control = control;
        this.time = time;
        this.backoff = new RetryBackoff(settings.retryDelayMaxMs(), random);
    }

    /**
     * Who hears of each skipped record whose notes are not safe yet: what is read after the record must not count as done
     * before they are. To be set before the first record.
     */
    public void onSkipped(BiConsumer<T, CompletableFuture<Void>> listener) {
        skipped = listener;
    }

    /** Whether the notes of a failed record are where they belong. */
    public static boolean isSafe(CompletableFuture<Void> noted) {
        return noted.isDone() && !noted.isCompletedExceptionally();
    }

    /** Whether records that fail are skipped. */
    public boolean tolerant() {
        return settings.tolerateAll();
    }

    /** How many operations have failed at first, for whoever times one; asked and counted by the task's thread. */
    public long recoveries() {
        return recoveries;
    }

    /** Whether anybody takes note of failures. */
    public boolean reports() {
        return !reporters.isEmpty();
    }

    /**
     * Deals with an operation that has just failed: tries it again while that makes sense, and otherwise reports it.
     *
     * @param record    the record as it came in
     * @param className the class that failed
     * @param error     the failure of the first attempt
     * @param again     another attempt
     * @return what a later attempt returned
     * @throws RecordSkippedException if the record is to be left out
     * @throws ConnectException       if the task has to fail
     * @throws TaskStoppedException   if the task was asked to stop meanwhile; the record counts as untouched
     */
    public <V> V recover(T record, Stage stage, String className, Exception error, Callable<V> again)
            throws RecordSkippedException {
        long start = time.milliseconds();
        recoveries++;
        Exception last = error;
        for (int attempt = 1; ; attempt++) {
            measures.failed();
            if (!(last instanceof RetriableException) || !pause(attempt, start)) {
                throw giveUp(new OperationFailure<>(record, stage, className, last, attempt));
            }
            try {
                return again.call();
            } catch (RecordSkippedException | TaskStoppedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
        }
    }

    /** Waits before the next attempt; false if there is to be none. */
    private boolean pause(int attempt, long start) {
        if (settings.retryTimeoutMs() == 0) {
            return false;
        }
        long left = settings.retryTimeoutMs() < 0
                ? Long.MAX_VALUE
                : settings.retryTimeoutMs() - (time.milliseconds() - start);
        if (left <= 0) {
            return false;
        }
        try {
            if (control.sleep(backoff.delayMs(attempt, left))) {
                measures.retried();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TaskStoppedException("The task was stopped while it waited to try a record again");
    }

    private RecordSkippedException giveUp(OperationFailure<T> failure) {
        measures.givenUp();
        CompletableFuture<Void> noted = tell(failure);
        if (settings.tolerateAll()) {
            measures.skipped();
            if (!isSafe(noted)) {
                skipped.accept(failure.record(), noted);
            }
            return new RecordSkippedException();
        }
        throw new ConnectException(
                "A record failed at stage " + failure.stage() + " in " + failure.className()
                        + ", and errors.tolerance is 'none'. Mend the record or the configuration and restart the task,"
                        + " or set errors.tolerance to 'all' to skip such records",
                failure.error());
    }

    /**
     * Notes a failure that happened elsewhere: in the task, or on the record's way to Kafka.
     *
     * @return completes once all notes are safe; fails if one is lost
     */
    public CompletableFuture<Void> report(OperationFailure<? extends T> failure) {
        measures.reported(settings.tolerateAll());
        return tell(failure);
    }

    private CompletableFuture<Void> tell(OperationFailure<? extends T> failure) {
        if (reporters.size() == 1) {
            return tell(reporters.get(0), failure);
        }
        return CompletableFuture.allOf(
                reporters.stream().map(reporter -> tell(reporter, failure)).toArray(CompletableFuture<?>[]::new));
    }

    /** A record of a task may be one that cannot even be printed; whoever waits for others has to go on. */
    private CompletableFuture<Void> tell(FailureReporter<? super T> reporter, OperationFailure<? extends T> failure) {
        try {
            return reporter.report(failure);
        } catch (RuntimeException e) {
            LOG.error("A failed record could not be noted stage={}", failure.stage(), e);
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        reporters.forEach(reporter -> Utils.closeQuietly(reporter, "failure reporter"));
    }
}
