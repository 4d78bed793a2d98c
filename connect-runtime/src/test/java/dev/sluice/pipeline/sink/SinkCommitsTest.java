package dev.sluice.pipeline.sink;

import static dev.sluice.pipeline.sink.SinkFixture.P0;
import static dev.sluice.pipeline.sink.SinkFixture.P1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.pipeline.convert.TestConverters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** When and what a sink task commits. */
class SinkCommitsTest {
    private final SinkFixture sink = new SinkFixture();

    private static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition partition, long offset) {
        return Map.of(partition, new OffsetAndMetadata(offset));
    }

    @Test
    void aCommitIsDueEveryIntervalAndTakesWhatWasDelivered() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        sink.message(P0, 1, "b");
        pipeline.step();
        pipeline.step();
        assertEquals(List.of(), sink.consumer.asyncCommits);
        sink.time.sleep(SinkFixture.FLUSH_INTERVAL_MS);

        pipeline.step();

        assertEquals(List.of(at(P0, 2)), sink.consumer.asyncCommits);
    }

    @Test
    void aTaskMayAskForACommit() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.task.context().requestCommit();

        pipeline.step();
        pipeline.step();

        assertEquals(List.of(at(P0, 1)), sink.consumer.asyncCommits);
    }

    @Test
    void recordsThatAreDroppedAreCommittedToo() {
        sink.transforms.add(TestConverters.step(record -> null));
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(List.of(), sink.task.taken);
        assertEquals(List.of(at(P0, 1)), sink.consumer.asyncCommits);
    }

    @Test
    void whatHasNotChangedIsNotCommittedAgain() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.task.context().requestCommit();
        pipeline.step();
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(1, sink.consumer.asyncCommits.size());
    }

    @Test
    void aTaskCommitsLessThanItWasGivenButNeverMoreNorForOthers() {
        SinkPipeline pipeline = sink.started(P0, P1);
        for (int offset = 0; offset < 5; offset++) {
            sink.message(P0, offset, "a");
            sink.message(P1, offset, "b");
        }
        pipeline.step();
        sink.task.preCommits.add(offsets -> Map.of(
                P0,
                new OffsetAndMetadata(3),
                P1,
                new OffsetAndMetadata(6),
                new TopicPartition("other", 0),
                new OffsetAndMetadata(1)));
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(List.of(at(P0, 3)), sink.consumer.asyncCommits);
    }

    @Test
    void aTaskThatCannotPrepareACommitIsGivenItsRecordsAgain() {
        recordsAreReadAgainAfter(offsets -> {
            throw new IllegalStateException("no");
        });
    }

    @Test
    void aTaskThatCannotPrepareACommitForWantOfAClassIsGivenItsRecordsAgainToo() {
        recordsAreReadAgainAfter(offsets -> {
            throw new NoClassDefFoundError("missing");
        });
    }

    private void recordsAreReadAgainAfter(ScriptedSink.PreCommit failing) {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.task.preCommits.add(failing);
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(0, sink.consumer.position(P0), "read again from what is committed");
        assertEquals(List.of(), sink.consumer.asyncCommits);
    }

    @Test
    void aCommitThatFailsDoesNotFailTheTaskAndIsTriedAgain() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.consumer.holdsCommits = true;
        sink.task.context().requestCommit();
        pipeline.step();
        sink.consumer.callbacks.get(0).onComplete(Map.of(), new TimeoutException("slow"));
        sink.task.context().requestCommit();

        pipeline.step();

        assertEquals(List.of(at(P0, 1), at(P0, 1)), sink.consumer.asyncCommits);
    }

    @Test
    void doesNotSpinWhileACommitTakesLongerThanTheInterval() {
        sink.flushTimeoutMs = 10 * SinkFixture.FLUSH_INTERVAL_MS;
        sink.consumer.holdsCommits = true;
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.time.sleep(SinkFixture.FLUSH_INTERVAL_MS);
        pipeline.step();
        sink.time.sleep(SinkFixture.FLUSH_INTERVAL_MS);

        pipeline.step();

        assertEquals(1, sink.consumer.asyncCommits.size());
        assertEquals(100, sink.consumer.timeouts.get(sink.consumer.timeouts.size() - 1));
    }

    @Test
    void onlyOneCommitRunsAtATimeUnlessItTakesTooLong() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.consumer.holdsCommits = true;
        sink.task.context().requestCommit();
        pipeline.step();
        sink.task.context().requestCommit();
        pipeline.step();
        assertEquals(1, sink.consumer.asyncCommits.size());
        sink.time.sleep(SinkFixture.FLUSH_TIMEOUT_MS);

        pipeline.step();

        assertEquals(2, sink.consumer.asyncCommits.size());
        sink.consumer.callbacks.get(0).onComplete(Map.of(), new TimeoutException("late"));
        sink.consumer.callbacks.get(1).onComplete(at(P0, 1), null);
        sink.task.context().requestCommit();
        pipeline.step();
        assertEquals(2, sink.consumer.asyncCommits.size(), "the newest commit's outcome counts: all is committed");
    }

    @Test
    void theLastCommitWaitsNoLongerThanTheTaskHasToStop() {
        SinkPipeline pipeline = sink.pipeline();
        sink.consumer.updateBeginningOffsets(Map.of(P0, 0L));
        sink.reassign(P0);
        sink.consumer.schedulePollTask(() -> sink.message(P0, 0, "a"));
        sink.task.puts.add(records -> {});
        sink.task.puts.add(records -> {
            sink.control.stop();
            sink.time.sleep(1_500);
        });

        pipeline.run();
        pipeline.close();

        assertEquals(Set.of(at(P0, 1)), Set.copyOf(sink.consumer.syncCommits));
        assertEquals(Set.of(2_500L), Set.copyOf(sink.consumer.syncTimeouts), "a second stays for the task's own stop");
        assertEquals(Optional.of(3_500L), sink.consumer.closeTimeout);
    }

    @Test
    void aCommitDuringARebalanceIsBoundedFromTheMomentTheTaskIsToldToStop() {
        SinkPipeline pipeline = sink.started(P0);
        sink.message(P0, 0, "a");
        pipeline.step();
        sink.task.onClose = () -> {
            // The wakeup that comes with it ends the commit that waits for the coordinator.
            sink.control.stop();
        };
        sink.reassign(P1);

        pipeline.step();

        assertEquals(Set.of(4_000L), Set.copyOf(sink.consumer.syncTimeouts));
    }
}
