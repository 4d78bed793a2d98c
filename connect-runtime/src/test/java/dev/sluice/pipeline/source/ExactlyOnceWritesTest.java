package dev.sluice.pipeline.source;

import static dev.sluice.pipeline.source.SourceFixture.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TargetState;
import dev.sluice.pipeline.convert.TestConverters;
import dev.sluice.pipeline.error.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.junit.jupiter.api.Test;

class ExactlyOnceWritesTest {
    private final TransactionFixture source = new TransactionFixture();

    private TransactionContext transactions() {
        return source.task.context().transactionContext();
    }

    @Test
    void fencesThenInitializesThenConfirmsAndOnlyThenStarts() throws Exception {
        source.run();

        assertEquals(List.of("fence", "init", "confirm"), source.steps);
        assertTrue(source.task.calls.get(0).startsWith("start"), source.task.calls.toString());
        assertNull(transactions());
    }

    @Test
    void aTaskStoppedWhileOthersAreFencedIsNeverStarted() throws Exception {
        source.cleared = false;

        source.run();

        assertEquals(List.of("fence"), source.steps);
        assertEquals(List.of(), source.task.calls);
        assertEquals(List.of(), source.events.all);
    }

    @Test
    void aTaskStoppedBeforeItIsConfirmedIsNeverStarted() throws Exception {
        source.confirmed = false;

        source.run();

        assertEquals(List.of("fence", "init", "confirm"), source.steps);
        assertEquals(List.of(), source.task.calls);
        assertEquals(List.of(), source.events.all);
    }

    @Test
    void aBatchAndItsOffsetsAreOneTransactionAndTheTaskHearsOfItAfterwards() throws Exception {
        source.task.then(record("a", 1), record("b", 2)).then(() -> {
            assertEquals(List.of("a", "b", "offset {\"o\":2}"), source.committed());
            source.task.calls.add("second poll");
            return List.of(record("c", 3));
        });

        source.run();

        assertEquals(List.of("a", "b", "offset {\"o\":2}", "c", "offset {\"o\":3}"), source.committed());
        assertEquals(
                List.of("commitRecord a to out", "commitRecord b to out", "commit", "second poll"),
                source.task.calls.subList(1, 5));
    }

    @Test
    void aPollWithoutRecordsMakesNoTransactionButTellsTheTask() throws Exception {
        source.task.then(() -> null).then(List::of);

        source.run();

        assertEquals(0, source.producer.commitCount());
        // Two polls, the one that ends the script, and the end.
        assertEquals(4, source.task.calls.stream().filter("commit"::equals).count());
    }

    @Test
    void anIntervalSpansBatchesAndEndsWithTheTask() throws Exception {
        source.boundary = new IntervalBoundary(source.time, 1_000);
        source.task
                .then(record("a", 1))
                .then(() -> {
                    source.time.sleep(1_000);
                    assertEquals(List.of(), source.committed());
                    return List.of(record("b", 2));
                })
                .then(record("c", 3));

        source.run();

        assertEquals(List.of("a", "b", "offset {\"o\":2}", "c", "offset {\"o\":3}"), source.committed());
    }

    @Test
    void aTaskThatFailsCommitsNothingMore() {
        source.boundary = new IntervalBoundary(source.time, 1_000);
        source.task.then(record("a", 1)).then(() -> {
            throw new IllegalStateException("broken");
        });

        assertThrows(IllegalStateException.class, source::run);

        assertEquals(List.of(), source.committed());
        assertFalse(source.task.calls.contains("commit"));
    }

    @Test
    void aPauseEndsTheTransaction() throws Exception {
        source.boundary = new IntervalBoundary(source.time, 1_000_000);
        source.task.then(() -> {
            source.control.target(TargetState.PAUSED);
            return List.of(record("a", 1));
        });
        Thread runner = new Thread(() -> {
            try {
                source.run();
            } catch (Exception e) {
                source.steps.add(e.toString());
            }
        });
        runner.start();
        assertEquals("running", source.events.next());
        assertEquals("topic out", source.events.next());
        assertEquals("paused", source.events.next());

        assertEquals(List.of("a", "offset {\"o\":1}"), source.committed());
        source.control.stop();
        runner.join();
        assertEquals(List.of("fence", "init", "confirm"), source.steps);
    }

