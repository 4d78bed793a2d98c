package dev.sluice.pipeline.sink;

import static dev.sluice.pipeline.sink.SinkFixture.P0;
import static dev.sluice.pipeline.sink.SinkFixture.P1;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class SinkPipelineTest {
    private final SinkFixture sink = new SinkFixture();

    private static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition partition, long offset) {
        return Map.of(partition, new OffsetAndMetadata(offset));
    }

    private String lastState() {
        List<String> states = sink.events.all.stream()
                .filter(event -> !event.startsWith("topic "))
                .toList();
        return states.get(states.size() - 1);
    }

    @Test
    void aTaskStartsBeforeItGetsPartitions() {
        SinkPipeline pipeline = sink.pipeline();
        pipeline.start();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.reassign(P0);

        pipeline.step();

        assertEquals(List.of("start", "open [in-0]", "put 0"), sink.task.calls);
        assertEquals(List.of("running"), sink.events.all);
    }

    @Test
    void aTaskThatIsPausedWhileItIsGivenPartitionsPausesThem() {
        SinkPipeline pipeline = sink.pipeline();
        pipeline.start();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.consumer.whilePositioning = Optional.of(() -> sink.control.target(TargetState.PAUSED));
        sink.reassign(P0);

        pipeline.step();
        pipeline.step();

        assertTrue(sink.task.calls.contains("open [in-0]"), sink.task.calls.toString());
        assertEquals(Set.of(P0), sink.consumer.paused());
        assertTrue(sink.events.all.contains("paused"), sink.events.all.toString());
    }

    @Test
    void aTaskThatIsPausedAndResumedWhileItIsGivenPartitionsReadsThem() {
        SinkPipeline pipeline = sink.pipeline();
        pipeline.start();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.consumer.whilePositioning = Optional.of(() -> sink.control.target(TargetState.PAUSED));
        sink.task.onOpen = () -> sink.control.target(TargetState.STARTED);
        sink.reassign(P0);

        pipeline.step();
        pipeline.step();

        assertEquals(Set.of(), sink.consumer.paused());
    }

    @Test
    void whatATaskResumesWhileItIsPausedForAMomentIsRead() {
        SinkPipeline pipeline = sink.started(P0);
        sink.task.context().pause(P0);
        sink.message(P0, 0, "a");
        sink.task.puts.add(records -> {
            sink.control.target(TargetState.PAUSED);
            sink.task.context().resume(P0);
            sink.control.target(TargetState.STARTED);
        });

        pipeline.step();
        pipeline.step();

        assertEquals(Set.of(), sink.consumer.paused());
    }

    @Test
    void aTaskThatIsStoppedWhileItIsGivenPartitionsEndsInGoodOrder() {
        SinkPipeline pipeline = sink.pipeline();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.consumer.whilePositioning = Optional.of(sink.control::stop);
        sink.reassign(P0);

        pipeline.run();
        pipeline.close();

        assertEquals(List.of("start", "stop"), sink.task.calls);
    }

    @Test
    void recordsArriveExactly() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "value");
        sink.message(P0, 1, null);

        pipeline.step();

        SinkRecord record = sink.task.taken.get(0);
        assertEquals("in", record.topic());
        assertEquals(0, record.kafkaPartition());
        assertEquals(0, record.kafkaOffset());
        assertEquals("key", record.key());
        assertEquals("value", record.value());
        assertEquals(1_000, record.timestamp());
        assertEquals(TimestampType.LOG_APPEND_TIME, record.timestampType());
        assertEquals((byte) 7, record.headers().lastWithName("h").value());
        assertNull(sink.task.taken.get(1).value());
        assertTrue(sink.events.all.contains("topic in"));
    }

    @Test
    void theTaskIsCalledAfterEveryPollAlsoWithNothing() {
        SinkPipeline pipeline = sink.started(P0);

        pipeline.step();
        pipeline.step();

        assertEquals(List.of("put 0", "put 0"), sink.task.calls);
    }

    @Test
    void aPollWaitsUntilTheNextCommitOrAsShortAsTheTaskAskedOnce() {
        SinkPipeline pipeline = sink.started(P0);
        sink.consumer.timeouts.clear();
        sink.task.context().timeout(250);

        pipeline.step();
        pipeline.step();

        assertEquals(List.of(250L, SinkFixture.FLUSH_INTERVAL_MS), sink.consumer.timeouts);
    }

    @Test
    void aBatchThatCannotBeTakenNowIsDeliveredAgainAndNothingElseRead() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        sink.task.puts.add(records -> {
            records.clear();
            throw new RetriableException("later");
        });
        pipeline.step();
        assertEquals(Set.of(P0), sink.consumer.paused());
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(List.of("a"), sink.task.values(), "also if the task emptied the list that it was given");
        assertEquals(List.of("put 1", "preCommit", "put 1"), sink.task.calls);
        assertEquals(List.of(), sink.consumer.asyncCommits, "nothing was delivered when the commit began");
        assertEquals(Set.of(), sink.consumer.paused());
    }

    @Test
    void partitionsThatTheTaskHasPausedStayPausedAfterRedelivery() {
        SinkPipeline pipeline = sink.started(P0, P1);
        sink.task.context().pause(P1);
        sink.message(P0, 0, "a");
        sink.task.puts.add(records -> {
            throw new RetriableException("later");
        });
        pipeline.step();

        pipeline.step();

        assertEquals(Set.of(P1), sink.consumer.paused());
    }

    @Test
    void anyOtherFailureOfPutFailsTheTask() {
        SinkPipeline pipeline = sink.started(P0);
        IllegalStateException cause = new IllegalStateException("broken");
        sink.task.puts.add(records -> {
            throw cause;
        });

        assertSame(cause, assertThrows(ConnectException.class, pipeline::step).getCause());
    }

    @Test
    void aTaskMayGoBackAndForth() {
        SinkPipeline pipeline = sink.started(P0);
        for (int offset = 0; offset < 5; offset++) {
            sink.message(P0, offset, "v" + offset);
        }
        sink.task.context().offset(P0, 3);

        pipeline.step();

        assertEquals(List.of("v3", "v4"), sink.task.values());
    }

    @Test
    void aTaskMayChooseWhereToStartWhenItsPartitionsOpen() {
        SinkPipeline pipeline = sink.pipeline();
        pipeline.start();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.task.onOpen = () -> sink.task.context().offset(Map.of(P0, 5L));
        sink.reassign(P0);

        pipeline.step();

        assertEquals(5, sink.consumer.position(P0));
    }

    @Test
    void revokedPartitionsAreCommittedAndClosedInThatOrderOfCalls() {
        SinkPipeline pipeline = sink.started(P0, P1);
        sink.message(P0, 0, "a");
        sink.message(P1, 0, "b");
        pipeline.step();
        sink.task.calls.clear();
        sink.reassign(P1);

        pipeline.step();

        assertEquals(List.of("preCommit", "close [in-0]"), sink.task.calls.subList(0, 2));
        assertEquals(List.of(at(P0, 1)), sink.consumer.syncCommits);
    }

    @Test
    void recordsOfRevokedPartitionsAreNotDeliveredAgain() {
        SinkPipeline pipeline = sink.started(P0, P1);
        sink.message(P0, 0, "gone");
        sink.message(P1, 0, "kept");
        sink.task.puts.add(records -> {
            throw new RetriableException("later");
        });
        pipeline.step();
        sink.reassign(P1);

        pipeline.step();

        assertEquals(List.of("kept"), sink.task.values());
        assertFalse(sink.consumer.paused().contains(P1));
    }

    @Test
    void lostPartitionsAreClosedWithoutACommit() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.task.calls.clear();
        sink.consumer.schedulePollTask(() -> sink.consumer.listener.onPartitionsLost(Set.of(P0)));

        pipeline.step();

        assertEquals("close [in-0]", sink.task.calls.get(0));
        assertEquals(List.of(), sink.consumer.syncCommits);
    }

    @Test
    void aFailureDuringARebalanceFailsTheTaskAfterThePoll() {
        SinkPipeline pipeline = sink.pipeline();
        pipeline.start();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        IllegalStateException cause = new IllegalStateException("cannot open");
        sink.task.onOpen = () -> {
            throw cause;
        };
        sink.reassign(P0);

        assertSame(cause, assertThrows(IllegalStateException.class, pipeline::step));
    }

    @Test
    void aTaskThatCouldNotCloseItsPartitionsIsNotGivenOthers() {
        SinkPipeline pipeline = sink.started(P0);
        IllegalStateException cause = new IllegalStateException("cannot close");
        sink.message(P0, 0, "v");
        pipeline.step();
        sink.task.onClose = () -> {
            throw cause;
        };
        sink.reassign(P1);

        assertSame(cause, assertThrows(IllegalStateException.class, pipeline::step));
        assertFalse(sink.task.calls.contains("open [in-1]"), sink.task.calls.toString());
    }

    @Test
    void whatTheTaskHasPausedStaysPausedWhenItIsAssignedAnew() {
        SinkPipeline pipeline = sink.started(P0, P1);
        sink.task.context().pause(P0, P1);
        sink.takeAndGiveBack(P0, P1);
        pipeline.step();
        assertEquals(Set.of(P0, P1), sink.consumer.paused());

        sink.reassign(P0);
        pipeline.step();
        sink.reassign(P0, P1);
        pipeline.step();

        assertEquals(Set.of(P0), sink.consumer.paused(), "what was given to others is forgotten");
    }

    @Test
    void aPausedTaskReadsNothingButStaysInItsGroupAndCommits() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.control.target(TargetState.PAUSED);
        pipeline.step(); // ends by the wake-up
        sink.message(P0, 1, "b");
        pipeline.step();

        assertEquals(List.of("a"), sink.task.values());
        assertEquals(List.of(at(P0, 1)), sink.consumer.asyncCommits);
        assertEquals("paused", lastState());
        sink.control.target(TargetState.STARTED);
        pipeline.step();
        pipeline.step();
        assertEquals(List.of("a", "b"), sink.task.values());
        assertEquals("running", lastState());
    }

    @Test
    void whatTheTaskPausesWhileItIsPausedIsRememberedForLater() {
        SinkPipeline pipeline = sink.started(P0, P1);
        sink.control.target(TargetState.PAUSED);
        pipeline.step();
        sink.task.context().pause(P1);
        sink.task.context().resume(P0);
        assertEquals(Set.of(P0, P1), sink.consumer.paused());

        sink.control.target(TargetState.STARTED);
        pipeline.step();

        assertEquals(Set.of(P1), sink.consumer.paused());
    }

    @Test
    void partitionsThatATaskDoesNotHaveCannotBePaused() {
        SinkPipeline pipeline = sink.started(P0);
        pipeline.step();

        assertThrows(
                IllegalWorkerStateException.class, () -> sink.task.context().pause(P1));
    }

    @Test
    void aStoppedTaskCommitsClosesAndStops() {
        SinkPipeline pipeline = sink.pipeline();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.reassign(P0);
        sink.consumer.schedulePollTask(() -> sink.message(P0, 0, "a"));
        sink.task.puts.add(records -> {});
        sink.task.puts.add(records -> sink.control.stop());

        pipeline.run();
        pipeline.close();

        assertEquals(
                List.of("start", "open [in-0]", "put 0", "put 1", "preCommit", "close [in-0]", "stop"),
                sink.task.calls);
        assertEquals(List.of(at(P0, 1)), sink.consumer.syncCommits.subList(0, 1));
        assertTrue(sink.consumer.closed());
    }

    @Test
    void aCancelledTaskCommitsNothing() {
        SinkPipeline pipeline = sink.pipeline();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.reassign(P0);
        sink.consumer.schedulePollTask(() -> sink.message(P0, 0, "a"));
        sink.task.puts.add(records -> {});
        sink.task.puts.add(records -> sink.control.cancel());

        pipeline.run();
        pipeline.close();

        assertEquals(List.of(), sink.consumer.syncCommits);
        assertTrue(sink.task.calls.contains("stop"));
    }

    @Test
    void aRecordThatCannotBeConvertedIsReportedAndLeftOutIfTolerated() {
        sink.settings = Settings.tolerant();
        sink.transforms.add(TestConverters.step(record -> {
            if (record.value().equals("bad")) {
                throw new DataException("bad");
            }
            return record;
        }));
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "bad");
        sink.message(P0, 1, "good");

        pipeline.step();

        assertEquals(List.of("good"), sink.task.values());
        assertEquals(0, sink.failures.all.get(0).record().offset());
        assertEquals(Stage.TRANSFORMATION, sink.failures.all.get(0).stage());
    }

    @Test
    void aReportThatIsLostFailsTheTaskAndCommitsNothing() {
        sink.settings = Settings.tolerant();
        SinkPipeline pipeline = sink.started(P0);
        sink.failures.outcome = new CompletableFuture<>();
        sink.message(P0, 0, "errant");
        sink.task.puts.add(records -> {
            SinkRecord record = records.iterator().next();
            var unused = sink.task
                    .context()
                    .errantRecordReporter()
                    .report(
                            record.newRecord("x", 0, null, null, null, "changed", 1L),
                            new IllegalArgumentException("no such row"));
        });
        pipeline.step();
        assertEquals(Stage.TASK_PUT, sink.failures.all.get(0).stage());
        assertEquals("in", sink.failures.all.get(0).record().topic(), "reported as it came");
        sink.failures.outcome.completeExceptionally(new TimeoutException("lost"));
        sink.task.context().requestCommit();

        assertThrows(ConnectException.class, pipeline::step);
        pipeline.close();

        assertEquals(List.of(), sink.consumer.asyncCommits);
        assertEquals(List.of(), sink.consumer.syncCommits, "the record is read again after a restart");
    }

    @Test
    void aReportThatIsLostOfAPartitionThatIsGivenUpFailsNobody() {
        sink.settings = Settings.tolerant();
        SinkPipeline pipeline = sink.started(P0);
        sink.failures.outcome = CompletableFuture.failedFuture(new TimeoutException("lost"));
        sink.message(P0, 0, "errant");
        sink.task.puts.add(this::reportFirst);
        pipeline.step();
        sink.reassign(P1);
        pipeline.step();
        sink.reassign(P0);
        pipeline.step();
        sink.failures.outcome = CompletableFuture.completedFuture(null);
        sink.message(P0, 0, "errant");
        sink.task.context().requestCommit();
        pipeline.step();

        assertEquals(List.of(), sink.consumer.syncCommits, "whoever has it next reads it again");
    }

    private void reportFirst(Collection<SinkRecord> records) {
        var unused = sink.task
                .context()
                .errantRecordReporter()
                .report(records.iterator().next(), new IllegalArgumentException("no such row"));
    }

    @Test
    void aReportThatTakesLongOnlyPostponesTheCommit() {
        sink.settings = Settings.tolerant();
        SinkPipeline pipeline = sink.started(P0);
        sink.failures.outcome = new CompletableFuture<>();
        sink.message(P0, 0, "errant");
        sink.task.puts.add(this::reportFirst);
        pipeline.step();
        sink.task.context().requestCommit();
        pipeline.step();
        assertEquals(List.of(), sink.consumer.asyncCommits);
        sink.failures.outcome.complete(null);
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(List.of(at(P0, 1)), sink.consumer.asyncCommits);
        assertEquals(1, sink.consumer.position(P0), "nothing is read again");
    }

    @Test
    void withoutToleranceAReportFailsTheTaskAlsoIfItSwallowsTheException() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "errant");
        sink.task.puts.add(records -> assertThrows(ConnectException.class, () -> sink.task
                .context()
                .errantRecordReporter()
                .report(records.iterator().next(), new IllegalArgumentException("no"))));

        assertThrows(ConnectException.class, pipeline::step);
    }

    @Test
    void withoutAnyoneToReportToThereIsNoReporter() {
        sink.reporting = false;
        SinkPipeline pipeline = sink.started(P0);
        pipeline.step();

        assertNull(sink.task.context().errantRecordReporter());
    }
}
