package dev.sluice.pipeline.error;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.metrics.Measures;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LogReporterTest {
    @Test
    void aRecordThatCannotBePrintedIsNotedAllTheSame() {
        LogReporter<Object> log = new LogReporter<>(
                "c-0",
                record -> {
                    throw new IllegalStateException("told to");
                },
                Measures.errors());

        CompletableFuture<Void> noted = log.report(new OperationFailure<>(
                "record", Stage.TRANSFORMATION, "some.Transformation", new IllegalArgumentException("bad"), 1));

        assertTrue(noted.isDone() && !noted.isCompletedExceptionally());
    }
}