    @Test
    void aTaskThatDefinesItsTransactionsCommitsAtTheEndOnlyIfItHasAsked() throws Exception {
        source.boundary = new RequestedBoundary();
        source.task
                .then(() -> {
                    transactions().commitTransaction();
                    return List.of(record("a", 1));
                })
                .then(record("b", 2));

        source.run();

        assertEquals(List.of("a", "offset {\"o\":1}"), source.committed());
    }

    @Test
    void aTransactionEndsWithinABatchWhereTheTaskAsksForIt() throws Exception {
        source.boundary = new RequestedBoundary();
        source.task.then(() -> {
            transactions().commitTransaction(record("b", 2));
            transactions().commitTransaction();
            return List.of(record("a", 1), record("b", 2), record("c", 3));
        });

        source.run();

        assertEquals(List.of("a", "b", "offset {\"o\":2}", "c", "offset {\"o\":3}"), source.committed());
    }

    @Test
    void anAbortedTransactionsRecordsAreGoneAndItsOffsetsCount() throws Exception {
        source.boundary = new RequestedBoundary();
        source.task.then(() -> {
            transactions().abortTransaction(record("b", 2));
            transactions().commitTransaction();
            return List.of(record("a", 1), record("b", 2), record("c", 3));
        });

        source.run();

        assertEquals(List.of("offset {\"o\":2}", "c", "offset {\"o\":3}"), source.committed());
        assertEquals(
                List.of(
                        "commitRecord a dropped",
                        "commitRecord b dropped",
                        "commit",
                        "commitRecord c to out",
                        "commit"),
                source.task.calls.subList(1, 6));
    }

    @Test
    void abortingNothingIsIgnored() throws Exception {
        source.boundary = new RequestedBoundary();
        source.task
                .then(() -> {
                    transactions().abortTransaction();
                    return null;
                })
                .then(() -> {
                    transactions().commitTransaction();
                    return List.of(record("a", 1));
                });

        source.run();

        assertEquals(List.of("a", "offset {\"o\":1}"), source.committed());
    }

    @Test
    void contradictoryRequestsFailTheTask() {
        source.boundary = new RequestedBoundary();
        source.task.then(() -> {
            transactions().commitTransaction();
            transactions().abortTransaction();
            return List.of(record("a", 1));
        });

        assertThrows(IllegalStateException.class, source::run);
        assertEquals(List.of(), source.committed());
    }

    @Test
    void aRecordForTheTopicOfItsOffsetsFailsTheTask() {
        source.task.then(new SourceRecord(
                Map.of("p", "a"), Map.of("o", 1), TransactionFixture.OFFSETS, Schema.STRING_SCHEMA, "v"));

        ConnectException error = assertThrows(ConnectException.class, source::run);

        assertTrue(error.getMessage().contains("'offsets'"), error.getMessage());
        assertEquals(List.of(), source.committed());
    }

    @Test
    void aRecordThatBrokersRefuseFailsTheTaskEvenWhereErrorsAreTolerated() {
        source.settings = Settings.tolerant();
        source.producer = source.producer(false);
        source.boundary = new IntervalBoundary(source.time, 1_000_000);
        source.task.then(record("a", 1)).then(() -> {
            source.producer.errorNext(new RecordTooLargeException("big"));
            return List.of(record("b", 2));
        });

        ConnectException error = assertThrows(ConnectException.class, source::run);

        assertEquals(RecordTooLargeException.class, error.getCause().getClass());
        assertEquals(List.of(), source.failures.all);
        assertEquals(List.of(), source.committed());
    }

