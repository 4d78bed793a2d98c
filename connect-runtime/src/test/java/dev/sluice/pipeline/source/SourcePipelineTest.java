package dev.sluice.pipeline.source;

import static dev.sluice.pipeline.source.SourceFixture.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.TargetState;
import dev.sluice.pipeline.convert.TestConverters;
import dev.sluice.pipeline.error.Settings;
import dev.sluice.pipeline.error.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SourcePipelineTest {
    private final SourceFixture source = new SourceFixture();

    private static SourceRecord at(Long timestamp) {
        return new SourceRecord(
                Map.of("p", "a"), Map.of("o", 1), "out", null, null, null, Schema.STRING_SCHEMA, "v", timestamp);
    }

    @Test
    void recordsArriveInOrderAndExactly() throws Exception {
        SourceRecord full = new SourceRecord(
                Map.of("p", "a"),
                Map.of("o", 1),
                "out",
                2,
                Schema.STRING_SCHEMA,
                "key",
                Schema.STRING_SCHEMA,
                "value",
                1_700_000_000_123L,
                new ConnectHeaders().addString("h", "header"));
        SourceRecord tombstone = new SourceRecord(
                Map.of("p", "a"), Map.of("o", 2), "out", null, Schema.STRING_SCHEMA, "key", null, null);
        source.task.then(full, tombstone);

        source.run();

        ProducerRecord<byte[], byte[]> first = source.producer.history().get(0);
        assertEquals("out", first.topic());
        assertEquals(2, first.partition());
        assertArrayEquals("key".getBytes(UTF_8), first.key());
        assertArrayEquals("value".getBytes(UTF_8), first.value());
        assertEquals(1_700_000_000_123L, first.timestamp());
        assertArrayEquals(
                "header".getBytes(UTF_8), first.headers().lastHeader("h").value());
        ProducerRecord<byte[], byte[]> second = source.producer.history().get(1);
        assertNull(second.value());
        assertNull(second.partition());
        assertNull(second.timestamp());
        assertEquals(0, second.headers().toArray().length);
    }

    @Test
    void theTimestampMinusOneMeansNone() throws Exception {
        source.task.then(at(-1L), at(0L));

        source.run();

        assertNull(source.producer.history().get(0).timestamp());
        assertEquals(0L, source.producer.history().get(1).timestamp());
    }

    @Test
    void anotherNegativeTimestampFailsTheTask() {
        source.task.then(at(-2L));

        assertThrows(DataException.class, source::run);
    }

    @Test
    void aPollWithoutRecordsIsRepeatedWithoutAPause() throws Exception {
        source.task.then(() -> null).then(() -> null).then(record("v", 1));

        source.run();

        assertEquals(4, source.task.polls);
        assertEquals(List.of("v"), source.sent());
        assertEquals(0, source.time.waitedMs());
    }

    @Test
    void aTaskMayUseOneListForAllItsPolls() throws Exception {
        List<SourceRecord> one = new ArrayList<>(List.of(record("v1", 1)));
        source.task
                .then(() -> one)
                .then(() -> {
                    one.clear();
                    return null;
                })
                .then(() -> {
                    one.add(record("v2", 2));
                    one.add(record("v3", 3));
                    return one;
                })
                .then(() -> {
                    one.clear();
                    return one;
                })
                .then(() -> {
                    one.add(record("lost", 4));
                    return null;
                });

        source.run();

        assertEquals(List.of("v1", "v2", "v3"), source.sent());
        assertEquals(3, source.committed("a"));
    }

    @Test
    void anInterruptionThatCommitRecordThrowsIsNotPassedOn() throws Exception {
        source.task.onCommitRecordInterrupted = true;
        source.task.then(record("v", 1));

        source.run();

        assertFalse(Thread.interrupted());
        assertEquals(1, source.committed("a"));
    }

    @Test
    void aRetriableFailureOfPollIsTakenForNoRecords() throws Exception {
        source.task
                .then(() -> {
                    throw new RetriableException("later");
                })
                .then(() -> {
                    throw new TimeoutException("later");
                })
                .then(record("v", 1));

        source.run();

        assertEquals(List.of("v"), source.sent());
    }

    @Test
    void anyOtherFailureOfPollFailsTheTaskAndStopsIt() {
        IllegalStateException cause = new IllegalStateException("broken");
        source.task.then(record("v", 1)).then(() -> {
            throw cause;
        });

        assertSame(cause, assertThrows(IllegalStateException.class, source::run));

        assertEquals(1, source.committed("a"), "what was acknowledged is committed all the same");
        assertEquals("stop", source.task.calls.get(source.task.calls.size() - 1));
        assertTrue(source.producer.closed());
    }

    @Test
    void aTaskThatCannotStartIsStoppedAndNeverRuns() {
        source.task.onStart = new ConnectException("no");

        assertThrows(ConnectException.class, source::run);

        assertEquals(List.of("start {k=v}", "stop"), source.task.calls);
        assertEquals(List.of(), source.events.all);
    }

    @Test
    void aDroppedRecordIsToldToTheTaskAndCommitsNoOffset() throws Exception {
        source.transforms.add(TestConverters.step(record -> record.value().equals("drop") ? null : record));
        source.task.then(record("keep", 1), record("drop", 2));

        source.run();

        assertEquals(List.of("keep"), source.sent());
        assertTrue(source.task.calls.contains("commitRecord drop dropped"));
        assertEquals(1, source.committed("a"));
    }

    @Test
    void aRecordThatCannotBeConvertedIsReportedAndLeftOutIfTolerated() throws Exception {
        source.settings = Settings.tolerant();
        source.transforms.add(TestConverters.step(record -> {
            if (record.value().equals("bad")) {
                throw new DataException("bad");
            }
            return record;
        }));
        source.task.then(record("bad", 1), record("good", 2));

        source.run();

        assertEquals(List.of("good"), source.sent());
        assertEquals(Stage.TRANSFORMATION, source.failures.all.get(0).stage());
        assertEquals("bad", source.failures.all.get(0).record().value());
        assertTrue(source.task.calls.contains("commitRecord bad dropped"));
    }

    @Test
    void whatCannotBeSentYetIsTransformedAndSentAgainAfterAPause() throws Exception {
        List<Object> transformed = new ArrayList<>();
        source.transforms.add(TestConverters.step(record -> {
            transformed.add(record.value());
            source.producer.sendException = transformed.size() == 2 ? new TimeoutException("full") : null;
            return record;
        }));
        source.task.then(record("1", 1), record("2", 2), record("3", 3));

        source.run();

        assertEquals(List.of("1", "2", "2", "3"), transformed);
        assertEquals(List.of("1", "2", "3"), source.sent());
        assertEquals(100, source.time.waitedMs());
        assertEquals(3, source.committed("a"));
    }

    @Test
    void aSendThatCannotSucceedFailsTheTask() {
        source.producer.sendException = new AuthorizationException("no");
        source.task.then(record("v", 1));

        assertThrows(ConnectException.class, source::run);
    }

    @Test
    void anAcknowledgedRecordIsToldToTheTaskAndItsTopicToTheWorker() throws Exception {
        source.transforms.add(TestConverters.step(record -> record.newRecord(
                "routed",
                null,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value() + "!",
                record.timestamp())));
        source.task.then(record("v", 1), record("w", 2));

        source.run();

        assertEquals(List.of("v!", "w!"), source.sent());
        assertTrue(source.task.calls.contains("commitRecord v to routed"), "the original record, the final topic");
        assertEquals(List.of("running", "topic routed"), source.events.all);
    }

    @Test
    void exceptionsFromTheTasksCallbacksDoNotHurt() throws Exception {
        source.task.onCommitRecord = new IllegalStateException("oops");
        source.task.onCommit = new IllegalStateException("oops");
        source.task.then(record("v", 1));

        source.run();

        assertEquals(1, source.committed("a"));
    }

    @Test
    void aRecordThatKafkaRefusesFailsTheTaskBeforeTheNextPoll() {
        source.producer = SourceFixture.producer(false);
        source.task
                .then(record("good", 1), record("bad", 2))
                .then(() -> {
                    source.producer.completeNext();
                    source.producer.errorNext(new RecordTooLargeException("big"));
                    return List.of();
                })
                .then(record("never", 3));

        ConnectException failure = assertThrows(ConnectException.class, source::run);

        assertTrue(failure.getCause() instanceof RecordTooLargeException);
        assertEquals(List.of("good", "bad"), source.sent());
        assertEquals(1, source.committed("a"));
    }

    @Test
    void aRecordThatKafkaRefusesIsReportedAndLeftOutIfTolerated() throws Exception {
        source.settings = Settings.tolerant();
        source.producer = SourceFixture.producer(false);
        source.task.then(record("bad", 1), record("good", 2)).then(() -> {
            source.producer.errorNext(new RecordTooLargeException("big"));
            source.producer.completeNext();
            return null;
        });

        source.run();

        assertEquals(Stage.KAFKA_PRODUCE, source.failures.all.get(0).stage());
        assertTrue(source.task.calls.contains("commitRecord bad dropped"));
        assertEquals(2, source.committed("a"), "the record counts as acknowledged");
    }

    @Test
    void aPausedTaskIsNotPolledUntilItIsResumed() throws Exception {
        CountDownLatch polled = new CountDownLatch(1);
        source.task
                .then(() -> {
                    source.control.target(TargetState.PAUSED);
                    return null;
                })
                .then(() -> {
                    polled.countDown();
                    return null;
                });
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                source.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals("running", source.events.next());
        assertEquals("paused", source.events.next());
        assertEquals(1, source.task.polls);

        source.control.target(TargetState.STARTED);

        assertEquals("running", source.events.next());
        assertTrue(polled.await(20, TimeUnit.SECONDS));
        run.get(20, TimeUnit.SECONDS);
    }

    @Test
    void everythingIsClosedAtTheEnd() throws Exception {
        source.run();

        assertTrue(source.offsets.started && source.offsets.stopped);
        assertTrue(source.producer.closed());
        assertTrue(source.failures.closed);
    }

    /** A source that goes on for as long as it is asked, 500 records a poll, with brokers that take their time. */
    private Thread endless(int polls) {
        source.producer = SourceFixture.producer(false);
        for (int poll = 0; poll < polls; poll++) {
            List<SourceRecord> batch = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                batch.add(record("v", poll * 500 + i));
            }
            source.task.then(() -> batch);
        }
        Thread thread = new Thread(() -> {
            try {
                source.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(System.nanoTime() < deadline, "the task has to wait; it is " + thread.getState());
            Thread.onSpinWait();
        }
    }

    private void acknowledge(int records) {
        for (int i = 0; i < records; i++) {
            assertTrue(source.producer.completeNext());
        }
    }

    @Test
    void aTaskThatIsFarAheadOfTheBrokersWaitsForThem() throws Exception {
        int polls = 30;
        Thread task = endless(polls);
        awaitWaiting(task);
        int ahead = source.producer.history().size();
        assertTrue(ahead > SourceFixture.MOST_IN_FLIGHT, "sent: " + ahead);
        assertTrue(ahead <= SourceFixture.MOST_IN_FLIGHT + 500, "sent: " + ahead);

        acknowledge(SourceFixture.MOST_IN_FLIGHT / 4);
        awaitWaiting(task);
        assertEquals(ahead, source.producer.history().size(), "it goes on when half of them have arrived, not before");

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (source.producer.history().size() < polls * 500) {
            assertTrue(System.nanoTime() < deadline, "the task has to go on; it is " + task.getState());
            int left = SourceFixture.MOST_IN_FLIGHT / 2;
            while (left > 0 && task.getState() == Thread.State.WAITING && source.producer.completeNext()) {
                left--;
            }
        }
        source.control.stop();
        task.join(60_000);
        assertFalse(task.isAlive());
    }

    @Test
    void aCommitNeedNotWaitForATaskThatWaitsForBrokers() throws Exception {
        Thread task = endless(30);
        awaitWaiting(task);
        acknowledge(10);

        assertTrue(source.commits.commit());

        assertEquals(9, source.committed("a"));
        source.control.stop();
        task.join(60_000);
    }

    @Test
    void aTaskThatWaitsForBrokersEndsWhenItIsToldTo() throws Exception {
        Thread task = endless(30);
        awaitWaiting(task);

        source.control.stop();

        task.join(60_000);
        assertFalse(task.isAlive());
    }
}
