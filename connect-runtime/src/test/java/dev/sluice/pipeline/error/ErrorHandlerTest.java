package dev.sluice.pipeline.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.ErrorSettings;
import dev.sluice.metrics.Measures;
import dev.sluice.model.TargetState;
import dev.sluice.pipeline.control.ManualTime;
import dev.sluice.pipeline.control.TaskControl;
import dev.sluice.pipeline.control.TaskStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class ErrorHandlerTest {
    private final ManualTime time = new ManualTime();
    private final TaskControl control = new TaskControl(TargetState.STARTED, time);
    private final RecordedFailures<String> reports = new RecordedFailures<>();

    private ErrorHandler<String> handler(ErrorSettings settings) {
        return new ErrorHandler<>(settings, List.of(reports), control, time, new Random(7), Measures.errors());
    }

    @Test
    void withoutToleranceAFailureIsReportedAndFailsTheTask() {
        DataException cause = new DataException("bad");

        ConnectException failure = assertThrows(ConnectException.class, () -> handler(Settings.intolerant())
                .recover("record", Stage.VALUE_CONVERTER, "some.Converter", cause, () -> "never"));

        assertSame(cause, failure.getCause());
        assertEquals(
                List.of(new OperationFailure<>("record", Stage.VALUE_CONVERTER, "some.Converter", cause, 1)),
                reports.all);
    }

    @Test
    void withToleranceAFailureIsReportedAndTheRecordSkipped() {
        assertThrows(RecordSkippedException.class, () -> handler(Settings.tolerant())
                .recover("record", Stage.TRANSFORMATION, "some.Smt", new DataException("bad"), () -> "never"));

        assertEquals(1, reports.all.size());
    }

    @Test
    void aReporterThatFailsLosesItsNoteAndNothingElse() {
        FailureReporter<Object> broken = failure -> {
            throw new IllegalStateException("cannot be printed");
        };
        RecordedFailures<Object> others = new RecordedFailures<>();
        ErrorHandler<Object> handler = new ErrorHandler<>(
                Settings.tolerant(), List.of(broken, others), control, time, new Random(7), Measures.errors());

        assertTrue(handler.report(new OperationFailure<>(
                        "record", Stage.KAFKA_PRODUCE, "some.Producer", new DataException("bad"), 1))
                .isCompletedExceptionally());
        assertEquals(1, others.all.size());
    }

    @Test
    void aFailureThatIsNotRetriableIsNotTriedAgain() {
        List<String> attempts = new ArrayList<>();

        assertThrows(RecordSkippedException.class, () -> handler(Settings.retrying(-1, 60_000, true))
                .recover("record", Stage.TRANSFORMATION, "some.Smt", new DataException("bad"), () -> {
                    attempts.add("again");
                    return "value";
                }));

        assertTrue(attempts.isEmpty());
    }

    @Test
    void aRetriableFailureIsTriedAgainUntilItSucceeds() throws Exception {
        List<Long> waits = new ArrayList<>();

        String value = handler(Settings.retrying(-1, 60_000, false))
                .recover("record", Stage.TRANSFORMATION, "some.Smt", new RetriableException("first"), () -> {
                    waits.add(time.waitedMs());
                    if (waits.size() < 4) {
                        throw new RetriableException("again");
                    }
                    return "value";
                });

        assertEquals("value", value);
        assertEquals(List.of(300L, 900L, 2_100L, 4_500L), waits, "300 ms, doubling");
        assertTrue(reports.all.isEmpty(), "what succeeds in the end is no failure");
    }

    @Test
    void retriesEndWithTheirTimeoutAndTheLastPauseIsCutShort() {
        assertThrows(RecordSkippedException.class, () -> handler(Settings.retrying(1_000, 60_000, true))
                .recover("record", Stage.TRANSFORMATION, "some.Smt", new RetriableException("first"), () -> {
                    throw new RetriableException("again");
                }));

        assertEquals(1_000, time.waitedMs());
        assertEquals(4, reports.all.get(0).attempts(), "at 0, 300, 900 and 1000 ms");
    }

    @Test
    void beyondTheLongestDelayPausesAreRandomAndShorter() throws Exception {
        List<Long> waits = new ArrayList<>();
        handler(Settings.retrying(-1, 500, false))
                .recover("record", Stage.TRANSFORMATION, "some.Smt", new RetriableException("first"), () -> {
                    waits.add(time.waitedMs());
                    if (waits.size() < 50) {
                        throw new RetriableException("again");
                    }
                    return "value";
                });

        assertEquals(300, waits.get(0));
        for (int i = 1; i < waits.size(); i++) {
            long pause = waits.get(i) - waits.get(i - 1);
            assertTrue(pause >= 0 && pause < 500, "pause " + pause);
        }
        assertTrue(waits.stream().distinct().count() > 10, "pauses differ");
    }

    @Test
    void stoppingTheTaskEndsRetriesWithoutAFailure() {
        control.stop();

        assertThrows(TaskStoppedException.class, () -> handler(Settings.retrying(-1, 60_000, true))
                .recover("record", Stage.TRANSFORMATION, "s", new RetriableException("first"), () -> "never"));

        assertTrue(reports.all.isEmpty());
    }
}