    @Test
    void aCommitThatFailsNamesTheRecordsErrorAndTellsTheTaskNothing() {
        source.producer = source.producer(false);
        source.boundary = new IntervalBoundary(source.time, 0);
        source.task.then(record("a", 1)).then(() -> {
            throw new AssertionError("the task was polled again");
        });
        source.transforms.add(TestConverters.step(record -> {
            source.producer.commitTransactionException = new KafkaException("cannot go on");
            return record;
        }));

        ConnectException error = assertThrows(ConnectException.class, source::run);

        assertTrue(error.getMessage().contains("cannot go on"), error.getMessage());
        assertFalse(source.task.calls.contains("commit"));
    }

    @Test
    void aTransactionThatTimedOutSaysWhatToDo() {
        source.producer.commitTransactionException =
                new KafkaException("no", new InvalidProducerEpochException("expired"));
        source.task.then(record("a", 1));

        ConnectException error = assertThrows(ConnectException.class, source::run);

        assertTrue(error.getMessage().contains("transaction.timeout.ms"), error.getMessage());
    }

    @Test
    void anOffsetThatCannotBeWrittenFailsTheTaskWithItsRecords() {
        source.task.then(new SourceRecord(Map.of("p", "a"), Map.of("o", List.of()), "out", Schema.STRING_SCHEMA, "v"));

        assertThrows(ConnectException.class, source::run);

        assertEquals(List.of(), source.committed());
    }

    @Test
    void aRecordThatWasLeftOutIsToldInItsOrderAndCommitsNoOffset() throws Exception {
        source.transforms.add(TestConverters.step(record -> record.value().equals("drop") ? null : record));
        source.task.then(record("drop", 1), record("keep", 2), record("drop", 3));

        source.run();

        assertEquals(List.of("keep", "offset {\"o\":2}"), source.committed());
        assertEquals(
                List.of("commitRecord drop dropped", "commitRecord keep to out", "commitRecord drop dropped", "commit"),
                source.task.calls.subList(1, 5));
    }

    @Test
    void aBatchThatIsCutOffByAStopIsNotCommittedInPart() throws Exception {
        source.settings = Settings.retrying(-1, 1_000, false);
        source.transforms.add(TestConverters.step(record -> {
            if (record.value().equals("b")) {
                source.control.stop();
                throw new RetriableException("not yet");
            }
            return record;
        }));
        source.task.then(record("a", 1), record("b", 2));

        source.run();

        assertEquals(List.of(), source.committed());
    }

    @Test
    void aTransactionIsNotCommittedIfARecordThatItLeavesOutCannotBeNoted() {
        source.settings = Settings.tolerant();
        source.failures.outcome = CompletableFuture.failedFuture(new TimeoutException("lost"));
        source.transforms.add(TestConverters.step(record -> {
            if (record.value().equals("b")) {
                throw new IllegalArgumentException("no such row");
            }
            return record;
        }));
        source.task.then(record("a", 1), record("b", 2));

        ConnectException failed = assertThrows(ConnectException.class, source::run);

        assertTrue(failed.getMessage().contains("could not be reported"), failed.getMessage());
        assertEquals(List.of(), source.committed());
    }

    @Test
    void aRecordThatCannotBeSentYetIsSentAgainInTheSameTransaction() throws Exception {
        List<Object> tries = new ArrayList<>();
        source.transforms.add(TestConverters.step(record -> {
            tries.add(record.value());
            source.producer.sendException = tries.size() == 2 ? new TimeoutException("full") : null;
            return record;
        }));
        source.task.then(record("a", 1), record("b", 2));

        source.run();

        assertEquals(List.of("a", "b", "b"), tries);
        assertEquals(List.of("a", "b", "offset {\"o\":2}"), source.committed());
        assertEquals(1, source.producer.commitCount());
        assertEquals(
                1,
                source.task.calls.stream()
                        .filter("commitRecord b to out"::equals)
                        .count());
    }
}
